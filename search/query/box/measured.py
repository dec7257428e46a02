"""Quantities with units: ``temperature:80..300K``, ``wavelength=1.54Å``, ``energy>8keV``."""

import math
import re
from decimal import Decimal

from portal import units
from portal.normalise import names
from portal.units import Unit
from search.query import bare, symbols
from search.query.box.errors import BadQuantity, Swapped
from search.query.box.parts import Said, Written
from search.query.literals import DOTS, EXACT, Interval, Measure, interval
from search.query.quantities import NUMBER, bound_of, tree
from search.query.spectral import NAMES
from search.query.tree import ParameterRange

_NAME = re.compile(r"[^\W\d]\w*")
_SAYS = {"<": "below", "<=": "up to", ">": "above", ">=": "from"}


def read(written: Written) -> Said | None:
    """A parameter with its range; None when it isn't one.

    Names of the dictionary are always parameters; others are where a unit, two dots
    or a comparison tells.  Raises BadQuantity or Swapped.
    """
    name = names.snake(written.name)
    if not _NAME.fullmatch(name) or names.snake(name) != name or written.operator == "~":
        return None
    asked = interval(written.operator, written.value)
    if asked is None or (asked.low is None and asked.high is None):
        return None
    known = bool(names.meanings(name))
    both = [_unit(name, one, known) for one in (asked.low, asked.high)]
    if None in both and not known:
        return None  # a colon, a number and a word
    unit = next((one for one in both if isinstance(one, Unit)), None)
    if not known and unit is None and not _compares(written, asked):
        return None
    dimension = _dimension(name, unit, both)
    symbol = "" if known else symbols.meant(name, dimension)
    note = "" if known or name in NAMES else _unheard(written.name, symbol)
    return Said(tree(_range(name, dimension, asked, both)), _says(name, dimension, written), note)


def takes(name: str, unit: str) -> bool:
    """Whether a number for this parameter may go on with this unit behind a blank."""
    found, rows = units.find(unit, names.snake(name)), names.meanings(name)
    if found is None or not rows:
        return found is not None and bare.is_unit(unit)
    return found.dimension in {row.dimension for row in rows}


def _compares(written: Written, asked: Interval) -> bool:
    """Whether a sign tells of a quantity where nothing else does.

    A dash may be anything: "SNR:5-10" and "x=0.5-0.3" are text.
    """
    if written.operator == ":":
        return ".." in written.value
    return written.operator != "=" or asked.single or bool(DOTS.search(written.value))


def _unit(name: str, measure: Measure | None, known: bool) -> Unit | str | None:
    """The bound's unit, "" when it has none, None when nobody knows it."""
    if measure is None or not measure.unit:
        return ""
    unit = units.find(measure.unit, name)
    if unit is None and known:
        raise BadQuantity(
            f"“{measure.unit[:40]}” isn't a unit known here: write one like K, keV, Å, mbar or s."
        )
    return unit


def _dimension(name: str, unit: Unit | None, both: list[Unit | str | None]) -> str:
    """That of the units, which must be one that the name has."""
    given = {one.dimension for one in both if isinstance(one, Unit)}
    if len(given) > 1:
        raise BadQuantity("The two bounds have units of different quantities: use one unit.")
    dimension = unit.dimension if unit else NUMBER
    rows = [row for row in names.meanings(name) if row.dimension]
    if not rows or any(row.dimension == dimension for row in rows):
        return dimension
    offered = ", ".join(one.symbol for one in units.units_of(rows[0].dimension)[:5])
    offered = "" if rows[0].dimension == NUMBER else offered
    wrong = f"“{unit.symbol}” doesn't fit" if unit else "a unit is missing"
    raise BadQuantity(f"{names.label(name)}: {wrong}. Use {offered or 'a plain number'}.")


def _range(
    name: str, dimension: str, asked: Interval, both: list[Unit | str | None]
) -> ParameterRange:
    low, high = (
        _bound(measure, unit, side, asked)
        for measure, unit, side in ((asked.low, both[0], -1), (asked.high, both[1], 1))
    )
    if low is not None and high is not None and low > high:
        raise Swapped(*(one.text for one in (asked.low, asked.high) if one))
    return ParameterRange(name, dimension, low, high, asked.include_low, asked.include_high)


def _bound(
    measure: Measure | None, unit: Unit | str | None, side: int, asked: Interval
) -> float | None:
    """In SI: wider where the bound belongs to the range, narrower where it doesn't."""
    if measure is None:
        return None
    included = asked.include_low if side < 0 else asked.include_high
    half = side * measure.half_a_digit if asked.single else Decimal(0)
    given = unit if isinstance(unit, Unit) else None
    value = bound_of(EXACT.add(measure.number, half), given, side if included else -side)
    if not math.isfinite(value):
        raise BadQuantity(f"“{measure.text[:40]}” is too large: write a smaller number.")
    return value


def _says(name: str, dimension: str, written: Written) -> str:
    name = name if names.meanings(name) else symbols.meant(name, dimension) or name
    rows = [row for row in names.meanings(name) if row.dimension == dimension]
    label = names.label(rows[0].key if len(rows) == 1 else name)
    if written.operator in _SAYS:
        return f"{label} {_SAYS[written.operator]} {written.value}"
    low, dots, high = written.value.partition("..")
    if not dots:
        return f"{label} {written.value}"
    if low.strip() and high.strip():
        return f"{label} from {low.strip()} to {high.strip()}"
    return f"{label} from {low.strip()}" if low.strip() else f"{label} up to {high.strip()}"


def _unheard(name: str, symbol: str) -> str:
    if symbol:
        return f"“{name}” was read as “{symbol}”, as its unit tells."
    return f"“{name}” is no parameter of the dictionary: it was looked for under just this name."
