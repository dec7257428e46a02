"""Edges are round numbers in the unit shown, rise, and stand round all values."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import units
from portal.units import Unit
from search.histograms.edges import edges

MOST_EDGES = 29
EVERY = [unit for dimension in units.dimensions() for unit in units.units_of(dimension)]
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)


def unit(symbol: str) -> Unit:
    found = units.find(symbol)
    assert found is not None
    return found


def texts(least: float, most: float, symbol: str) -> list[str]:
    """Of the extent in the unit."""
    there = unit(symbol)
    return list(edges(there.to_si(least), there.to_si(most), there).texts)


def test_linear() -> None:
    assert texts(80, 290, "K") == [str(one) for one in range(80, 301, 10)]
    assert texts(-196, 25, "°C")[:3] == ["-200", "-190", "-180"]
    assert texts(5, 17.5, "keV")[-2:] == ["17", "18"]


def test_a_value_at_an_edge_belongs_above_it() -> None:
    assert texts(100, 200, "K")[-2:] == ["200", "205"]


def test_one_value_has_one_bin() -> None:
    assert texts(300, 300, "K") == ["300", "305"]
    assert texts(0, 0, "K") == ["0", "1"]
    assert texts(12.398, 12.398000001, "keV") == ["12.2", "12.4"]


def test_many_decades_are_logarithmic() -> None:
    found = edges(1e-3, 30.0, unit("s"))
    assert found.logarithmic
    assert found.texts[:4] == ("0.001", "0.002", "0.005", "0.01")
    assert found.texts[-2:] == ("20", "50")
    assert edges(1e-9, 1e9, unit("s")).texts[:3] == ("1e-9", "1e-8", "1e-7")
    assert len(edges(1e-30, 1e30, None).texts) <= MOST_EDGES


@pytest.mark.parametrize(("least", "most"), [(0.0, 1e9), (-1.0, 1e9), (1.0, 999.0)])
def test_not_all_above_zero_or_near_one_another_is_linear(least: float, most: float) -> None:
    assert not edges(least, most, unit("s")).logarithmic


@given(st.sampled_from([None, *EVERY]), NUMBERS, NUMBERS)
def test_all_extents(there: Unit | None, first: float, second: float) -> None:
    least, most = sorted((first, second))
    found = edges(least, most, there)
    assert 1 <= len(found.si) == len(found.texts) <= MOST_EDGES
    assert list(found.si) == sorted(set(found.si))
    assert all(map(math.isfinite, found.si))
    assert all(math.isfinite(float(text)) for text in found.texts)
    decimals = [Decimal(text) for text in found.texts]
    assert decimals == sorted(decimals)
    if 1e-200 < abs(least) < 1e200 and 1e-200 < abs(most) < 1e200:
        assert found.si[0] <= least
        assert most < found.si[-1]
