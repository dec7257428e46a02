"""Photons and neutrons by energy, wavelength, frequency, wavenumber or velocity.

What one facility gives as an energy another gives as a wavelength.  A range over
one of them is turned into the same range over the others.  Constants are those of
CODATA 2022; all but the neutron's mass are exact.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from search.query.tree import ParameterRange

PLANCK = 6.62607015e-34  # J s
LIGHT = 299_792_458.0  # m/s
NEUTRON_MASS = 1.67492750056e-27  # kg
Convert = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Scale:
    """One way to say how energetic a particle is, with the parameters that say it so.

    ``rising`` tells whether a larger value is a larger energy.
    """

    dimension: str
    names: tuple[str, ...]
    to_energy: Convert
    from_energy: Convert
    rising: bool = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of positive values; None is no bound."""

    low: float | None
    high: float | None
    include_low: bool
    include_high: bool

    def turned(self, convert: Convert, *, rising: bool) -> "Bounds":
        """The same range after a conversion."""
        low, high = _converted(convert, self.low), _converted(convert, self.high)
        if rising:
            return Bounds(low, high, self.include_low, self.include_high)
        return Bounds(high, low, self.include_high, self.include_low)

    def over(self, name: str, dimension: str) -> ParameterRange:
        """The range of a parameter; nothing has less than no energy."""
        if self.low is None:
            return ParameterRange(name, dimension, 0.0, self.high, False, self.include_high)
        return ParameterRange(
            name, dimension, self.low, self.high, self.include_low, self.include_high
        )


SPECTRA: dict[str, tuple[Scale, ...]] = {
    "photon": (
        Scale("energy", ("incident_photon_energy",), lambda joule: joule, lambda joule: joule),
        Scale(
            "length",
            ("incident_wavelength",),
            lambda metre: PLANCK * LIGHT / metre,
            lambda joule: PLANCK * LIGHT / joule,
            rising=False,
        ),
        Scale(
            "frequency",
            ("photon_frequency", "frequency"),
            lambda hertz: PLANCK * hertz,
            lambda joule: joule / PLANCK,
        ),
        Scale(
            "wavenumber",
            ("photon_wavenumber", "wavenumber"),
            lambda per_metre: PLANCK * LIGHT * per_metre,
            lambda joule: joule / (PLANCK * LIGHT),
        ),
    ),
    "neutron": (
        Scale("energy", ("incident_neutron_energy",), lambda joule: joule, lambda joule: joule),
        Scale(
            "length",
            ("incident_wavelength",),
            lambda metre: (PLANCK / metre) ** 2 / (2 * NEUTRON_MASS),
            lambda joule: PLANCK / math.sqrt(2 * NEUTRON_MASS * joule),
            rising=False,
        ),
        Scale(
            "velocity",
            ("neutron_velocity", "velocity"),
            lambda speed: NEUTRON_MASS * speed * speed / 2,
            lambda joule: math.sqrt(2 * joule / NEUTRON_MASS),
        ),
    ),
}
NAMES = frozenset(name for scales in SPECTRA.values() for one in scales for name in one.names)


def others(probe: str, asked: ParameterRange) -> tuple[ParameterRange, ...]:
    """The same range over the other parameters that tell a particle's energy.

    Empty when the parameter isn't one of them, or no particle has such an energy.
    """
    scales = SPECTRA[probe]
    own = next((one for one in scales if _tells(one, asked)), None)
    bounds = positive(asked)
    if own is None or bounds is None:
        return ()
    energy = bounds.turned(own.to_energy, rising=own.rising)
    return tuple(
        turned.over(name, scale.dimension)
        for scale in scales
        if scale is not own
        for turned in (energy.turned(scale.from_energy, rising=scale.rising),)
        for name in scale.names
    )


def positive(asked: ParameterRange) -> Bounds | None:
    """The part of a range above zero, None when there is none."""
    if asked.high is not None and asked.high <= 0:
        return None
    low = asked.low if asked.low is not None and asked.low > 0 else None
    return Bounds(low, asked.high, asked.include_low, asked.include_high)


def _tells(scale: Scale, asked: ParameterRange) -> bool:
    return asked.dimension == scale.dimension and asked.name in scale.names


def _converted(convert: Convert, bound: float | None) -> float | None:
    """None where there is no bound, or none that a number can say."""
    if bound is None:
        return None
    try:
        value = convert(bound)
    except (OverflowError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None
