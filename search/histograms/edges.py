"""Where the bins of a histogram begin and end: round numbers in the unit that is shown.

Linear, in steps of 1, 2 or 5 times a power of ten; logarithmic where all values are above
zero and the largest is a thousand times the smallest or more: in equal steps all but the
largest would lie in one bin.  Only the extent decides, never percentiles: they would cost
a pass of their own, and two engines estimate them differently.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import pairwise

from portal import units
from portal.units import Unit
from search.query.literals import EXACT
from search.ranges import edge, plain

BINS = 24  # about as many as fit beside one another; never more than 28
DECADES = 1_000  # from this ratio of the largest to the smallest value on, logarithmic
FINEST = Decimal("1e-6")  # of the values: what lies closer together is one value
_DIGITS = 12  # of the extent that count: conversions leave noise behind them
_LARGEST = Decimal("1.79e308")  # the limits of floats, rounded towards zero
_exact = Context(prec=40, traps=[])


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of bins that stand side by side: ``texts`` as shown, ``si`` as compared.

    A bin holds its lower edge and not its upper one, to a billionth of either, as the range
    ``low..<high`` does (search.ranges).
    """

    texts: tuple[str, ...]
    si: tuple[float, ...]
    logarithmic: bool = False


def edges(least: float, most: float, unit: Unit | None) -> Edges:
    """Edges round all values from ``least`` to ``most``, which are in SI."""
    low, high = _shown(least, unit), _shown(most, unit)
    logarithmic = low > 0 and high >= low * DECADES and not (unit and unit.offset)
    steps = _decades(low, high) if logarithmic else _steps(low, high)
    return _edges(steps, unit, logarithmic=logarithmic)


def _shown(si: float, unit: Unit | None) -> Decimal:
    """In the unit, computed in decimal; what no float of the unit holds is as the largest.

    Bounds are read as floats: what lies beyond them all has a bin without an end.
    """
    exact = Decimal(repr(si))
    if unit is not None:
        exact = EXACT.subtract(EXACT.divide(exact, unit.factor), unit.offset)
    return Decimal(f"{max(-_LARGEST, min(exact, _LARGEST)):.{_DIGITS}g}")


def _edges(values: Iterator[Decimal], unit: Unit | None, *, logarithmic: bool) -> Edges:
    """Those that ranges can have and that differ as floats: near the end of all numbers some
    don't."""
    texts = [text for value in values if units.number(text := plain(value)) is not None]
    pairs = [(text, si) for text in texts if (si := edge(text, unit)) is not None]
    kept = [pairs[0], *(after for before, after in pairwise(pairs) if after[1] > before[1])]
    return Edges(tuple(text for text, _ in kept), tuple(si for _, si in kept), logarithmic)


def _steps(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    """Multiples of a round step, from the last not above ``low`` to the first above ``high``."""
    step = _round_up(_step(high - low, max(abs(low), abs(high))))
    first = (low / step).to_integral_value(ROUND_FLOOR, _exact)
    last = (high / step).to_integral_value(ROUND_FLOOR, _exact) + 1
    for number in range(int(first), int(last) + 1):
        yield number * step


def _step(span: Decimal, size: Decimal) -> Decimal:
    """How wide a bin is at least; where all values are one, a hundredth of it."""
    if span > size * FINEST:
        return span / BINS
    return size / 100 or Decimal(1)


def _round_up(step: Decimal) -> Decimal:
    """The next of 1, 2 and 5 times a power of ten."""
    power = Decimal(1).scaleb(step.adjusted(), _exact)
    return next(one * power for one in (1, 2, 5, 10) if one * power >= step)


def _decades(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    """Round numbers at about equal ratios, from one not above ``low`` to one above ``high``."""
    first, last = low.adjusted(), high.adjusted()
    width = last - first + 1
    digits = (1, 2, 5) if width * 3 <= BINS + 3 else (1,)
    apart = int((Decimal(width) / BINS).to_integral_value(ROUND_CEILING)) if width > BINS else 1
    every = [
        Decimal(digit).scaleb(power, _exact)
        for power in range(first, last + apart + 1, apart)
        for digit in digits
    ]
    below = max(place for place, one in enumerate(every) if one <= low)
    above = min(place for place, one in enumerate(every) if one > high)
    yield from every[below : above + 1]
