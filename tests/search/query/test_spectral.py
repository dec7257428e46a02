"""What photons and neutrons are told by, one in terms of the other."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.spectral import converted, crossings, others, within
from search.query.tree import Crossed, ParameterRange

EV = 1.602176634e-19
ANGSTROM = 1e-10


def other(probe: str, name: str, asked: ParameterRange) -> ParameterRange:
    return next(one for one in others(probe, asked) if one.name == name)


@pytest.mark.parametrize(
    ("probe", "name", "dimension", "value", "told", "expected"),
    [
        # CXRO's and NIST's tables: Cu Kα is 8.048 keV and 1.5406 Å, 1 eV is 8065.54 1/cm
        (
            "photon",
            "incident_photon_energy",
            "energy",
            8047.8 * EV,
            "incident_wavelength",
            1.5406e-10,
        ),
        (
            "photon",
            "incident_wavelength",
            "length",
            1.5406e-10,
            "incident_photon_energy",
            8047.8 * EV,
        ),
        ("photon", "incident_photon_energy", "energy", EV, "wavenumber", 806554.4),
        ("photon", "incident_photon_energy", "energy", EV, "photon_frequency", 2.417989e14),
        ("photon", "frequency", "frequency", 1e12, "incident_wavelength", 299.792458e-6),
        # A thermal neutron of 25.3 meV has 1.798 Å and 2,200 m/s
        (
            "neutron",
            "incident_neutron_energy",
            "energy",
            0.0253 * EV,
            "incident_wavelength",
            1.798e-10,
        ),
        ("neutron", "incident_wavelength", "length", 1.798e-10, "neutron_velocity", 2200.0),
        ("neutron", "velocity", "velocity", 2200.0, "incident_neutron_energy", 0.0253 * EV),
    ],
)
def test_it_works(
    probe: str, name: str, dimension: str, value: float, told: str, expected: float
) -> None:
    found = other(probe, told, ParameterRange(name, dimension, value, value))
    assert found.low == pytest.approx(expected, rel=3e-4)
    assert found.high == pytest.approx(expected, rel=3e-4)


def test_more_energy_is_less_wavelength() -> None:
    asked = ParameterRange("incident_photon_energy", "energy", 1.0, 2.0, include_low=False)
    found = other("photon", "incident_wavelength", asked)
    assert found.low is not None
    assert found.high is not None
    assert found.high == 2 * found.low
    assert (found.include_low, found.include_high) == (True, False)


def test_no_bound_is_no_bound_but_for_zero() -> None:
    asked = ParameterRange("incident_photon_energy", "energy", 1.0, None)
    found = other("photon", "incident_wavelength", asked)
    assert (found.low, found.include_low) == (0.0, False)
    asked = ParameterRange("incident_photon_energy", "energy", -1.0, 1.0)
    assert other("photon", "incident_wavelength", asked).high is None


@pytest.mark.parametrize(
    "asked",
    [
        ParameterRange("incident_photon_energy", "energy", -2.0, -1.0),
        ParameterRange("incident_photon_energy", "energy", None, 0.0),
        ParameterRange("incident_photon_energy", "number", 1.0, 2.0),
        ParameterRange("pulse_energy", "energy", 1.0, 2.0),
        ParameterRange("incident_neutron_energy", "energy", 1.0, 2.0),
    ],
)
def test_nothing_crosses(asked: ParameterRange) -> None:
    assert others("photon", asked) == ()


@pytest.mark.parametrize("value", [5e-324, 1e-300, 1e300, 1.7e308])
@pytest.mark.parametrize("probe", ["photon", "neutron"])
def test_extreme_values_become_no_bounds(probe: str, value: float) -> None:
    for name in ("incident_photon_energy", "incident_neutron_energy"):
        for one in others(probe, ParameterRange(name, "energy", value, value)):
            assert one.low is not None


POSITIVE = st.floats(1e-300, 1e300)
SPECTRAL = st.sampled_from(
    [
        ("incident_photon_energy", "energy"),
        ("incident_wavelength", "length"),
        ("frequency", "frequency"),
        ("velocity", "velocity"),
        ("incident_neutron_energy", "energy"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(SPECTRAL, POSITIVE, POSITIVE, POSITIVE)
def test_crossed_bounds_fit_to_the_last_bit(
    key: tuple[str, str], one: float, other: float, value: float
) -> None:
    """A value is within them if, and only if, its conversion is."""
    low, high = sorted((one, other))
    for crossed in crossings(key[:1], key[1]):
        turned = within(crossed, key[1], low, high)
        tried = [value]
        if turned is not None:
            assert turned.low is not None
            assert turned.high is not None
            tried += [turned.low, turned.high, math.nextafter(turned.high, math.inf)]
            tried += [math.nextafter(turned.low, 0.0)]
        for number in tried:
            inside = low <= converted(crossed, key[1], number) <= high
            if 0 < number < math.inf:
                found = turned is not None and turned.low <= number <= turned.high
                assert inside == found


def test_a_wavelength_becomes_its_energy() -> None:
    photons = Crossed("photon", "incident_wavelength", "length")
    assert converted(photons, "energy", 1e-10) == pytest.approx(12_398.42 * 1.602176634e-19)
    neutrons = Crossed("neutron", "incident_wavelength", "length")
    assert converted(neutrons, "velocity", 1.8e-10) == pytest.approx(2197.8, rel=1e-4)
    assert converted(neutrons, "energy", 5e-324) == math.inf
