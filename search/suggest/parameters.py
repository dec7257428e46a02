"""Names of measured quantities that the box offers, with a range to begin with.

They come from the census of parameters (portal.dictionary), which knows their units.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from portal.dictionary.selectors import Named, names_like
from portal.web import show
from search.errors import BadQuery
from search.query.box import read_box
from search.query.tree import Node, Or, ParameterRange
from search.suggest.reading import writable

_DIGITS = 3  # of a bound; what lies between wider bounds is between these, too


@dataclass(frozen=True, slots=True)
class Quantity:
    """A name with the clause that finds the records that have it; ``range`` is in words."""

    label: str
    clause: str
    records: int
    range: str = ""


def quantities(text: str, most: int) -> list[Quantity]:
    """The names that somebody may mean who typed ``text`` so far."""
    return [_quantity(one) for one in names_like(text, most) if writable(one.name)]


def _quantity(one: Named) -> Quantity:
    exists = f'parameter:"{one.name}"'
    bounds = _bounds(one)
    if bounds is None:
        return Quantity(one.label, exists, one.records)
    least, most = bounds
    symbol = one.shown_unit.symbol if one.shown_unit else ""
    low, high = show.figure(float(least)), show.figure(float(most))
    words = f"{low if low == high else f'{low} to {high}'} {symbol}".strip()
    ways = (f"{one.name}:{least}..{most}{blank}{symbol}" for blank in (" ", ""))
    clause = next((way for way in ways if _is_range(way.strip(), one)), exists)
    return Quantity(one.label, clause.strip(), one.records, words)


def _bounds(one: Named) -> tuple[str, str] | None:
    """Round numbers about all values, in the unit shown; None where one is too large for it."""
    if not one.measured or one.low is None or one.high is None:
        return None
    unit = one.shown_unit
    low, high = (unit.from_si(si) if unit else si for si in (one.low, one.high))
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    bounds = _rounded(low, ROUND_FLOOR), _rounded(high, ROUND_CEILING)
    return bounds if all(math.isfinite(float(bound)) for bound in bounds) else None


def _rounded(value: float, rounding: str) -> str:
    """Outwards to a few digits, as the box reads it."""
    exact = Decimal(repr(value))
    if not exact:
        return "0"
    place = Decimal(1).scaleb(exact.adjusted() - _DIGITS + 1)
    text = f"{exact.quantize(place, rounding).normalize():f}"
    return text if len(text) <= 12 else f"{Decimal(text):.{_DIGITS}e}"


def _is_range(clause: str, one: Named) -> bool:
    """Whether the box reads it as a range of this parameter."""
    try:
        (only,) = read_box(clause).clauses
    except (BadQuery, ValueError):
        return False
    return (one.name, one.dimension) in _ranged(only.node)


def _ranged(node: Node) -> list[tuple[str, str]]:
    if isinstance(node, Or):
        return [key for part in node.parts for key in _ranged(part)]
    return [(node.name, node.dimension)] if isinstance(node, ParameterRange) else []
