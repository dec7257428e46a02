"""Columns of measured values: one parameter in one unit, or as each record gives it."""

import math

from portal import units
from portal.dictionary.selectors import usual_unit
from portal.normalise import names
from portal.units import Unit
from portal.web import show
from portal.web.preferred import Units
from search.columns.base import Column, Entry
from search.columns.fields import texts
from search.errors import BadQuery

NUMBER = "number"  # the dimension of values without a unit


def column(name: str, symbol: str, preferred: Units) -> Column:
    """The column of a parameter by any of its names; ``symbol`` is "" where none is said.

    Then a quantity of the dictionary comes in the preferred unit of its dimension, else in the
    usual one; others as they are given.
    Raises BadQuery for a unit that isn't known or is one of another quantity.
    """
    if symbol:
        key, unit = quantity(name, symbol)
        return _numbers(key, unit.dimension, unit)
    meant = names.known().get(names.canonical(name, ""))
    if meant is None or not meant.dimension:
        return _as_given(names.canonical(name, ""))
    if meant.dimension == NUMBER:
        return _numbers(meant.key, NUMBER, None)
    usual = preferred.get(meant.dimension) or usual_unit(meant.key, meant.dimension)
    return _numbers(meant.key, meant.dimension, usual)


def _unit(name: str, symbol: str) -> Unit:
    unit = units.find(symbol, name)
    if unit is None:
        raise BadQuery(
            f"“{symbol[:40]}” isn't a unit known here: write one like K, keV, Å, mbar or s."
        )
    return unit


def quantity(name: str, symbol: str) -> tuple[str, Unit]:
    """The canonical name of a parameter with this unit, and the unit.  Raises BadQuery."""
    unit = _unit(name, symbol)
    key = names.canonical(name, unit.dimension, unit.symbol)
    meant = names.known().get(names.canonical(name, ""))
    if key not in names.known() and meant is not None and meant.dimension:
        offered = ", ".join(one.symbol for one in units.units_of(meant.dimension)[:5])
        use = f"use {offered}." if offered else "it has no unit."
        raise BadQuery(f"{meant.label} can't be given in {unit.symbol}: {use}")
    return key, unit


def _numbers(key: str, dimension: str, unit: Unit | None) -> Column:
    def value(entry: Entry) -> tuple[float, ...]:
        found = (
            _converted(si, unit)
            for parameter in entry.metadata.parameters
            if parameter.dimension == dimension and names.of(parameter) == key
            for si in parameter.si
        )
        return tuple(number for number in found if math.isfinite(number))  # not too large for it

    written = f"{key}[{unit.symbol}]" if unit else key
    label = f"{names.label(key)} ({unit.symbol})" if unit else names.label(key)
    return Column(written, label, "numbers", value, (key, dimension))


def _as_given(key: str) -> Column:
    """Values of whatever kind, each with the unit it came with."""

    def value(entry: Entry) -> tuple[str, ...]:
        found = (one for one in entry.metadata.parameters if names.of(one) == key)
        return texts(show.with_unit(show.figure(v), one.unit) for one in found for v in one.values)

    return Column(key, names.label(key), "texts", value, (key, NUMBER))


def _converted(si: float, unit: Unit | None) -> float:
    """In the unit, without the last bits that conversions leave behind (99.99999999999999)."""
    return float(f"{unit.from_si(si) if unit else si:.15g}")
