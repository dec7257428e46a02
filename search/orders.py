"""The orders of results: those with names, and by any column, "-" before it for descending.

A parameter stands with its unit, as columns have it: ``-sample_temperature[K]``.
"""

from collections.abc import Mapping
from functools import lru_cache

from portal.normalise import names
from portal.normalise.dictionary import Dictionary
from search.columns import Column
from search.columns import read as read_columns
from search.errors import BadQuery, BadSort
from search.fields import ORDERS, RELEVANCE, SEVERAL_TEXTS, SORTS, TEXTS, Direction, Order

NUMBER_COLUMNS = {
    "id": "id",
    "url": "id",
    "date": "date_first",
    "end": "end",
    "released": "released",
    "year": "year",
    "open_from": "open_from",
    "files": "files",
    "size": "size",
    "changed": "updated",
}
# Orders by columns that have a name as well
NAMED: Mapping[str, str] = {
    "date": "oldest",
    "-date": "newest",
    "-changed": "updated",
    "-size": "largest",
}
_COLUMN_OF = {
    "newest": ("date", "descending"),
    "oldest": ("date", "ascending"),
    "updated": ("changed", "descending"),
    "largest": ("size", "descending"),
}


def settled(sort: str) -> str:
    """The one name of an order that has several.  Raises BadSort."""
    if sort in SORTS:
        return sort
    column, direction = _column(sort)
    written = column.key if direction == "ascending" else f"-{column.key}"
    return NAMED.get(written, written)


def order(sort: str) -> Order | None:
    """How an engine orders; None for relevance.  Raises BadSort."""
    if sort == RELEVANCE:
        return None
    return ORDERS.get(sort) or _by_column(names.current(), sort)


def by(sort: str) -> tuple[str, Direction | None]:
    """The key of the column that a settled order goes by, and in which direction."""
    if sort == RELEVANCE:
        return "", None
    if sort in _COLUMN_OF:
        key, named = _COLUMN_OF[sort]
        return key, "ascending" if named == "ascending" else "descending"
    return sort.removeprefix("-"), _direction(sort)


@lru_cache(maxsize=1_024)
def _by_column(_dictionary: Dictionary, sort: str) -> Order:
    """Remembered for the dictionary in use only."""
    column, direction = _column(sort)
    if column.measured is not None:
        name, dimension = column.measured
        return Order(name, direction, "parameter", dimension)
    if column.key in NUMBER_COLUMNS:
        return Order(NUMBER_COLUMNS[column.key], direction)
    return Order(_text_key(column.key, direction), direction, "text")


def _text_key(name: str, direction: Direction) -> str:
    if name in TEXTS:
        return f"key_{name}"
    assert name in SEVERAL_TEXTS
    return f"least_{name}" if direction == "ascending" else f"most_{name}"


def _column(sort: str) -> tuple[Column, Direction]:
    try:
        columns = read_columns([sort.removeprefix("-")])
    except BadQuery:
        columns = ()
    if len(columns) != 1 or "," in sort:
        raise BadSort(
            f"Results can't be sorted by “{sort[:40]}”: use {', '.join(SORTS)}, or a column "
            "such as facility or -sample_temperature[K]."
        )
    return columns[0], _direction(sort)


def _direction(sort: str) -> Direction:
    return "descending" if sort.startswith("-") else "ascending"
