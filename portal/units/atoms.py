"""Single units: their spellings and factors.  Products and quotients are in compounds.py.

Factors are exact by definition (SI brochure, 9th edition) or CODATA 2022 values.
"""

from dataclasses import dataclass
from decimal import Decimal

PREFIX_SYMBOLS = {
    "Y": "1e24", "Z": "1e21", "E": "1e18", "P": "1e15", "T": "1e12", "G": "1e9", "M": "1e6",
    "k": "1e3", "h": "1e2", "da": "1e1", "d": "1e-1", "c": "1e-2", "m": "1e-3", "µ": "1e-6",
    "n": "1e-9", "p": "1e-12", "f": "1e-15", "a": "1e-18", "z": "1e-21", "y": "1e-24",
}  # fmt: skip
PREFIX_NAMES = {
    "Y": "yotta", "Z": "zetta", "E": "exa", "P": "peta", "T": "tera", "G": "giga", "M": "mega",
    "k": "kilo", "h": "hecto", "da": "deca", "d": "deci", "c": "centi", "m": "milli",
    "µ": "micro", "n": "nano", "p": "pico", "f": "femto", "a": "atto", "z": "zepto",
    "y": "yocto",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One row of the table.

    ``prefixes`` are the SI prefixes in use with it; ``symbols`` further spellings in
    which case counts ("Ang"); ``names`` full words in any case, their plurals in s
    understood.  A prefix goes with every symbol and name of the row.
    """

    symbol: str
    dimension: str
    factor: Decimal
    prefixes: tuple[str, ...]
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    offset: Decimal = Decimal(0)


def _atom(
    dimension: str,
    symbol: str,
    factor: str,
    prefixes: str = "",
    symbols: str = "",
    names: str = "",
    offset: str = "0",
) -> Atom:
    """A row; lists are words in one string, "|" separating names that hold spaces."""
    split = [n for n in names.split("|") if n] if "|" in names else names.split()
    return Atom(
        symbol,
        dimension,
        _fraction(factor),
        tuple(prefixes.split()),
        tuple(symbols.split()),
        tuple(split),
        Decimal(offset),
    )


def _fraction(text: str) -> Decimal:
    """The factor, which may be written as a fraction or a product with π."""
    top, _, bottom = text.partition("/")
    value = Decimal(1)
    for part in top.split("*"):
        value *= _PI if part == "π" else Decimal(part)
    return value / Decimal(bottom) if bottom else value


_PI = Decimal("3.141592653589793238462643383280")
_EV = "1.602176634e-19"
_DALTON = "1.66053906892e-27"
_USUAL = "G M k m µ n p f"

ATOMS: tuple[Atom, ...] = (
    # length
    _atom("length", "m", "1", "k d c m µ n p f", names="metre meter"),
    _atom("length", "Å", "1e-10", "", "AA Ang", "angstrom ångström ångstrom angström"),
    _atom("length", "µm", "1e-6", "", "", "micron"),
    _atom("length", "in", "0.0254", "", "", "inch inches"),
    _atom("length", "ft", "0.3048", "", "", "foot feet"),
    # area and volume
    _atom("area", "b", "1e-28", "m µ n p f", "", "barn"),
    _atom("volume", "L", "1e-3", "h d c m µ n p f", "l", "litre liter"),
    # time
    _atom("time", "s", "1", "k m µ n p f a", "sec secs", "second"),
    _atom("time", "min", "60", "", "mins", "minute"),
    _atom("time", "h", "3600", "", "hr hrs", "hour"),
    _atom("time", "d", "86400", "", "", "day"),
    _atom("time", "week", "604800", "", "wk", "week"),
    _atom("time", "a", "31557600", "", "yr yrs", "year annum"),
    # mass
    _atom("mass", "g", "1e-3", "k m µ n p f", "", "gram gramme"),
    _atom("mass", "t", "1000", "", "", "tonne"),
    _atom("mass", "Da", _DALTON, "k M", "u amu", "dalton"),
    _atom("mass", "lb", "0.45359237", "", "lbs", "pound"),
    _atom("mass", "oz", "0.028349523125", "", "", "ounce"),
    # temperature
    _atom("temperature", "K", "1", "k m µ n", "degK", "kelvin"),
    _atom("temperature", "°C", "1", "", "degC deg_C", "celsius centigrade degc", "273.15"),
    _atom("temperature", "°F", "5/9", "", "degF", "fahrenheit degf", "459.67"),
    _atom("temperature", "°R", "5/9", "", "degR", "rankine"),
    _atom(
        "temperature_difference",
        "ΔK",
        "1",
        "",
        "Δ°C delta_K delta_degC ΔC",
        "delta kelvin|delta celsius|delta degc|delta k",
    ),
    # energy, power, force, pressure
    _atom("energy", "eV", _EV, "T G M k m µ n", "ev", "electronvolt|electron volt|electron-volt"),
    _atom("energy", "J", "1", _USUAL, "", "joule"),
    _atom("energy", "cal", "4.184", "k", "", "calorie"),
    _atom("energy", "erg", "1e-7", "", "ergs", ""),
    _atom("energy", "Wh", "3600", "G M k m", "", "watthour|watt hour"),
    _atom("power", "W", "1", "P T G M k m µ n p f", "", "watt"),
    _atom("force", "N", "1", "M k m µ n p", "", "newton"),
    _atom("force", "dyn", "1e-5", "", "", "dyne"),
    _atom("force", "lbf", "4.4482216152605", "", "", "pound force|pound-force"),
    _atom("force", "kgf", "9.80665", "", "", ""),
    _atom("pressure", "Pa", "1", "T G M k h m µ n", "", "pascal"),
    _atom("pressure", "bar", "1e5", "M k m µ n", "", "bar"),
    _atom("pressure", "Torr", "101325/760", "m µ", "torr", "torr"),
    _atom("pressure", "atm", "101325", "", "", "atmosphere"),
    _atom("pressure", "psi", "6894.757293168361", "k", "", ""),
    _atom("pressure", "mmHg", "133.322387415", "", "mm_Hg", ""),
    # angle
    _atom("angle", "rad", "1", "m µ n", "", "radian"),
    _atom("angle", "°", "π/180", "", "deg degs arcdeg", "degree|arc degree"),
    _atom("angle", "mdeg", "π/180000", "", "", "millidegree"),
    _atom("angle", "arcmin", "π/10800", "", "' ′", "arcminute|arc minute"),
    _atom("angle", "arcsec", "π/648000", "", "\" ″ ′′ ''", "arcsecond|arc second"),
    _atom("angle", "mas", "π/648000000", "", "", "milliarcsecond"),
    _atom("solid_angle", "sr", "1", "m µ", "", "steradian"),
    # electricity and magnetism
    _atom("electric_current", "A", "1", "M k m µ n p f", "amp amps", "ampere"),
    _atom("electric_charge", "C", "1", "k m µ n p f", "", "coulomb"),
    _atom("electric_charge", "Ah", "3600", "m", "", ""),
    _atom("voltage", "V", "1", "M k m µ n", "", "volt"),
    _atom("resistance", "Ω", "1", "T G M k m µ", "Ohm", "ohm"),
    _atom("conductance", "S", "1", "m µ n p", "", "siemens"),
    _atom("capacitance", "F", "1", "m µ n p f", "", "farad"),
    _atom("inductance", "H", "1", "m µ n", "", "henry henries"),
    _atom("magnetic_flux", "Wb", "1", "m µ", "", "weber"),
    _atom("magnetic_flux_density", "T", "1", "m µ n p", "", "tesla"),
    _atom("magnetic_flux_density", "G", "1e-4", "k m µ", "Gs", "gauss"),
    _atom(
        "magnetic_field_strength",
        "Oe",
        "1000/12.566370614359172953850573533118",
        "k m",
        "",
        "oersted",
    ),
    _atom("magnetic_moment", "emu", "1e-3", "m µ", "", ""),
    _atom("magnetic_moment", "µB", "9.2740100657e-24", "", "muB", "bohr magneton|"),
    # chemistry
    _atom("amount_of_substance", "mol", "1", "k m µ n p f", "", "mole"),
    _atom("molar_concentration", "M", "1000", "m µ n p", "", "molar"),
    _atom("acidity", "pH", "1"),
    # light and radiation
    _atom("luminous_intensity", "cd", "1", "m", "", "candela"),
    _atom("luminous_flux", "lm", "1", "k m", "", "lumen"),
    _atom("illuminance", "lx", "1", "k m", "", "lux"),
    _atom("activity", "Bq", "1", "T G M k m", "", "becquerel"),
    _atom("activity", "Ci", "3.7e10", "k m µ n", "", "curie"),
    _atom("absorbed_dose", "Gy", "1", "M k m µ", "", "gray"),
    _atom("dose_equivalent", "Sv", "1", "m µ n", "", "sievert"),
    _atom("dose_equivalent", "rem", "0.01", "m", "", ""),
    # frequency
    _atom("frequency", "Hz", "1", "P T G M k m µ", "hz", "hertz"),
    _atom("frequency", "rpm", "1/60", "k", "RPM r.p.m.", ""),
    _atom("frequency", "frames/s", "1", "", "fps FPS", ""),
    # flow and viscosity
    _atom("dynamic_viscosity", "P", "0.1", "c m", "", "poise"),
    _atom("diffusivity", "St", "1e-4", "c", "", "stokes"),
    _atom("volume_flow", "sccm", "1e-6/60", "", "SCCM", ""),
    _atom("volume_flow", "slm", "1e-3/60", "", "slpm SLM SLPM", ""),
    # counting
    _atom("count", "counts", "1", "k M", "cts ct cnt cnts", "count"),
    _atom("count", "photons", "1", "", "ph phs", "photon"),
    _atom("count", "electrons", "1", "", "e-", "electron"),
    _atom("count", "neutrons", "1", "", "", "neutron"),
    _atom("count", "protons", "1", "", "", "proton"),
    _atom("count", "muons", "1", "", "", "muon"),
    _atom("count", "ions", "1", "", "", "ion"),
    _atom("count", "events", "1", "", "evts", "event"),
    _atom("count", "pulses", "1", "", "", "pulse"),
    _atom("count", "shots", "1", "", "", "shot"),
    _atom("count", "frames", "1", "", "", "frame"),
    _atom("count", "images", "1", "", "", "image"),
    _atom("count", "samples", "1", "", "", "sample"),
    _atom("count", "revolutions", "1", "", "rev revs", "revolution|turn"),
    _atom("count_rate", "counts/s", "1", "", "cps", ""),
    _atom("count_rate", "kcounts/s", "1e3", "", "kcps", ""),
    _atom("count_rate", "Mcounts/s", "1e6", "", "Mcps", ""),
    _atom("pixel", "pixels", "1", "M", "px pix", "pixel"),
    _atom("pixel", "voxels", "1", "", "", "voxel"),
    # fractions
    _atom(
        "fraction",
        "%",
        "0.01",
        "",
        "pct wt% at% at.% vol% mol% wt.% vol.% mol.%",
        "percent|per cent",
    ),
    _atom("fraction", "‰", "0.001", "", "", "permille|per mille|per mil"),
    _atom("fraction", "ppm", "1e-6", "", "ppmv", "parts per million|"),
    _atom("fraction", "ppb", "1e-9", "", "ppbv", "parts per billion|"),
    _atom("number", "1", "1", "", "", "dimensionless|unitless|no unit|no units"),
    # data
    _atom("data_size", "B", "1", "P T G M k", "", "byte"),
    _atom("data_size", "kB", "1e3", "", "KB", ""),
    _atom("data_size", "KiB", "1024", "", "kiB", "kibibyte"),
    _atom("data_size", "MiB", "1048576", "", "", "mebibyte"),
    _atom("data_size", "GiB", "1073741824", "", "", "gibibyte"),
    _atom("data_size", "TiB", "1099511627776", "", "", "tebibyte"),
    _atom("data_size", "bit", "0.125", "G M k", "bits", "bit"),
    _atom("data_rate", "kbit/s", "125", "", "kbps", ""),
    _atom("data_rate", "Mbit/s", "125000", "", "Mbps", ""),
    _atom("data_rate", "Gbit/s", "125000000", "", "Gbps", ""),
    # beams
    _atom(
        "brilliance",
        "photons/(s·mm²·mrad²·0.1%BW)",
        "1",
        "",
        "photons/s/mm^2/mrad^2/0.1%BW photons/s/mm2/mrad2/0.1%BW ph/s/mm^2/mrad^2/0.1%BW "
        "ph/s/mm2/mrad2/0.1%BW photons/s/mrad^2/mm^2/0.1%BW photons/(s*mm^2*mrad^2*0.1%BW) "
        "photons/(s*mm2*mrad2*0.1%BW)",
    ),
    _atom(
        "spectral_flux",
        "photons/(s·0.1%BW)",
        "1",
        "",
        "photons/s/0.1%BW ph/s/0.1%BW photons/s/0.1%bandwidth photons/(s*0.1%BW)",
    ),
)
