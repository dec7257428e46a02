"""SciCat's scientificMetadata: flat or nested, with SI values that can't be trusted."""

from typing import Any

from .mongo import Json
from .parameters import Entry

# What some ingestors add, faults included: "C" is a temperature read as coulomb, and
# ångström stay unconverted.
_STORED_SI: dict[str, tuple[float, str]] = {
    "keV": (1.602176634e-16, "(kg m^2) / s^2"),
    "eV": (1.602176634e-19, "(kg m^2) / s^2"),
    "mm": (1e-3, "m"),
    "um": (1e-6, "m"),
    "ms": (1e-3, "s"),
    "mbar": (100.0, "kg / (m s^2)"),
    "C": (1.0, "C"),
    "angstrom": (1.0, "angstrom"),
}


def flat(entries: tuple[Entry, ...], stored_si: bool) -> Json:
    """One object per quantity, by its name."""
    return {entry.name: value(entry, stored_si) for entry in entries}


def nested(entries: tuple[Entry, ...], short_keys: bool) -> Json:
    """Quantities in groups; with ``short_keys`` as {"v": …, "u": …}."""
    groups: Json = {}
    for entry in entries:
        written = value(entry, stored_si=False)
        if short_keys and entry.quantity:
            written = {"v": written["value"], "u": written["unit"]}
        groups.setdefault(entry.group, {})[entry.name] = written
    return groups


def value(entry: Entry, stored_si: bool) -> Any:
    if not entry.quantity:
        return entry.value
    written: Json = {"value": entry.value, "unit": entry.unit}
    known = _STORED_SI.get(entry.unit)
    if stored_si and known and isinstance(entry.value, int | float):
        written["valueSI"] = entry.value * known[0]
        written["unitSI"] = known[1]
    return written
