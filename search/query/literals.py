"""Numbers and ranges as people write them: "80..300K", "<-20°C", "=1.54Å", "5-10 keV".

Everything is kept in decimal, as it was written; units are texts here.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

EXACT = Context(prec=60, traps=[])
LONGEST = 120  # characters
COMPARISONS = ("<", "<=", ">", ">=")
_NUMBER = r"[+\-−]?(?:\d{1,60}(?:[.,]\d{0,60})?|[.,]\d{1,60})(?:[eE][+\-−]?\d{1,3})?"
_UNIT = r"\s*([^\d\s.,+−:;<>=~…][^:;<>=~…]{0,63})|\s+(1/[^:;<>=~…]{1,60})"
_MEASURE = re.compile(rf"({_NUMBER})(?:{_UNIT})?", re.ASCII)
DOTS = re.compile(r"\.\.+|…|–")
_DASHED = re.compile(rf"\s*({_NUMBER})\s?[-−]\s?(?={_NUMBER})", re.ASCII)  # "5-10 keV", no "5 s-1"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and the unit written behind it, "" for none."""

    number: Decimal
    unit: str
    text: str  # the number as written

    @property
    def half_a_digit(self) -> Decimal:
        """Half a unit of the last digit: 0.005 for 1.54, 0.5 for 300."""
        exponent = self.number.as_tuple().exponent
        return Decimal((0, (5,), int(exponent) - 1))


@dataclass(frozen=True, slots=True)
class Interval:
    """What a comparison asks for; None is no bound."""

    low: Measure | None
    high: Measure | None
    include_low: bool = True
    include_high: bool = True
    single: bool = False  # one value, as exact as it was written


def measure(text: str) -> Measure | None:
    """The number and unit of a text such as "12.4 keV" or "-20°C"."""
    match = _MEASURE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return None
    number = match[1].replace(",", ".").replace("−", "-")
    return Measure(EXACT.create_decimal(number), (match[2] or match[3] or "").strip(), match[1])


def interval(operator: str, text: str) -> Interval | None:
    """What ``operator`` (":", "=", "<", "<=", ">", ">=") asks for with this text behind it.

    A unit behind the second bound is the first one's too.  None when it can't be read.
    """
    if operator in COMPARISONS:
        return _compared(operator, measure(text))
    first, last = ends(text)
    if last is None:
        value = measure(text)
        return Interval(value, value, single=True) if value else None
    if not all(_readable(bound) for bound in (first, last)):
        return None
    low, high = measure(first), measure(last)
    if low and high and not low.unit:
        low = Measure(low.number, high.unit, low.text)
    return Interval(low, high)


def ends(text: str) -> tuple[str, str | None]:
    """What stands on both sides of the dots or the dash of a range; None behind a single value."""
    first, *rest = DOTS.split(text, maxsplit=1)
    dashed = None if rest else _DASHED.match(text[:LONGEST])
    if dashed:
        return dashed[1], text[dashed.end() :]
    return first, rest[0] if rest else None


def _readable(bound: str) -> bool:
    return not bound.strip() or measure(bound) is not None


def _compared(operator: str, value: Measure | None) -> Interval | None:
    if value is None:
        return None
    if operator[0] == "<":
        return Interval(None, value, include_high=operator == "<=")
    return Interval(value, None, include_low=operator == ">=")
