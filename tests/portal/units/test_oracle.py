"""The table against pint, which is only ever shown our own spellings."""

import re

import pint
import pytest

from portal.units import Unit, all_units

registry = pint.UnitRegistry()

# Our symbols, or parts of them, in pint's words; its gauss and oersted are of another system.
WORDS = {
    "Å": "angstrom",
    "°C": "kelvin",
    "°F": "delta_degF",
    "°R": "degR",
    "ΔK": "delta_degC",
    "°": "degree",
    "mdeg": "millidegree",
    "Ω": "ohm",
    "L": "liter",
    "a": "julian_year",
    "h": "hour",
    "d": "day",
    "b": "barn",
    "t": "tonne",
    "M": "molar",
    "G": "(1e-4 * tesla)",
    "kG": "(0.1 * tesla)",
    "Oe": "(250 / pi * ampere / meter)",
    "emu": "(1e-3 A m^2)",
    "µB": "bohr_magneton",
    "P": "poise",
    "cP": "centipoise",
    "mP": "millipoise",
    "St": "stokes",
    "cSt": "centistokes",
    "B": "byte",
    "C": "coulomb",
    "u": "dalton",
    "Torr": "torr",
    "‰": "permille",
    "%": "percent",
    "rem": "rem",
    "mas": "milliarcsecond",
    "kgf": "kilogram_force",
    "lbf": "force_pound",
    "Ah": "ampere_hour",
    "mAh": "milliampere_hour",
    "Wh": "watt_hour",
    "kWh": "kilowatt_hour",
    "MWh": "megawatt_hour",
    "GWh": "gigawatt_hour",
    "mWh": "milliwatt_hour",
    "mmHg": "mmHg",
    "in": "inch",
    "ft": "foot",
    "ppb": "1e-9",
    "mcd": "(1e-3 * candela)",
}
COUNTED = (
    "counts", "kcounts", "Mcounts", "photons", "electrons", "neutrons", "protons", "muons", "ions",
    "events", "pulses", "shots", "frames", "images", "samples", "revolutions", "pixels", "Mpixels",
    "voxels",
)  # fmt: skip
PREFIXED = re.compile(r"(da|[YZEPTGMkhdcmµnpfazy])(Å|Ω|L|M|G|Oe|emu|P|b|B|Torr|Wh|pixels|counts)$")
PREFIXES = {
    "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "d": 1e-1, "c": 1e-2, "m": 1e-3,
    "µ": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "P": 1e15,
}  # fmt: skip
# Conventions of the field that pint doesn't share or know: see docs/units.md.
OURS = {"rpm", "krpm", "pH", "sccm", "slm", "photons/(s·mm²·mrad²·0.1%BW)", "photons/(s·0.1%BW)",
        "frames/s", "1"}  # fmt: skip

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def in_pint(symbol: str) -> str:
    """One of our symbols as an expression for pint."""
    power = re.fullmatch(r"(.+?)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", symbol)
    if power:
        return f"{in_pint(power[1])}**{power[2].translate(SUPERSCRIPTS)}"
    if symbol in WORDS:
        return WORDS[symbol]
    if symbol in COUNTED:
        return {"k": "1000", "M": "1000000"}.get(symbol[0], "1") if symbol[0] in "kM" else "1"
    prefixed = PREFIXED.fullmatch(symbol)
    if prefixed:
        return f"({PREFIXES[prefixed[1]]} * {in_pint(prefixed[2])})"
    return symbol


def expression(symbol: str) -> str:
    top, _, bottom = symbol.partition("/")
    text = "*".join(in_pint(one) for one in top.split("·"))
    if bottom:
        text += f"/({'*'.join(in_pint(one) for one in bottom.strip('()').split('·'))})"
    return text


CHECKED = [unit for unit in all_units() if unit.symbol not in OURS]


def test_nearly_all_units_are_checked() -> None:
    assert len(CHECKED) > 4000


def test_factors_agree_with_pint() -> None:
    wrong = [(unit.symbol, *found) for unit in CHECKED if (found := difference(unit))]
    assert wrong == []


def difference(unit: Unit) -> tuple[float, float] | None:
    """Our factor and pint's, where they differ by more than the last CODATA adjustment."""
    quantity = registry.parse_expression(expression(unit.symbol))
    theirs = quantity.to_base_units()
    expected = theirs.magnitude * scale(theirs.units)
    ours = float(unit.factor)
    return None if ours == pytest.approx(expected, rel=1e-8) else (ours, expected)


def scale(units: pint.Unit) -> float:
    """Pint's base units are ours but for bits."""
    return float(0.125 ** dict(units._units).get("bit", 0))


@pytest.mark.parametrize(("symbol", "name"), [("°C", "degC"), ("°F", "degF"), ("K", "kelvin")])
@pytest.mark.parametrize("value", [-40.0, 0.0, 25.0, 1000.0])
def test_temperatures_agree_with_pint(symbol: str, name: str, value: float) -> None:
    unit = next(one for one in all_units() if one.symbol == symbol)
    theirs = registry.Quantity(value, name).to("kelvin").magnitude
    assert unit.to_si(value) == pytest.approx(theirs, rel=1e-12)


def test_dimensions_agree_with_pint() -> None:
    """Units of one dimension are convertible into each other for pint as well."""
    seen: dict[str, tuple[str, object]] = {}
    wrong = []
    for unit in CHECKED:
        if unit.dimension in ("length", "angle", "time", "energy", "count", "data_rate"):
            continue  # pixels, frames and shots are dropped here on purpose
        theirs = registry.parse_expression(expression(unit.symbol))
        found = getattr(theirs, "dimensionality", {})
        symbol, first = seen.setdefault(unit.dimension, (unit.symbol, found))
        if dict(first) != dict(found):
            wrong.append((unit.dimension, symbol, unit.symbol))
    assert wrong == []
