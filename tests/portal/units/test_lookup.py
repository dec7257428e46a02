"""What spellings mean."""

import pytest

from portal.units import dimensions, find, units_of

SPELLINGS = {
    "Å": ["Å", "\u212b", "A\u030a", "angstrom", "Angstrom", "ANGSTROM", "Ang", "AA", "ångström"],
    "µm": ["um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometre"],
    "nm": ["nm", "nanometer", "nanometres"],
    "mm": ["mm", "millimeter", "millimetre", " mm ", "[mm]", "(mm)"],
    "°C": ["°C", "degC", "deg C", "degrees celsius", "celsius", "Celsius", "℃", "º C", "deg_C"],
    "K": ["K", "kelvin", "Kelvin", "kelvins", "degK"],
    "°F": ["°F", "degF", "deg F", "fahrenheit"],
    "keV": ["keV", "kiloelectronvolt", "kiloelectron volt"],
    "eV": ["eV", "ev", "electronvolt", "electron volts"],
    "kg·m²/s²": ["(kg m^2) / s^2", "kg m^2 s^-2", "kg·m²·s⁻²", "kg*m**2/s**2"],
    "kg/(m·s²)": ["kg / (m s^2)", "kg m-1 s-2", "kg/m/s^2"],
    "1/s": ["1/s", "s^-1", "s-1", "s⁻¹", "1 / s", "s**-1", "s^(-1)", "per second", "/s"],
    "Hz": ["Hz", "hz", "hertz", "Hertz"],
    "counts/s": ["counts/s", "cps", "cts/s", "count / s", "counts per second", "counts s^-1"],
    "photons/s": ["photons/s", "photon/s", "photons / s", "ph/s", "ph s^-1", "photons per second"],
    "neutrons/(cm²·s)": ["n/cm^2/s", "n/cm2/s", "neutrons cm^-2 s^-1", "n/(cm^2 s)"],
    "mbar": ["mbar", "millibar"],
    "Torr": ["Torr", "torr", "TORR"],
    "m/s": ["m/s", "m s^-1", "m.s-1", "m·s⁻¹", "meter/second", "metres per second"],
    "mm²": ["mm^2", "mm2", "mm²", "mm**2", "mm ** 2", "mm*mm"],
    "nm³": ["nm^3", "nm³", "nm ** 3"],
    "1/Å": ["1/Å", "Å^-1", "1/Ang", "Å⁻¹", r"\AA^{-1}", r"$\AA^{-1}$", "1/angstrom"],
    "1/Å²": ["1/Å²", "Å^-2", "1/angstrom**2"],
    "electrons/Å²": ["electrons/Å²", "e/Å^2", "e-/Å^2", "e⁻/Å²"],
    "mrad": ["mrad", "milliradian"],
    "°": ["deg", "°", "degree", "degrees", "Degrees"],
    "%": ["%", "percent", "per cent", "pct"],
    "W/cm²": ["W/cm^2", "W cm-2", "watt/cm²"],
    "fs²": ["fs^2", "fs2", "femtosecond^2"],
    "Gy/(s·mA)": ["Gy/mA/s", "Gy / mA / s", "Gy/(mA s)"],
    "nm·rad": ["nm·rad", "nm rad", "nm*rad", "nm⋅rad"],
    "kDa": ["kDa", "kilodalton", "kilodaltons"],
    "mL/min": ["mL/min", "ml/min", "mL min^-1", "milliliter per minute"],
    "K/min": ["K/min", "K min-1", "kelvin per minute"],
    "°C/min": ["°C/min", "deg C/min", "degC/min"],
    "J/(kg·K)": ["J/(kg K)", "J/kg/K", "J/kg K", "J kg^-1 K^-1"],
    "Ω·m": ["Ω m", "\u2126 m", "Ohm m", "ohm*m"],
    "g/cm³": ["g/cm^3", "g/cm3", "g cm⁻³", "g/cm³"],
    "mol/L": ["mol/L", "mol/l", "mol L^-1", "mole per litre"],
    "pixels": ["pixel", "px", "pixels"],
    "h": ["h", "hr", "hour", "hours"],
    "a": ["a", "yr", "year", "years"],
    "Da": ["u", "Da", "amu", "dalton"],
}


@pytest.mark.parametrize(
    ("symbol", "spelling"), [(symbol, one) for symbol, all_ in SPELLINGS.items() for one in all_]
)
def test_spelling(symbol: str, spelling: str) -> None:
    unit = find(spelling)
    assert unit is not None
    assert unit.symbol == symbol


def test_there_are_enough_spellings_and_dimensions() -> None:
    spellings = [one for all_ in SPELLINGS.values() for one in all_]
    assert len(set(spellings)) >= 150
    assert len({find(symbol).dimension for symbol in SPELLINGS}) >= 20  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "arb. units",
        "a.u.",
        "N/A",
        "none",
        "-",
        "foo",
        "KEV",
        "MBAR",
        "9**9**9",
        "1e9",
        "2 mm",
        "mm^999999",
        "((((",
        "m)",
        "m((s))",
        "m/(s",
        "m s kg A K",
        "x" * 65,
        "m" * 10_000_000,
        "\x00",
        "\ud800",
        "mm\x00",
        "__import__('os')",
    ],
)
def test_unknown_or_hostile(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("value", [None, 3, ["mm"], {}])
def test_what_is_not_text_is_no_unit(value: object) -> None:
    assert find(value) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"), [("mPa", "MPa"), ("mm", "Mm"), ("meV", "MeV"), ("s", "S")]
)
def test_case_counts_for_symbols(one: str, other: str) -> None:
    assert find(one) != find(other)


@pytest.mark.parametrize(
    ("text", "name", "symbol", "dimension"),
    [
        ("C", "sample_temperature", "°C", "temperature"),
        ("C", "maximumTemperature", "°C", "temperature"),
        ("C", "temp", "°C", "temperature"),
        ("F", "Sample temp.", "°F", "temperature"),
        ("C", "bunch_charge", "C", "electric_charge"),
        ("C", "template", "C", "electric_charge"),
        ("C", "attempt", "C", "electric_charge"),
        ("C", "", "C", "electric_charge"),
        ("celsius", "BL17:Det:PCharge:C", "C", "electric_charge"),
        ("A", "Wavelength", "Å", "length"),
        ("A", "lattice_a", "Å", "length"),
        ("A", "current", "A", "electric_current"),
        ("s^-1", "photon flux", "photons/s", "flux"),
        ("Hz", "count_rate", "counts/s", "count_rate"),
        ("s^-1", "chopper_speed", "1/s", "frequency"),
        ("K", "temperature_stability", "K", "temperature_difference"),
        ("°C", "temperature_error", "°C", "temperature_difference"),
    ],
)
def test_the_name_decides(text: str, name: str, symbol: str, dimension: str) -> None:
    unit = find(text, name)
    assert unit is not None
    assert (unit.symbol, unit.dimension) == (symbol, dimension)


def test_degrees_of_a_temperature_are_not_guessed() -> None:
    assert find("deg", "sample_temperature") is None


def test_a_temperature_difference_has_no_offset() -> None:
    unit = find("°C", "temperature_difference")
    assert unit is not None
    assert unit.to_si(5) == 5


@pytest.mark.parametrize("dimension", dimensions().values(), ids=lambda one: one.name)
def test_every_dimension_offers_its_own_units(dimension) -> None:  # type: ignore[no-untyped-def]
    offered = units_of(dimension.name)
    assert [unit.symbol for unit in offered] == list(dimension.units)
    assert {unit.dimension for unit in offered} == {dimension.name}


@pytest.mark.parametrize("dimension", dimensions().values(), ids=lambda one: one.name)
def test_the_si_unit_of_a_dimension_has_factor_one(dimension) -> None:  # type: ignore[no-untyped-def]
    if dimension.name == "fraction":  # its SI unit is the number one
        return
    unit = find(dimension.si)
    assert unit is not None
    assert unit.dimension == dimension.name
    assert unit.to_si(1) == 1


def test_an_unknown_dimension_has_no_units() -> None:
    assert units_of("no such thing") == ()
