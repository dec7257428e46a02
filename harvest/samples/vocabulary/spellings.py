"""How facilities spell units: per family of quantities, what they write and its factor.

A value in the family's own unit, given as the key says in its comment, is written as
``value * factor + offset`` with that text.  Of several spellings the first is the usual.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    text: str
    factor: float = 1.0
    offset: float = 0.0


S = Spelling
_KELVIN = (S("K"), S("degC", 1, -273.15))

# The family's own unit, as it is written where nothing else is said, and in texts.
UNITS: dict[str, Spelling] = {
    "milliampere": S("mA"),
    "microampere": S("µA"),
    "coulomb": S("C"),
    "picocoulomb": S("pC"),
    "electron_energy": S("GeV"),
    "photon_energy": S("keV"),
    "soft_photon_energy": S("eV"),
    "neutron_energy": S("meV"),
    "milli_electronvolt": S("meV"),
    "electronvolt": S("eV"),
    "pulse_energy": S("mJ"),
    "fluence": S("mJ/cm²"),
    "megawatt": S("MW"),
    "watt": S("W"),
    "wavelength": S("Å"),
    "angstrom": S("Å"),
    "nanometre": S("nm"),
    "micrometre": S("µm"),
    "millimetre": S("mm"),
    "metre": S("m"),
    "reciprocal": S("1/Å"),
    "degree": S("°"),
    "milliradian": S("mrad"),
    "femtosecond": S("fs"),
    "picosecond": S("ps"),
    "nanosecond": S("ns"),
    "microsecond": S("µs"),
    "millisecond": S("ms"),
    "second": S("s"),
    "minute": S("min"),
    "frequency": S("Hz"),
    "percent": S("%"),
    "photon_flux": S("photons/s"),
    "neutron_flux": S("n/cm²/s"),
    "temperature": S("K"),
    "heating_rate": S("K/min"),
    "pressure": S("bar"),
    "vacuum": S("mbar"),
    "magnetic_field": S("T"),
    "flow": S("mL/min"),
    "voltage": S("V"),
    "current_density": S("mA/cm²"),
    "newton": S("N"),
    "milligram": S("mg"),
    "concentration": S("mg/mL"),
    "millimolar": S("mM"),
    "kilodalton": S("kDa"),
    "density": S("g/cm³"),
    "megagray": S("MGy"),
    "pixel": S("px"),
    "acidity": S(""),
    "count": S(""),
    "number": S(""),
}

Dialect = dict[str, tuple[Spelling, ...]]

NORTHERN: Dialect = {
    "photon_energy": (S("keV"), S("eV", 1000)),
    "wavelength": (S("angstrom"),),
    "angstrom": (S("angstrom"), S("Angstrom")),
    "micrometre": (S("um"), S("micron")),
    "reciprocal": (S("1/angstrom"), S("1/Ang"), S("Å^-1")),
    "degree": (S("deg"), S("degree")),
    "temperature": (S("C", 1, -273.15), S("K"), S("degC", 1, -273.15)),
    "pressure": (S("mbar", 1000), S("bar")),
    "magnetic_field": (S("T"), S("mT", 1000)),
    "second": (S("s"), S("sec")),
    "millisecond": (S("ms"), S("s", 1e-3)),
    "photon_flux": (S("ph/s"), S("photons/s")),
    "microsecond": (S("us"),),
    "flow": (S("ml/min"),),
    "density": (S("g/cm^3"),),
    "current_density": (S("mA/cm^2"),),
    "percent": (S("%"), S("percent")),
    "pixel": (S("pixel"), S("px")),
}

OCEANIC: Dialect = {
    "photon_energy": (S("eV", 1000), S("J", 1.602176634e-16)),
    "soft_photon_energy": (S("eV"), S("keV", 1e-3)),
    "angstrom": (S("nm", 0.1),),
    "micrometre": (S("µm"), S("m", 1e-6)),
    "millimetre": (S("mm"), S("m", 1e-3)),
    "reciprocal": (S("nm^-1", 10), S("1/nm", 10)),
    "degree": (S("deg"), S("rad", 0.017453292519943295)),
    "temperature": (S("K"), S("kelvin")),
    "pressure": (S("GPa", 1e-4), S("Pa", 1e5)),
    "vacuum": (S("Pa", 100), S("mbar")),
    "magnetic_field": (S("T"), S("tesla")),
    "second": (S("second"), S("ms", 1000)),
    "frequency": (S("hertz"), S("Hz")),
    "pulse_energy": (S("uJ", 1000), S("mJ")),
    "fluence": (S("mJ/cm^2"),),
    "femtosecond": (S("fs"), S("femtosecond")),
    "photon_flux": (S("photons/s"), S("1/s")),
    "minute": (S("s", 60), S("minute")),
    "pixel": (S("px"),),
}

ATLANTIC: Dialect = {
    "wavelength": (S("Å"), S("nm", 0.1)),
    "angstrom": (S("Å"),),
    "neutron_energy": (S("meV"), S("THz", 0.24179892420849183)),
    "metre": (S("m"), S("mm", 1000)),
    "millimetre": (S("mm"), S("cm", 0.1)),
    "reciprocal": (S("Å⁻¹"), S("1/Å")),
    "degree": (S("°"), S("degrees")),
    "temperature": (S("K"), S("°C", 1, -273.15)),
    "pressure": (S("MPa", 0.1), S("kbar", 1e-3)),
    "magnetic_field": (S("T"), S("kOe", 10), S("G", 1e4)),
    "second": (S("s"), S("min", 1 / 60), S("h", 1 / 3600)),
    "neutron_flux": (S("n/cm^2/s"),),
    "milligram": (S("g", 1e-3), S("mg")),
    "concentration": (S("mg/ml"), S("g/L")),
    "density": (S("g cm-3"), S("g/cm3")),
    "minute": (S("h", 1 / 60), S("min")),
}

ANDEAN: Dialect = {
    "wavelength": (S("Ang"), S("Angstrom")),
    "angstrom": (S("Ang"),),
    "neutron_energy": (S("meV"),),
    "reciprocal": (S("1/Ang"), S("A^-1")),
    "degree": (S("deg"),),
    "temperature": (S("degC", 1, -273.15), S("Kelvin"), S("mK", 1000)),
    "pressure": (S("bar"), S("atm", 1 / 1.01325), S("kPa", 100)),
    "magnetic_field": (S("Oe", 1e4), S("T")),
    "second": (S("ms", 1000), S("seconds")),
    "minute": (S("minutes"), S("seconds", 60)),
    "microampere": (S("uA"), S("microampere")),
    "micrometre": (S("micrometer"), S("um")),
    "millimetre": (S("millimeter"), S("mm")),
    "metre": (S("meter"), S("m")),
    "neutron_flux": (S("n cm-2 s-1"), S("n/cm2/s")),
    "percent": (S("percent"), S("%")),
    "frequency": (S("Hz"), S("rpm", 60)),
}
