"""Bounds of ranges, made safe to hand to an engine."""

import math

LEAST = -(2**63)
GREATEST = 2**63 - 1

Bound = int | float | None


def whole_bounds(
    low: Bound, high: Bound, include_low: bool, include_high: bool
) -> tuple[int | None, int | None] | None:
    """The same range over whole 64-bit numbers, bounds included; None when it is empty."""
    least = None if low is None else _ceil(low, include_low)
    greatest = None if high is None else _floor(high, include_high)
    if least is not None and (least > GREATEST or (greatest is not None and least > greatest)):
        return None
    if greatest is not None and greatest < LEAST:
        return None
    return (
        None if least is None or least <= LEAST else least,
        None if greatest is None or greatest >= GREATEST else greatest,
    )


def _ceil(low: int | float, included: bool) -> int:
    if _is_infinite(low):
        return LEAST if low < 0 else GREATEST + 1
    least = math.ceil(low)
    return least if included or least != low else least + 1


def _floor(high: int | float, included: bool) -> int:
    if _is_infinite(high):
        return LEAST - 1 if high < 0 else GREATEST
    greatest = math.floor(high)
    return greatest if included or greatest != high else greatest - 1


def _is_infinite(bound: int | float) -> bool:
    """A whole number never is, though it may be beyond all floats."""
    return isinstance(bound, float) and math.isinf(bound)


def real(bound: Bound) -> float | None:
    """The bound as a float; a whole number beyond all floats becomes infinite."""
    if bound is None:
        return None
    try:
        return float(bound)
    except OverflowError:
        return math.inf if bound > 0 else -math.inf
