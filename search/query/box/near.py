"""Closeness: ``energy~12.4keV``, ``temperature~300K±20K``."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from portal import units
from portal.normalise import names
from portal.units import Unit
from search.errors import BadQuery
from search.query import spectral
from search.query.box import measured
from search.query.box.errors import BadQuantity
from search.query.box.parts import Said, Written
from search.query.literals import EXACT, Measure, measure
from search.query.quantities import NUMBER, family
from search.query.tree import Near

DEFAULT = 0.1  # the scale where none is given, of the value; docs/searching.md says why
_DIGITS = 34  # at most; a float has 17
_SCALE = re.compile(r"±|\+/?[-−]")
_EXAMPLES = "energy~12.4keV or temperature~300K±20K"


def read(written: Written) -> Said | None:
    """A parameter with the value to be near to; None when it isn't one.

    Raises BadQuantity as a range of the parameter would, and for a bad scale.
    """
    if written.operator != "~":
        return None
    text, *rest = _SCALE.split(written.value, maxsplit=1)
    value, off = measure(text), measure(rest[0]) if rest else None
    if value is None or (rest and off is None):
        if not names.meanings(written.name):
            return None
        raise BadQuantity(f"“{written.value[:40]}” can't be read: write it like {_EXAMPLES}.")
    if off and off.unit and not value.unit and off.unit != "%":
        value = replace(value, unit=off.unit)
    said = measured.read(replace(written, operator="=", value=f"{value.text} {value.unit}"))
    if said is None:
        return None
    near = _near(names.snake(written.name), value, off)
    return Said(near, _says(near, written.name, value, rest), said.note)


def last(value: str) -> str:
    """The last number of the value: a unit behind it is both numbers'."""
    return _SCALE.split(value)[-1]


def words_of_scale(following: Sequence[str]) -> int:
    """How many of the words behind a value tell its scale: "±20", "±20 K", "± 20 K", …"""
    count = 1 if _SCALE.fullmatch(following[0]) else 0
    sign = following[0] if count else ""
    off = measure(_SCALE.sub("", sign + following[count], count=1))
    if off is None or not _SCALE.match(sign + following[count]):
        return 0
    unit = "" if off.unit else following[count + 1 : count + 2]
    return count + 1 + bool(unit and unit[0] and (unit[0] == "%" or units.find(unit[0])))


def is_scale(word: str) -> bool:
    """Whether the word, or its beginning, tells a scale: "±", "±20"."""
    return _SCALE.match(word) is not None


def written(near: Near) -> str:
    """The shortest text that is read as ``near``, "" when there is none."""
    offered = (None,) if near.dimension == NUMBER else units.units_of(near.dimension)
    texts = [
        f'{name}~"{text}"' if " " in text else f"{name}~{text}"
        for name in reversed(near.names)
        if family(name, near.dimension) == near.names
        for unit in offered
        for text in _texts(near, unit)
        if _means(name, text, near)
    ]
    return min(texts, key=lambda text: len(text) // 4, default="")  # the usual unit first


def _texts(near: Near, unit: Unit | None) -> Iterator[str]:
    """The value and, where it isn't the usual one, the scale."""
    symbol = unit.symbol if unit else ""
    symbol = f" {symbol}" if symbol[:1].isdigit() else symbol
    value = _number(near.value, unit, unit.offset if unit else Decimal(0))
    scale = _number(near.scale, unit, Decimal(0))
    if value:
        yield f"{value}{symbol}"
        if scale:
            yield f"{value}{symbol}±{scale}{symbol}"


def _number(si: float, unit: Unit | None, offset: Decimal) -> str:
    """The shortest number in the unit that is this one in SI, "" for none."""
    factor = unit.factor if unit else Decimal(1)
    exact = EXACT.subtract(EXACT.divide(Decimal(si), factor), offset)
    for digits in range(1, _DIGITS):
        text = f"{exact:.{digits}g}"
        if float(EXACT.multiply(EXACT.add(Decimal(text), offset), factor)) == si:
            return min(text, f"{Decimal(text):f}", key=len)
    return ""


def _means(name: str, text: str, near: Near) -> bool:
    try:
        said = read(Written(name, "~", text))
    except BadQuery:
        return False
    return said is not None and said.node == near


def _near(name: str, value: Measure, off: Measure | None) -> Near:
    unit = units.find(value.unit, name) if value.unit else None
    middle = unit.to_si(value.number) if unit else float(value.number)
    scale = _scale(off, name, unit, middle)
    if not (math.isfinite(scale) and scale > 0):
        raise BadQuantity(f"What stands behind ± must be above 0: write it like {_EXAMPLES}.")
    dimension = unit.dimension if unit else NUMBER
    meant = family(name, dimension)
    return Near(meant, dimension, middle, scale, spectral.crossings(meant, dimension))


def _scale(off: Measure | None, name: str, unit: Unit | None, middle: float) -> float:
    """How far off counts half, in SI; a difference, even between values in °C."""
    one = float(unit.factor) if unit else 1.0
    if off is None:
        return abs(middle) * DEFAULT or one
    if off.unit == "%" and (unit is None or unit.symbol != "%"):
        return float(abs(Decimal(middle)) * off.number / 100)
    own = units.find(off.unit, name) if off.unit else unit
    if off.unit and (own is None or unit is None or own.dimension != unit.dimension):
        fits = f"in {unit.symbol}" if unit else "without a unit"
        raise BadQuantity(f"“±{off.text} {off.unit[:40]}” doesn't fit the value: write it {fits}.")
    return float(EXACT.multiply(off.number, own.factor) if own else off.number)


def _says(near: Near, name: str, value: Measure, rest: list[str]) -> str:
    rows = [row for row in names.meanings(name) if row.dimension == near.dimension]
    label = names.label(rows[0].key if len(rows) == 1 else names.snake(name))
    unit = f" {value.unit}" if value.unit else ""
    return f"{label} near {value.text}{unit}" + "".join(f" (±{one.strip()})" for one in rest)
