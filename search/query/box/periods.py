"""Dates and years: ``date:2019-05..2020-02``, ``year>=2019``, ``released<2020``."""

import re

from portal.normalise import dates
from search.query.box.errors import BadDate, BadYear, NotCompared, Swapped
from search.query.box.parts import Said, Written
from search.query.literals import DOTS
from search.query.tree import Range

DATES = ("added", "date", "end", "modified", "open_from", "released")
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_TO = re.compile(rf"{DOTS.pattern}|(?<=^\d{{4}})\s?[-−]\s?(?=\d{{4}}$)", re.ASCII)  # "2019-2021"
_SAYS = {"<": "before", "<=": "until", ">": "after", ">=": "since"}
Ends = tuple[int, int]


def read(written: Written) -> Said | None:
    """A field of dates or the year; None for other fields.

    Raises BadDate, Swapped, or NotCompared.
    """
    if written.name not in (*DATES, "year"):
        return None
    if written.operator == "~":
        raise NotCompared(written.name, written.operator)
    low, high = _bounds(written)
    if low is not None and high is not None and low > high:
        raise Swapped(*map(str.strip, _TO.split(written.value, maxsplit=1)))
    return Said(Range(written.name, low, high), _says(written))


def between(first: str, last: str) -> Range:
    """Records measured at any time between two dates, of any precision; "" is no bound.

    Raises BadDate.
    """
    return Range("date", *_ends_of("date", first.strip(), last.strip()))


def _bounds(written: Written) -> tuple[int | None, int | None]:
    field, value = written.name, written.value
    if written.equals:
        first, *last = map(str.strip, _TO.split(value, maxsplit=1))
        return _ends_of(field, first, last[0] if last else first)
    start, end = _ends(field, value)
    return {
        "<": (None, start - 1),
        "<=": (None, end),
        ">": (end + 1, None),
        ">=": (start, None),
    }[written.operator]


def _ends_of(field: str, first: str, last: str) -> tuple[int | None, int | None]:
    low = _ends(field, first)[0] if first else None
    return low, _ends(field, last)[1] if last else None


def _ends(field: str, text: str) -> Ends:
    """The first and last year or second of what the text means."""
    if field == "year":
        if not _YEAR.fullmatch(text):
            raise BadYear(text)
        return int(text), int(text)
    try:
        return dates.bounds(text if text[:4].isdigit() else dates.parse(text))
    except (ValueError, OverflowError):
        raise BadDate(field, text) from None


def _says(written: Written) -> str:
    if written.equals:
        return f"{written.name} “{written.value}”"
    return f"{written.name} {_SAYS[written.operator]} “{written.value}”"
