"""Columns: what a table of records or an export shows of each, as the address names them."""

from search.columns.base import Column, Entry, Value
from search.columns.fields import FIELDS
from search.columns.reading import BadColumns, read

__all__ = ["FIELDS", "BadColumns", "Column", "Entry", "Value", "read"]
