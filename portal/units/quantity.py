"""Quantities as people type them in forms: "12.4 keV", "-20°C", "1e12 ph/s"."""

import re

from .lookup import find
from .unit import Unit, number

_QUANTITY = re.compile(
    r"\s*([+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?)\s*(.*)", re.DOTALL
)
LONGEST = 120


def parse_quantity(text: str, parameter_name: str = "") -> tuple[float, Unit] | None:
    """The value and unit of a text such as "12.4 keV"; None when it has no known unit.

    A decimal comma is understood ("0,5 mm"); a thousands separator is not.  The value
    is in the unit given: use ``unit.to_si(value)`` for SI.
    """
    if len(text) > LONGEST:
        return None
    match = _QUANTITY.fullmatch(text)
    if match is None or not match[2]:
        return None
    value = number(match[1].replace(",", ".").replace("−", "-"))
    unit = find(match[2], parameter_name)
    return (value, unit) if value is not None and unit is not None else None
