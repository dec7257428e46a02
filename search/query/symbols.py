"""Symbols that people write for quantities: "T = 300 K", "λ = 1.54 Å", "E = 12 keV".

A symbol stands for a name only where the unit says that it is meant: t in seconds is no
temperature.
"""

_SYMBOLS = """
T temperature temperature
E energy energy
λ length wavelength
lambda length wavelength
p pressure pressure
B magnetic_flux_density magnetic_field
"""
SYMBOLS = {
    (symbol.lower(), dimension): name
    for symbol, dimension, name in (row.split() for row in _SYMBOLS.strip().splitlines())
}


def meant(name: str, dimension: str) -> str:
    """The name that a symbol in snake case stands for in this dimension, "" for none."""
    return SYMBOLS.get((name, dimension), "")
