"""Bounds of ranges keep their meaning whatever they are given as."""

import math

from hypothesis import given
from hypothesis import strategies as st

from search.query.bounds import GREATEST, LEAST, real, whole_bounds

bounds = st.none() | st.integers() | st.floats(allow_nan=False)
wholes = st.integers(LEAST, GREATEST) | st.integers(-5, 5)


@given(wholes, bounds, bounds, st.booleans(), st.booleans())
def test_whole_bounds_let_the_same_through(
    number: int, low: float | None, high: float | None, with_low: bool, with_high: bool
) -> None:
    above = low is None or number > low or (with_low and number == low)
    below = high is None or number < high or (with_high and number == high)
    found = whole_bounds(low, high, with_low, with_high)
    if found is None:
        assert not (above and below)
        return
    least, greatest = found
    assert all(bound is None or LEAST <= bound <= GREATEST for bound in found)
    inside = (least is None or number >= least) and (greatest is None or number <= greatest)
    assert inside == (above and below)


def test_empty_ranges() -> None:
    assert whole_bounds(3, 2, True, True) is None
    assert whole_bounds(2, 2, True, False) is None
    assert whole_bounds(0.2, 0.8, True, True) is None
    assert whole_bounds(math.inf, None, True, True) is None
    assert whole_bounds(10**400, None, True, True) is None
    assert whole_bounds(-(10**400), 10**400, True, True) == (None, None)
    assert whole_bounds(None, -math.inf, True, True) is None
    assert whole_bounds(None, LEAST, True, False) is None


def test_real() -> None:
    assert real(None) is None
    assert real(3) == 3.0
    assert real(10**400) == math.inf
    assert real(-(10**400)) == -math.inf
