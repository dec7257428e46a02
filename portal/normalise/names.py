"""Canonical names of parameters, so that one question finds them at every facility.

They are those of the dictionary in use: the one shipped with the portal, with the staff's
changes (``portal.dictionary``).  Names as they came stay in the records, and nothing else
remembers what they mean: everything that compares names asks here.
"""

from collections.abc import Mapping

from portal.catalogue.records import Parameter

from .dictionary import Dictionary, Name, read_table
from .names_table import ROWS
from .spelling import GIVEN, LONGEST, snake, split_unit

__all__ = [
    "GIVEN",
    "LONGEST",
    "SHIPPED",
    "Name",
    "canonical",
    "current",
    "known",
    "label",
    "meanings",
    "of",
    "snake",
    "split_unit",
    "use",
]

SHIPPED = Dictionary(read_table(ROWS))


class _InUse:
    dictionary = SHIPPED


def current() -> Dictionary:
    """The dictionary in use; keep it where several questions need one answer."""
    return _InUse.dictionary


def use(dictionary: Dictionary) -> None:
    """Have this process use another dictionary from now on."""
    _InUse.dictionary = dictionary


def known() -> Mapping[str, Name]:
    """The entries of the dictionary in use, by canonical name."""
    return current().names


def canonical(name: str, dimension: str, unit: str = "") -> str:
    """The name a parameter is found by: the dictionary's, else its own in snake case.

    ``dimension`` is that of ``portal.units`` ("" for text, "number" for a number without
    a unit); ``unit`` the unit's symbol, which tells a photon energy from a pulse
    energy.  A known name with a foreign dimension gets the dimension as a suffix
    ("energy" in volts is "energy_voltage"), so that the two never meet in one field.
    """
    return current().canonical(name, dimension, unit)


def of(parameter: Parameter) -> str:
    """The name that a record's parameter is found by now.

    Made from its name as it came: what the dictionary said when it was harvested doesn't
    count any more.
    """
    return current().of(parameter.name, parameter.unit, parameter.dimension)


def meanings(name: str) -> tuple[Name, ...]:
    """Every row of the dictionary that goes by this name in some unit."""
    return current().meanings(name)


def label(key: str) -> str:
    """What to call a canonical name on a page: "Sample temperature", "chopper speed 8"."""
    return current().label(key)
