"""A unit of measurement and a dimension of quantities."""

import decimal
import math
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST_NUMBER = 100  # characters of a number given as text

# Wide enough for every factor of the table; nothing is trapped, because an
# overflow becomes infinity, which every caller has to refuse anyway.
_exact = decimal.Context(prec=50, traps=[])


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and how its values become SI values: ``si = (value + offset) * factor``.

    ``symbol`` is the spelling to show ("keV", "°C", "photons/s") and ``dimension``
    the kind of quantity ("energy").  The offset is 0 but for temperature scales
    that don't start at absolute zero (273.15 for °C).

    Floats are multiplied as floats, which costs at most three roundings (relative
    error under 5e-16), so 12.398 keV and 12398 eV agree to far better than 1e-12.
    Text and Decimal are converted exactly and rounded once.  Values with an offset
    are always added in decimal, because near absolute zero the float sum would
    keep few digits.
    """

    symbol: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    _scale: float = field(init=False, repr=False, compare=False, default=1.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_scale", float(self.factor))

    def to_si(self, value: float | Decimal | str) -> float:
        """The value in the SI unit of the dimension.

        Raises ValueError for text that isn't a number and for integers that no
        float can hold; gives an infinity when the result is too large.
        """
        if isinstance(value, (float, int)) and not self.offset:
            try:
                return value * self._scale
            except OverflowError:
                raise ValueError("the number is too large") from None
        exact = _exact.multiply(_exact.add(_decimal(value), self.offset), self.factor)
        return float(exact)

    def from_si(self, si: float | Decimal | str) -> float:
        """The value in this unit of a value given in the SI unit; errors as ``to_si``."""
        if isinstance(si, float) and not self.offset:
            return si / self._scale
        return float(_exact.subtract(_exact.divide(_decimal(si), self.factor), self.offset))


def _decimal(value: float | Decimal | str) -> Decimal:
    """The number as its shortest decimal text says it (0.1 is a tenth)."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, int):
        if value.bit_length() > 1024:
            raise ValueError("the number is too large")
        return Decimal(value)
    if len(value) > LONGEST_NUMBER:
        raise ValueError("the number is too long")
    number = _exact.create_decimal(value.strip())
    if number.is_nan():
        raise ValueError(f"{value!r} is not a number")
    return number


def number(text: str) -> float | None:
    """The finite number that ``text`` spells ("1.34E+12", "-5", ".5"), None if it doesn't.

    Underscores, "inf", "nan", hexadecimal and digits of other scripts are not numbers here.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_NUMBER or not _NUMBER_CHARACTERS.issuperset(text):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


_NUMBER_CHARACTERS = frozenset("0123456789+-.eE")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A kind of quantity: values of one dimension can be compared.

    ``si`` is the symbol of the unit SI values are in, ``label`` what people call
    it, ``units`` the symbols offered for display, the most usual first.
    """

    name: str
    si: str
    label: str
    units: tuple[str, ...]
