"""A measured quantity under all names it goes by, as a tree.

A name stands for every parameter of the dictionary that has it among its names, and
for itself as it came: "energy" is the photons', the neutrons', the pulses' or the
electron beam's.  Only the dimension decides, never the unit, so that a range finds
the same records in any unit.  docs/searching.md tells what finds what.
"""

from decimal import Decimal
from functools import lru_cache

from portal.normalise import names
from portal.normalise.dictionary import Dictionary
from portal.units import Unit
from search.query import spectral, symbols
from search.query.literals import EXACT
from search.query.tree import And, Node, Or, ParameterRange, Term

NUMBER = "number"  # the dimension of values without a unit
WIDER = Decimal("1e-9")  # relative: the same range in another unit finds the same records
_NO_UNIT = "?"  # no alias is restricted to it


def bound_of(number: Decimal, unit: Unit | None, outwards: int) -> float:
    """A bound in SI, a billionth further up (``outwards`` is 1) or down (-1)."""
    if unit is not None:
        number = EXACT.multiply(EXACT.add(number, unit.offset), unit.factor)
    return float(EXACT.add(number, EXACT.multiply(abs(number), outwards * WIDER)))


def family(name: str, dimension: str) -> tuple[str, ...]:
    """The canonical names that ``name`` stands for, itself last where it is no other's."""
    known = names.meanings(name) or names.meanings(symbols.meant(name, dimension))
    rows = [row.key for row in known if row.dimension == dimension]
    return tuple(dict.fromkeys([*rows, names.canonical(name, dimension, _NO_UNIT)]))


def tree(asked: ParameterRange) -> Node:
    """What finds the range under all its names, and converted where light or neutrons are told.

    ``asked.name`` may be any name, in snake case.
    """
    return _tree(names.current(), asked)


@lru_cache(maxsize=4096)
def _tree(_dictionary: Dictionary, asked: ParameterRange) -> Node:
    """Remembered for the dictionary in use only."""
    ranges = tuple(_named(asked, name) for name in family(asked.name, asked.dimension))
    crossed = [_crossed(probe, ranges) for probe in spectral.SPECTRA]
    parts = (*ranges, *(part for part in crossed if part is not None))
    return parts[0] if len(parts) == 1 else Or(parts)


def _named(asked: ParameterRange, name: str) -> ParameterRange:
    return ParameterRange(
        name, asked.dimension, asked.low, asked.high, asked.include_low, asked.include_high
    )


def _crossed(probe: str, ranges: tuple[ParameterRange, ...]) -> Node | None:
    """At facilities with this probe, the same range in the other quantities."""
    found = dict.fromkeys(other for one in ranges for other in spectral.others(probe, one))
    return And((Term("probe", probe), Or(tuple(found)))) if found else None
