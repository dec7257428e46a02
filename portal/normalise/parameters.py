"""Parameters of records: one from its name, value and unit, or all of a metadata tree."""

from .flatten import TooMuch, flatten
from .parameter import parameter

__all__ = ["TooMuch", "flatten", "parameter"]
