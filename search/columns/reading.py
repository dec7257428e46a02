"""From ``columns=title,year,sample_temperature[K]`` in an address to the columns."""

import re
from collections.abc import Iterable

from portal.normalise import names
from portal.web.preferred import Units
from search.columns import parameters
from search.columns.base import Column
from search.columns.fields import FIELDS
from search.errors import BadQuery

MOST = 50
LONGEST = 200  # characters of one column
_WRITTEN = re.compile(r"([^\[\]]+?)\s*(?:\[\s*([^\[\]]{1,64}?)\s*\])?")


class BadColumns(BadQuery):
    """The columns asked for can't be shown; the message says which and why."""


def read(written: Iterable[str], preferred: Units | None = None) -> tuple[Column, ...]:
    """The columns of these texts, each a list with commas; the same column only once.

    ``preferred`` has units by dimension, for parameters that none is said of.  A name is a
    field's, else a parameter's; with a unit it is always a parameter's.
    Raises BadColumns.
    """
    parts = [part.strip() for text in written for part in text.split(",") if part.strip()]
    if len(parts) > 2 * MOST:
        raise BadColumns(f"More than {MOST} columns are asked for: drop some.")
    found = {column.key: column for column in (_column(part, preferred or {}) for part in parts)}
    if len(found) > MOST:
        raise BadColumns(f"More than {MOST} columns are asked for: drop some.")
    return tuple(found.values())


def _column(text: str, preferred: Units) -> Column:
    match = _WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or not names.snake(match[1]):
        raise BadColumns(
            f"The column “{text[:60]}” can't be read: write a field such as title, or a "
            "parameter with its unit such as sample_temperature[K]."
        )
    name, unit = match[1], match[2] or ""
    if not unit and name.lower() in FIELDS:
        return FIELDS[name.lower()]
    try:
        return parameters.column(name, unit, preferred)
    except BadQuery as error:
        raise BadColumns(str(error)) from None
