"""Parameter ranges as people ask for them, "80 to 300 K", and their SI bounds.

In addresses one range is one text: ``range=sample_temperature:80..300 K``.  A ``<`` before
the upper bound leaves that bound itself out, as the bins of a histogram do.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from portal import units
from portal.normalise import names
from portal.units import Unit
from portal.web.preferred import Units
from search.errors import BadQuery
from search.query.literals import EXACT
from search.query.tree import ParameterRange

LONGEST = 250  # characters of a range in an address
NUMBER = "number"  # the dimension of values without a unit
_WRITTEN = re.compile(r"([^:]{1,120}):([^:]{0,60}?)\.\.([^:]{0,60}?)(?: ([^:]{1,64}))?")
_WIDER = 1e-9  # relative: the same range in another unit finds the same records


class BadRange(BadQuery):
    """A range that can't be asked for; ``field`` names the form's field to change."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class AskedRange:
    """A range as typed: texts, nothing checked yet."""

    name: str
    low: str
    high: str
    unit: str

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name}:{self.low}..{self.high}{unit}"


@dataclass(frozen=True, slots=True)
class CheckedRange:
    """A range that can be searched for, and how to say it; its bounds are as typed, in its unit."""

    text: str
    says: str
    node: ParameterRange
    asked: AskedRange
    unit: Unit | None

    @property
    def key(self) -> tuple[str, str]:
        """Canonical name and dimension."""
        return self.node.name, self.node.dimension


def parse_range(text: str) -> AskedRange:
    """The range that an address holds.  Raises BadRange."""
    match = _WRITTEN.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        raise BadRange(
            f"The range “{text[:60]}” can't be read: write it like sample_temperature:80..300 K",
            "parameter",
        )
    name, low, high, unit = match.groups()
    return AskedRange(name.strip(), low.strip(), high.strip(), (unit or "").strip())


def check_range(asked: AskedRange, preferred: Units | None = None) -> CheckedRange:
    """The range in SI, under the name that records are found by.

    It is said in the ``preferred`` unit of its dimension, where there is one.
    Raises BadRange when the name is missing, a bound is no number, or the unit is
    unknown or one of another quantity.
    """
    if not asked.name:
        raise BadRange("Which parameter? Give its name.", "parameter")
    unit = _unit(asked)
    dimension = unit.dimension if unit else NUMBER
    key = names.canonical(asked.name, dimension, unit.symbol if unit else "")
    _fit(asked, key, unit)
    below = asked.high.startswith("<")
    low = _bound(asked.low, unit, "least")
    high = _bound(asked.high.removeprefix("<").strip(), unit, "most")
    if low is None and high is None:
        raise BadRange("Give a lower bound, an upper bound, or both.", "least")
    if low is not None and high is not None and low > high:
        raise BadRange(f"{asked.low} is more than {asked.high}: swap them.", "least")
    upper = _widened(high, -1 if below else 1)
    node = ParameterRange(key, dimension, _widened(low, -1), upper, include_high=not below)
    written = AskedRange(key, asked.low, asked.high, asked.unit)
    shown = (preferred or {}).get(dimension) or unit
    return CheckedRange(str(written), _says(written, unit, shown), node, written, unit)


def edge(text: str, unit: Unit | None) -> float | None:
    """A number in SI as the bounds ``edge..`` and ``..<edge`` have it; None beyond all numbers."""
    value = unit.to_si(text) if unit else float(text)
    return _widened(value, -1) if math.isfinite(value) else None


def _unit(asked: AskedRange) -> Unit | None:
    if not asked.unit:
        return None
    unit = units.find(asked.unit, asked.name)
    if unit is None:
        raise BadRange(
            f"“{asked.unit[:40]}” isn't a unit known here: write one like K, keV, Å, mbar or s.",
            "unit",
        )
    return unit


def _fit(asked: AskedRange, key: str, unit: Unit | None) -> None:
    """A name of the dictionary has one dimension; a unit of another one finds nothing."""
    if key in names.known():
        return
    meant = names.known().get(names.canonical(asked.name, ""))
    if meant is None or not meant.dimension or meant.dimension == NUMBER:
        return
    offered = ", ".join(unit.symbol for unit in units.units_of(meant.dimension)[:5])
    given = f"“{unit.symbol}” doesn't fit" if unit else "a unit is missing"
    raise BadRange(f"{meant.label}: {given}. Use {offered}.", "unit")


def _bound(text: str, unit: Unit | None, field: str) -> float | None:
    if not text:
        return None
    written = text.replace(",", ".").replace("−", "-")
    if units.number(written) is None:
        raise BadRange(f"“{text[:40]}” isn't a number.", field)
    value = unit.to_si(written) if unit else float(written)
    if not math.isfinite(value):
        raise BadRange(f"“{text[:40]}” is too large.", field)
    return value


def _widened(bound: float | None, direction: int) -> float | None:
    return None if bound is None else bound + direction * abs(bound) * _WIDER


def converted(text: str, unit: Unit | None, wanted: Unit | None) -> str:
    """A bound in another unit, to a dozen digits; as it was typed where that is the same."""
    if unit is None or wanted is None or unit == wanted or not text:
        return text
    below = "<" if text.startswith("<") else ""
    written = text.removeprefix("<").strip().replace(",", ".").replace("−", "-")
    exact = EXACT.multiply(EXACT.add(Decimal(written), unit.offset), unit.factor)
    there = EXACT.subtract(EXACT.divide(exact, wanted.factor), wanted.offset)
    return below + plain(Decimal(f"{there:.12g}"))


def plain(number: Decimal) -> str:
    """A number as people type it: 0.05, 300, 1e12."""
    short = number.normalize()
    if not short:
        return "0"
    if -6 <= short.adjusted() < 7:
        return format(short, "f")
    return f"{short:e}".replace("e+", "e")


def _says(asked: AskedRange, unit: Unit | None, shown: Unit | None) -> str:
    label = names.label(asked.name)
    symbol = f"\u00a0{shown.symbol}" if shown else ""
    low, high = (converted(text, unit, shown) for text in (asked.low, asked.high))
    until = f"below {high[1:].strip()}" if high.startswith("<") else high
    if low and high:
        return f"{label} from {low} to {until}{symbol}"
    if low:
        return f"{label} from {low}{symbol}"
    return f"{label} {until if high.startswith('<') else f'up to {high}'}{symbol}"
