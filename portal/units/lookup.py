"""Finds the unit a text spells, with the parameter's name where the text alone can't say."""

import re
from functools import lru_cache

from .spelling import factors, fold
from .table import TABLE
from .unit import Unit

_TEMPERATURE = re.compile(r"temp(?!l|o|t|e(?!r))|thermocouple|thermometer", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"differ|delta|stabilit|toleran|uncertaint|error|deviation|std|sigma|fluctuat|(?<![a-z])step",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"wave[ _-]?length|lambda|lattice|cell|spacing|resolution|defocus|thickness|roughness|radius"
    r"|diameter|distance",
    re.IGNORECASE,
)
_FLUX = re.compile(r"flux", re.IGNORECASE)
_COUNTS = re.compile(r"count", re.IGNORECASE)
_CHARGE = re.compile(r"charge", re.IGNORECASE)


def find(text: str, parameter_name: str = "") -> Unit | None:
    """The unit that ``text`` spells, None when it isn't in the table.

    Case counts for symbols (mPa, MPa) and not for full words ("Kelvin").  The name
    of the parameter decides where one symbol has several meanings: "C" is a
    temperature in "sample_temperature" and a charge elsewhere, "A" a length in
    "wavelength", "1/s" a flux in "photon flux".
    """
    unit, ambiguous = _find(text)
    if not ambiguous or not parameter_name:
        return unit
    return _in_context(unit, ambiguous, parameter_name[:200])


def _find(text: str) -> tuple[Unit | None, str]:
    if not isinstance(text, str) or len(text) > 64:
        return None, ""
    return _cached(text)


@lru_cache(maxsize=4096)
def _cached(text: str) -> tuple[Unit | None, str]:
    """The unit and, where the parameter's name has a say, why."""
    folded = fold(text)
    unit = TABLE.single(folded) or _product(folded)
    if unit is None:
        return None, ""
    if unit.dimension == "temperature":
        return unit, "temperature"
    return unit, _AMBIGUOUS.get(unit.symbol, "")


def _product(folded: str) -> Unit | None:
    for sticky in (False, True):
        written = factors(folded, sticky=sticky)
        unit = TABLE.product(written) if written else None
        if unit is not None:
            return unit
    return None


_AMBIGUOUS = {"C": "C", "F": "F", "A": "A", "°": "°", "1/s": "1/s", "Hz": "1/s"}


@lru_cache(maxsize=4096)
def _in_context(unit: Unit | None, ambiguous: str, name: str) -> Unit | None:
    """What the unit means in a parameter of this name."""
    if ambiguous == "temperature":
        return _temperature(unit, name)
    if ambiguous in ("C", "F") and _TEMPERATURE.search(name):
        return _temperature(TABLE.symbols["°" + ambiguous], name)
    if ambiguous == "°" and _TEMPERATURE.search(name):
        return None  # degrees of which scale?
    if ambiguous == "A" and _LENGTH.search(name):
        return TABLE.symbols["Å"]
    if ambiguous == "1/s" and _FLUX.search(name):
        return TABLE.product((("photons", 1), ("s", -1)))
    if ambiguous == "1/s" and _COUNTS.search(name):
        return TABLE.product((("counts", 1), ("s", -1)))
    return unit


def _temperature(unit: Unit | None, name: str) -> Unit | None:
    """A difference of temperatures has no offset; and SciCat writes coulombs as "celsius"."""
    if unit is None:
        return None
    if unit.symbol == "°C" and _CHARGE.search(name):
        return TABLE.symbols["C"]
    if _DIFFERENCE.search(name) and not unit.symbol.startswith("°R"):
        return Unit(unit.symbol, "temperature_difference", unit.factor)
    return unit
