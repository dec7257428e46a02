"""Quantities among plain words: "lysozyme 12.4 keV 100 K", "lysozyme 1.54Å", "5-10 keV".

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
from search.query.literals import EXACT, Measure, interval, measure
from search.query.tree import All, Favoured, Node, Or, ParameterRange, Phrase

MOST = 3  # in one search; more stay words
AROUND = Decimal("0.1")  # of the value: as far as a closeness without a scale reaches
HALF = 0.5  # what being around the value is worth, and what being as written is worth, too
_LETTERS = frozenset("KATVJWMGFCNsmhg")  # units of one letter that people write behind a blank
_GLUED = frozenset("KT")  # … and right behind a whole number: 13C, 3d and 18F are no quantities
_NO_QUANTITIES = frozenset(["", quantities.NUMBER, "count"])  # 3 samples, 100 frames
_ISOTOPE_LIKE = re.compile(r"[\d-]+[A-Za-z]")
# Dimensions of quantities that may be below zero; temperatures may, down to 0 K
_SIGNED = frozenset(
    (
        *("angle", "electric_field", "energy", "force"),
        *("magnetic_flux_density", "temperature_rate", "time", "voltage"),
    )
)
_AT_THE_END = ".,;:"


@dataclass(frozen=True, slots=True)
class Bare:
    """A number or a range with its unit, as typed, and what it may be: parameters with units."""

    text: str
    low: Measure
    high: Measure  # the same for one value
    rows: tuple[tuple[str, Unit], ...]  # canonical names of the dictionary, in its order

    def asked_of(self, name: str, operator: str = ":") -> str:
        """What the search box reads as this value of a parameter; with "~", as one near it."""
        value = f"{self._number}{self.high.unit}"
        if measure(f"{self.high.text}{self.high.unit}") == self.high and " " not in value:
            return f"{name}{operator}{value}"
        return f'{name}{operator}"{self._number} {self.high.unit}"'

    @property
    def node(self) -> Node:
        """Finds everything, and moves forward what has the quantity, or one around it."""
        glued = f"{self._number}{self.high.unit}"
        said = tuple(dict.fromkeys([Phrase(self.text), Phrase(glued)]))
        reaches = (self._ranges(_as_written), self._ranges(_around))
        return Or((All(), *(Favoured(Or((*said, *ranges)), HALF) for ranges in reaches)))

    @property
    def single(self) -> bool:
        return self.low is self.high

    @property
    def _number(self) -> str:
        return self.low.text if self.single else f"{self.low.text}..{self.high.text}"

    def _ranges(self, reach: "Reach") -> tuple[Node, ...]:
        parts = dict[Node, None]()
        for name, unit in self.rows:
            low, high = _si(self.low, unit), _si(self.high, unit)
            low = EXACT.subtract(low, reach(self, unit, low))
            high = EXACT.add(high, reach(self, unit, high))
            found = quantities.tree(_range(name, unit, low, high))
            parts |= dict.fromkeys(found.parts if isinstance(found, Or) else (found,))
        return tuple(parts)


Reach = Callable[[Bare, Unit, Decimal], Decimal]  # how far beyond a bound in SI


def _as_written(bare: Bare, unit: Unit, _si: Decimal) -> Decimal:
    """Half a digit of one value; the bounds of a range are what they are."""
    return EXACT.multiply(bare.low.half_a_digit, unit.factor) if bare.single else Decimal(0)


def _around(_bare: Bare, _unit: Unit, si: Decimal) -> Decimal:
    return EXACT.multiply(abs(si), AROUND)


def _si(measure: Measure, unit: Unit) -> Decimal:
    return EXACT.multiply(EXACT.add(measure.number, unit.offset), unit.factor)


def _range(name: str, unit: Unit, low: Decimal, high: Decimal) -> ParameterRange:
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


def below_zero(words: list[str]) -> int:
    """How many of the words, of which the first begins with a minus, are a value below zero.

    Or a range that begins there.  0 where they are none, or of what is never below zero: 5 mm.
    """
    length, found = _bare_at(words, 0, names.current())
    return length if found and any(_may_be(found.low, unit) for _, unit in found.rows) else 0


def _may_be(measure: Measure, unit: Unit) -> bool:
    return unit.dimension in _SIGNED or (unit.dimension == "temperature" and _si(measure, unit) > 0)


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
        ends = _measured(text, length)
        rows = _rows(ends[1].unit, dictionary) if ends else ()
        if ends and rows and all(math.isfinite(_si(one, unit)) for _, unit in rows for one in ends):
            return length, Bare(text, *ends, rows)
    return 1, None


def _measured(text: str, length: int) -> tuple[Measure, Measure] | None:
    """A number or a range with a unit behind it, in one word or two."""
    first = _ends(text.split()[0]) if len(text.split()) == length else None
    found = _ends(text) if first else None
    if not (first and found and found[1].unit) or (length == 2) == bool(first[1].unit):
        return None
    unit = found[1].unit
    glued = unit in _GLUED or not _ISOTOPE_LIKE.fullmatch(text)
    return found if (glued if length == 1 else is_unit(unit)) else None


def _ends(text: str) -> tuple[Measure, Measure] | None:
    """Both ends of a range in one unit; one value is both."""
    asked = interval(":", text)
    if asked is None or asked.low is None or asked.high is None:
        return None
    if asked.low.unit != asked.high.unit or asked.low.number > asked.high.number:
        return None
    return asked.low, asked.high


def is_unit(unit: str) -> bool:
    """Whether a word behind a number is meant as a unit, as far as letters tell."""
    if unit.isdecimal():
        return False
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
