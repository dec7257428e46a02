"""Which parameter a text names: ``sample_temperature``, or with its unit ``temperature[°C]``."""

import re
from collections.abc import Iterable

from portal import units
from portal.dictionary import selectors
from portal.normalise import names
from portal.units import Unit
from portal.web.preferred import Units
from search.columns.parameters import quantity
from search.errors import BadQuery
from search.histograms.making import Key, Wanted

MOST = 10
LONGEST = 200  # characters of one name
NUMBER = "number"  # the dimension of values without a unit
_WRITTEN = re.compile(r"([^\[\]]+?)\s*(?:\[\s*([^\[\]]{1,64}?)\s*\])?")


class BadHistogram(BadQuery):
    """No histogram can be made of this; the message says why."""


def read(written: Iterable[str], preferred: Units) -> tuple[Wanted, ...]:
    """The parameters of these texts.

    A unit in brackets is the one to count in; else the ``preferred`` one of its dimension,
    else the one most used.  Raises BadHistogram.
    """
    texts = tuple(written)
    if len(texts) > MOST:
        raise BadHistogram(f"More than {MOST} histograms are asked for: drop some.")
    return tuple(_read(text, preferred) for text in texts)


def in_unit(key: Key, preferred: Units) -> Wanted:
    """A known parameter in the unit preferred for its dimension, else the one most used."""
    name, dimension = key
    if dimension == NUMBER:
        return Wanted(name, dimension, None)
    return Wanted(name, dimension, preferred.get(dimension) or _usual(key))


def _read(text: str, preferred: Units) -> Wanted:
    match = _WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or not names.snake(match[1]):
        raise BadHistogram(
            f"“{text[:60]}” names no parameter: write one like sample_temperature, or with a "
            "unit like sample_temperature[°C]."
        )
    name, symbol = match[1], match[2] or ""
    if not symbol:
        return in_unit(_key(name), preferred)
    try:
        key, unit = quantity(name, symbol)
    except BadQuery as error:
        raise BadHistogram(str(error)) from None
    return Wanted(key, unit.dimension, unit)


def _key(name: str) -> Key:
    """The dictionary's quantity of this name, else the commonest parameter called so."""
    key = names.canonical(name, "")
    meant = names.known().get(key)
    if meant is not None and meant.dimension:
        return key, meant.dimension
    if meant is not None:
        raise BadHistogram(f"{meant.label} is told in words: it has no histogram.")
    called = (one for one in selectors.listed() if one.name == key and one.measured)
    found = next(called, None)
    return (key, found.dimension) if found else (key, NUMBER)


def _usual(key: Key) -> Unit | None:
    known = selectors.counted(*key)
    if known is not None:
        return known.shown_unit
    return selectors.usual_unit(*key) or next(iter(units.units_of(key[1])), None)
