"""Quantities among plain words: "lysozyme 12.4 keV 100 K", "lysozyme 1.54Å".

They are no words that must be found: few texts repeat what was measured.  Records with a
parameter of the unit's dimension near the value, or with just this text, come earlier.
docs/searching.md, "Quantities among words", tells what is one and how much it counts.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from portal import units
from portal.normalise import names
from portal.normalise.dictionary import Dictionary
from portal.units import Unit
from search.function_words import FUNCTION_WORDS
from search.query import quantities
from search.query.literals import EXACT, Measure, measure
from search.query.tree import All, Favoured, Node, Or, ParameterRange, Phrase

MOST = 3  # in one search; more stay words
AROUND = Decimal("0.1")  # of the value: as far as a closeness without a scale reaches
HALF = 0.5  # what being around the value is worth, and what being as written is worth, too
_LETTERS = frozenset("KATVJWMGFCNsmhg")  # units of one letter that people write behind a blank
_GLUED = frozenset("KT")  # … and right behind a whole number: 13C, 3d and 18F are no quantities
_NO_QUANTITIES = frozenset(["", quantities.NUMBER, "count"])  # 3 samples, 100 frames
_ISOTOPE_LIKE = re.compile(r"\d+[A-Za-z]")
_AT_THE_END = ".,;:"


@dataclass(frozen=True, slots=True)
class Bare:
    """A number with its unit, as typed, and what it may be: parameters with their units."""

    text: str
    measure: Measure
    rows: tuple[tuple[str, Unit], ...]  # canonical names of the dictionary, in its order

    def asked_of(self, name: str) -> str:
        """What the search box reads as this value of a parameter."""
        value = f"{self.measure.text}{self.measure.unit}"
        if measure(value) == self.measure and " " not in value:
            return f"{name}:{value}"
        return f'{name}:"{self.measure.text} {self.measure.unit}"'

    @property
    def node(self) -> Node:
        """Finds everything, and moves forward what has the quantity, or one around it."""
        glued = f"{self.measure.text}{self.measure.unit}"
        said = tuple(dict.fromkeys([Phrase(self.text), Phrase(glued)]))
        reaches = (self._ranges(_as_written), self._ranges(_around))
        return Or((All(), *(Favoured(Or((*said, *ranges)), HALF) for ranges in reaches)))

    def _ranges(self, reach: Callable[[Measure, Unit, Decimal], Decimal]) -> tuple[Node, ...]:
        parts = dict[Node, None]()
        for name, unit in self.rows:
            si = _si(self.measure, unit)
            found = quantities.tree(_range(name, unit, si, reach(self.measure, unit, si)))
            parts |= dict.fromkeys(found.parts if isinstance(found, Or) else (found,))
        return tuple(parts)


def _as_written(measure: Measure, unit: Unit, _si: Decimal) -> Decimal:
    return EXACT.multiply(measure.half_a_digit, unit.factor)


def _around(_measure: Measure, _unit: Unit, si: Decimal) -> Decimal:
    return EXACT.multiply(abs(si), AROUND)


def _si(measure: Measure, unit: Unit) -> Decimal:
    return EXACT.multiply(EXACT.add(measure.number, unit.offset), unit.factor)


def _range(name: str, unit: Unit, si: Decimal, reach: Decimal) -> ParameterRange:
    low, high = EXACT.subtract(si, reach), EXACT.add(si, reach)
    return ParameterRange(
        name,
        unit.dimension,
        quantities.bound_of(low, None, -1),
        quantities.bound_of(high, None, 1),
    )


def cut(text: str, most: int = MOST) -> tuple[str, tuple[Bare, ...]]:
    """The words without the quantities among them, and the quantities: ``most`` of them."""
    words = text.split()
    places, found = told_apart(text, most)
    return " ".join(words[place] for place in places), found


def told_apart(text: str, most: int = MOST) -> tuple[tuple[int, ...], tuple[Bare, ...]]:
    """The places of the words that are no part of a quantity, and the quantities."""
    return _told_apart(text, most, names.current())


def without(text: str, bare: Bare) -> str:
    """The words without this quantity, where it comes first."""
    words, length = text.split(), len(bare.text.split())
    for place in range(len(words)):
        if " ".join(words[place : place + length]).rstrip(_AT_THE_END) == bare.text:
            return " ".join((*words[:place], *words[place + length :]))
    return text


@lru_cache(maxsize=1024)
def _told_apart(
    text: str, most: int, dictionary: Dictionary
) -> tuple[tuple[int, ...], tuple[Bare, ...]]:
    words, rest, found = text.split(), list[int](), list[Bare]()
    place = 0
    while place < len(words):
        length, bare = (1, None) if len(found) >= most else _bare_at(words, place, dictionary)
        if bare is None:
            rest.append(place)
        else:
            found.append(bare)
        place += length
    return tuple(rest), tuple(found)


def _bare_at(words: list[str], place: int, dictionary: Dictionary) -> tuple[int, Bare | None]:
    """The quantity that begins here, with how many words it has."""
    for length in (2, 1):
        text = " ".join(words[place : place + length]).rstrip(_AT_THE_END)
        found = _measured(text, length)
        rows = _rows(found.unit, dictionary) if found else ()
        if found and rows and all(math.isfinite(_si(found, unit)) for _, unit in rows):
            return length, Bare(text, found, rows)
    return 1, None


def _measured(text: str, length: int) -> Measure | None:
    """A number with a unit behind it, in one word or two."""
    number = measure(text.split()[0]) if len(text.split()) == length else None
    found = measure(text) if number else None
    if found is None or not found.unit or (length == 2) == bool(number and number.unit):
        return None
    return found if _is_unit(text, found, glued=length == 1) else None


def _is_unit(text: str, found: Measure, *, glued: bool) -> bool:
    """Whether what stands behind the number is meant as a unit, as far as letters tell."""
    unit = found.unit
    if glued:
        return not _ISOTOPE_LIKE.fullmatch(text) or unit in _GLUED
    if len(unit) == 1 and unit.isascii() and unit.isalpha():
        return unit in _LETTERS
    return unit not in FUNCTION_WORDS


@lru_cache(maxsize=1024)
def _rows(text: str, dictionary: Dictionary) -> tuple[tuple[str, Unit], ...]:
    """The dictionary's quantities that a value in this unit may be of."""
    found = []
    for name in dictionary.names.values():
        unit = None if name.dimension in _NO_QUANTITIES else units.find(text, name.key)
        if unit is not None and unit.dimension == name.dimension:
            found.append((name.key, unit))
    return tuple(found)
