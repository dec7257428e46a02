"""Parameter ranges as people ask for them, "80 to 300 K", and their SI bounds.

In addresses one range is one text: ``range=sample_temperature:80..300 K``.
"""

import math
import re
from dataclasses import dataclass

from portal import units
from portal.normalise import names
from portal.units import Unit
from search.errors import BadQuery
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
    """A range that can be searched for, and how to say it."""

    text: str
    says: str
    node: ParameterRange


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


def check_range(asked: AskedRange) -> CheckedRange:
    """The range in SI, under the name that records are found by.

    Raises BadRange when the name is missing, a bound is no number, or the unit is
    unknown or one of another quantity.
    """
    if not asked.name:
        raise BadRange("Which parameter? Give its name.", "parameter")
    unit = _unit(asked)
    dimension = unit.dimension if unit else NUMBER
    key = names.canonical(asked.name, dimension, unit.symbol if unit else "")
    _fit(asked, key, unit)
    low, high = _bound(asked.low, unit, "least"), _bound(asked.high, unit, "most")
    if low is None and high is None:
        raise BadRange("Give a lower bound, an upper bound, or both.", "least")
    if low is not None and high is not None and low > high:
        raise BadRange(f"{asked.low} is more than {asked.high}: swap them.", "least")
    node = ParameterRange(key, dimension, _widened(low, -1), _widened(high, 1))
    symbol = unit.symbol if unit else ""
    written = AskedRange(key, asked.low, asked.high, asked.unit)
    return CheckedRange(str(written), _says(key, asked, symbol), node)


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


def _says(key: str, asked: AskedRange, symbol: str) -> str:
    label = names.label(key)
    unit = f"\u00a0{symbol}" if symbol else ""
    if asked.low and asked.high:
        return f"{label} from {asked.low} to {asked.high}{unit}"
    return f"{label} {f'from {asked.low}' if asked.low else f'up to {asked.high}'}{unit}"
