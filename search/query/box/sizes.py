"""Amounts of data and numbers of files: ``size>1TB``, ``size:1..2GiB``, ``files<10``."""

import math
from decimal import Decimal

from portal import units
from search.query.bounds import whole_bounds
from search.query.box.errors import BadSize, NotCompared, Swapped
from search.query.box.parts import Said, Written
from search.query.literals import EXACT, Interval, Measure, ends, interval
from search.query.tree import Range

FIELDS = ("files", "size")
_SAYS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}


def read(written: Written) -> Said | None:
    """A field of whole numbers; None for other fields.

    Raises BadSize, Swapped or NotCompared.
    """
    if written.name not in FIELDS:
        return None
    if written.operator == "~":
        raise NotCompared(written.name, written.operator)
    asked = interval(written.operator, written.value)
    if written.value.strip() == ".." and written.equals:
        asked = Interval(None, None)
    if asked is None:
        raise BadSize(written.name, written.value)
    return Said(_range(written, asked), _says(written))


def _range(written: Written, asked: Interval) -> Range:
    """The whole numbers that are asked for, the bounds among them."""
    low, high = _number(written, asked.low, -1, asked), _number(written, asked.high, 1, asked)
    if low is not None and high is not None and low > high:
        first, last = ends(written.value)
        raise Swapped(first.strip(), (last or "").strip())
    least = None if low is None else math.ceil(low)
    most = None if high is None else math.floor(high)
    bounds = whole_bounds(
        least, most, asked.include_low or least != low, asked.include_high or most != high
    )
    if bounds is None:
        raise BadSize(written.name, written.value)
    return Range(written.name, *bounds)


def _number(
    written: Written, bound: Measure | None, direction: int, asked: Interval
) -> Decimal | None:
    """A bound in bytes or files; a single size is as exact as its last digit."""
    if bound is None:
        return None
    number = bound.number
    if asked.single and bound.unit:
        number = EXACT.add(number, direction * bound.half_a_digit)
    return EXACT.multiply(number, _factor(written, bound))


def _factor(written: Written, bound: Measure) -> Decimal:
    """What one of the unit is in bytes; numbers of files have none."""
    if not bound.unit:
        return Decimal(1)
    unit = units.find(bound.unit) if written.name == "size" else None
    if unit is None or unit.dimension != "data_size":
        raise BadSize(written.name, written.value)
    return unit.factor


def _says(written: Written) -> str:
    how = _SAYS.get(written.operator, "")
    return f"{written.name} {how} “{written.value}”".replace("  ", " ")
