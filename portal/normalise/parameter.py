"""One measured or set quantity: as given, and in SI where its unit is known."""

import math

from portal.catalogue.records import Parameter, Scalar
from portal.units import Unit, find, number

from . import names
from .text import clean, without_addresses, without_folders

VALUES = 1_000  # values of one parameter; of a longer list of numbers the extremes are kept
TEXT = 1_000  # characters of a value's text
NAME = 200
UNIT = 80
TICKS = {"✓": True, "✔": True, "☑": True, "✗": False, "✘": False, "☐": False}


def parameter(name: object, value: object, unit: object = "") -> Parameter | None:
    """The parameter of this name, None when it has no name or no value.

    ``value`` is a number, text, boolean, or a list of them.  Numbers given as text
    ("1.34E+12") become numbers when they have a unit.  The SI value is always our
    own; a unit that isn't known leaves the value as given without one.  A unit in
    the name is used when there is no other ("Wavelength[A]").
    """
    return build(clean(name, NAME), value, clean(unit, UNIT))


def build(name: str, value: object, unit: str) -> Parameter | None:
    """As ``parameter``, for a name and a unit that are clean already."""
    values = _values(value)
    if not name or not values:
        return None
    bare_name = name
    if not unit and name[-1] in "])":
        bare_name, unit = names.split_unit(name)
    return _build(name, bare_name, values, unit)


def _build(name: str, bare_name: str, values: list[Scalar], unit: str) -> Parameter:
    known = find(unit, bare_name) if unit else None
    if unit:
        values = [_with_unit(value) for value in values]
    si, dimension = _si(values, known, unit)
    if len(values) > VALUES:
        values, si = _extremes(values, si)
    symbol = known.symbol if known else ""
    return Parameter(
        name=name,
        values=tuple(values),
        unit=unit,
        si=tuple(si),
        dimension=dimension,
        canonical=names.SHIPPED.canonical(bare_name, dimension, symbol),
    )


def _values(value: object) -> list[Scalar]:
    """Clean scalars, in order; nulls, blanks and anything nested are left out.

    So are the gaps (NaN) in a list that holds anything else.
    """
    if isinstance(value, (list, tuple)):
        gaps = sum(isinstance(item, float) and not math.isfinite(item) for item in value)
        if 0 < gaps < len(value):
            value = [item for item in value if not isinstance(item, float) or math.isfinite(item)]
        return [one for item in value if (one := _scalar(item)) is not None]
    one = _scalar(value)
    return [] if one is None else [one]


def _scalar(value: object) -> Scalar | None:
    if isinstance(value, str):
        text = without_folders(without_addresses(clean(value, TEXT)))
        if text[:1] == '"' == text[-1:] and len(text) > 1:
            text = text[1:-1].strip()
        return TICKS.get(text, text) if text else None
    if isinstance(value, (bool, float)):
        return value if isinstance(value, bool) or math.isfinite(value) else _not_finite(value)
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else _big(value)
    return None


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _big(value: int) -> Scalar:
    """An integer no database column holds, as a float, or in words where that overflows."""
    try:
        return float(value)
    except OverflowError:
        return f"integer of {value.bit_length()} bits"


def _with_unit(value: Scalar) -> Scalar:
    if not isinstance(value, str):
        return value
    found = number(value)
    return value if found is None else found


def _si(values: list[Scalar], known: Unit | None, unit: str) -> tuple[list[float], str]:
    """SI values and dimension; ([], "") unless every value is a finite number."""
    if unit and known is None:
        return [], ""
    si: list[float] = []
    for value in values:
        if isinstance(value, (bool, str)):
            return [], ""
        converted = known.to_si(value) if known else float(value)
        if not math.isfinite(converted):
            return [], ""
        si.append(converted)
    return si, known.dimension if known else "number"


def _extremes(values: list[Scalar], si: list[float]) -> tuple[list[Scalar], list[float]]:
    """The least and the greatest of a long list of numbers; the first of a list of text."""
    if not si:
        return values[:VALUES], []
    order = sorted(range(len(si)), key=si.__getitem__)
    kept = (order[0], order[-1])
    return [values[index] for index in kept], [si[index] for index in kept]
