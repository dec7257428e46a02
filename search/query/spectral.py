"""Photons and neutrons by energy, wavelength, frequency, wavenumber or velocity.

What one facility gives as an energy another gives as a wavelength.  A range over
one of them is turned into the same range over the others.  Constants are those of
CODATA 2022; all but the neutron's mass are exact.
"""

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.query.tree import Crossed, ParameterRange

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


def _squared(number: float) -> float:
    """Never falls where the number rises, as a power of the C library might."""
    return number * number


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
            lambda metre: _squared(PLANCK / metre) / (2 * NEUTRON_MASS),
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


def crossings(names: Sequence[str], dimension: str) -> tuple[Crossed, ...]:
    """What says at facilities of each probe what these parameters say."""
    found = [
        Crossed(probe, name, scale.dimension)
        for probe, scales in SPECTRA.items()
        if any(one.dimension == dimension and set(one.names) & set(names) for one in scales)
        for scale in scales
        if scale.dimension != dimension
        for name in scale.names
    ]
    return tuple(found)


def converted(crossed: Crossed, dimension: str, value: float) -> float:
    """A value above zero of the other parameter, in SI of ``dimension``; infinite beyond floats.

    It never turns back where the value rises.
    """
    scales = {one.dimension: one for one in SPECTRA[crossed.probe]}
    try:
        return scales[dimension].from_energy(scales[crossed.dimension].to_energy(value))
    except (OverflowError, ZeroDivisionError):
        return math.inf


@lru_cache(maxsize=4096)
def within(
    crossed: Crossed, dimension: str, low: float | None, high: float | None
) -> ParameterRange | None:
    """The values whose conversions lie between the bounds, to the last bit; None for none."""
    rising = _rises(crossed, dimension)

    def above(value: float) -> bool:
        return low is None or converted(crossed, dimension, value) >= low

    def beyond(value: float) -> bool:
        return high is not None and converted(crossed, dimension, value) > high

    if rising:
        first, last = _first(above), math.nextafter(_first(beyond), 0.0)
    else:
        first = _first(lambda value: not beyond(value))
        last = math.nextafter(_first(lambda value: not above(value)), 0.0)
    if first > last:
        return None
    return ParameterRange(crossed.name, crossed.dimension, first, last)


def _rises(crossed: Crossed, dimension: str) -> bool:
    scales = {one.dimension: one for one in SPECTRA[crossed.probe]}
    return scales[crossed.dimension].rising == scales[dimension].rising


def _first(holds: Callable[[float], bool]) -> float:
    """The least number above zero from which on it holds; infinity when it never does."""
    fails, succeeds = 0, _place(math.inf)
    while succeeds - fails > 1:
        middle = (fails + succeeds) // 2
        if holds(_number(middle)):
            succeeds = middle
        else:
            fails = middle
    return _number(succeeds)


def _place(number: float) -> int:
    """How many numbers lie between zero and this one: their bits count them."""
    (bits,) = struct.unpack("<q", struct.pack("<d", number))
    return int(bits)


def _number(place: int) -> float:
    (number,) = struct.unpack("<d", struct.pack("<q", place))
    return float(number)


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
