"""Units of measurement: a closed table of spellings, and the way to SI.

Nothing here evaluates what strangers write: a text is folded to one spelling,
cut into words and powers, and looked up.  docs/units.md says how.
"""

from .dimensions import all_units, dimensions, units_of
from .lookup import find
from .quantity import parse_quantity
from .unit import Dimension, Unit, number

__all__ = [
    "Dimension",
    "Unit",
    "all_units",
    "dimensions",
    "find",
    "number",
    "parse_quantity",
    "units_of",
]
