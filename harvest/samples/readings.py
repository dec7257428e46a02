"""Draws values for quantities and says them in words."""

from math import exp, log
from random import Random

from .model import Reading
from .vocabulary.kinds import Quantity
from .vocabulary.quantities import QUANTITIES
from .vocabulary.spellings import UNITS

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

# family: from which value on (or below which) texts use another unit, and its factor
_LARGER: dict[str, tuple[tuple[float, str, float], ...]] = {
    "pressure": ((1000, "GPa", 1e-4),),
    "minute": ((120, "h", 1 / 60),),
    "second": ((7200, "h", 1 / 3600), (300, "min", 1 / 60)),
    "frequency": ((1e6, "MHz", 1e-6), (1e3, "kHz", 1e-3)),
    "picosecond": ((1000, "ns", 1e-3),),
}
_SMALLER: dict[str, tuple[float, str, float]] = {
    "magnetic_field": (0.1, "mT", 1e3),
    "minute": (1, "s", 60),
    "second": (1, "ms", 1e3),
    "micrometre": (1, "nm", 1e3),
    "millimetre": (1, "µm", 1e3),
    "metre": (1, "mm", 1e3),
    "picosecond": (1, "fs", 1e3),
    "temperature": (1, "mK", 1e3),
    "voltage": (0.1, "mV", 1e3),
    "nanosecond": (1, "ps", 1e3),
}


def significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def draw(random: Random, quantity: Quantity) -> float:
    """A value within the quantity's range, evenly or evenly in the logarithm."""
    if quantity.logarithmic:
        value = exp(random.uniform(log(quantity.low), log(quantity.high)))
    else:
        value = random.uniform(quantity.low, quantity.high)
    rounded = significant(value, quantity.digits)
    return float(round(rounded)) if quantity.family == "count" else rounded


def reading(random: Random, key: str) -> Reading:
    quantity = QUANTITIES[key]
    return Reading(quantity, draw(random, quantity))


def series(low: float, high: float, count: int, digits: int = 3) -> tuple[float, ...]:
    """Values from ``low`` to ``high``: even steps, or even ratios over a wide range."""
    if count == 1:
        return (low,)
    steps = [index / (count - 1) for index in range(count)]
    if low > 0 and high / low > 50:
        values = [low * (high / low) ** step for step in steps]
    else:
        values = [low + (high - low) * step for step in steps]
    return tuple(significant(value, digits) for value in values)


def in_words(family: str, value: float) -> str:
    """The value with a unit as a person would write it: "4.2 GPa", "350 ms", "12,400"."""
    unit, factor = UNITS[family].text, 1.0
    size = abs(value)
    for least, larger, by in _LARGER.get(family, ()):
        if size >= least:
            unit, factor = larger, by
            break
    if family in _SMALLER and 0 < size < _SMALLER[family][0]:
        _, unit, factor = _SMALLER[family]
    text = number(value * factor)
    return text + ("" if unit in ("", "°") else " ") + unit


def number(value: float) -> str:
    """At most three significant digits behind the leading ones; powers of ten for the rest."""
    size = abs(value)
    if size and (size < 1e-3 or size >= 1e7):
        mantissa, _, exponent = f"{value:.1e}".partition("e")
        return f"{mantissa} × 10{str(int(exponent)).translate(_SUPERSCRIPT)}"
    if size >= 1000:
        return f"{round(value):,}"
    return f"{significant(value, 4):g}"


def counted(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)
