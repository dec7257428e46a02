"""Canonical names of parameters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import units
from portal.normalise import names


@pytest.mark.parametrize(
    ("name", "dimension", "unit", "canonical"),
    [
        ("sample_temperature", "temperature", "K", "sample_temperature"),
        ("temperature", "temperature", "K", "sample_temperature"),
        ("Sample.Temperature", "temperature", "K", "sample_temperature"),
        ("sample_environment.temperature", "temperature", "K", "sample_temperature"),
        ("chopper.temperature", "temperature", "K", "chopper_temperature"),
        ("temperature", "number", "1", "temperature_number"),
        ("sample_temperature", "number", "", "sample_temperature_number"),
        ("sample_temperature", "", "", "sample_temperature"),
        ("DIP_1.Substrate_temperature", "temperature", "K", "substrate_temperature"),
        ("energy", "energy", "keV", "incident_photon_energy"),
        ("energy", "energy", "meV", "incident_neutron_energy"),
        ("energy", "energy", "mJ", "pulse_energy"),
        ("energy", "energy", "GeV", "electron_beam_energy"),
        ("source.energy", "energy", "GeV", "electron_beam_energy"),
        ("energy", "energy", "MeV", "energy"),
        ("energy", "voltage", "V", "energy_voltage"),
        ("beamEnergy", "energy", "keV", "incident_photon_energy"),
        ("photon_energy", "energy", "eV", "incident_photon_energy"),
        ("wavelength", "length", "Å", "incident_wavelength"),
        ("Measurement.instrument_settings.wavelength", "length", "Å", "incident_wavelength"),
        ("InstrumentMonochromator_wavelength", "length", "Å", "incident_wavelength"),
        ("MX_wavelength", "length", "Å", "incident_wavelength"),
        ("MX_beamSizeAtSampleX", "length", "mm", "beam_size_x"),
        ("TOMOAcquisition_exposure_time", "time", "s", "exposure_time"),
        ("detectorDistance", "length", "mm", "detector_distance"),
        ("detector.distance", "length", "m", "detector_distance"),
        ("sample_detector_distance", "length", "mm", "detector_distance"),
        ("source.current", "electric_current", "mA", "ring_current"),
        ("q_max_fit", "wavenumber", "1/Å", "momentum_transfer_max"),
        ("BL17:Chop:Skf1:SpeedReq", "frequency", "Hz", "bl17_chop_skf1_speed_req"),
        ("motors: phi", "angle", "°", "phi"),
        ("chopper_speed_8", "frequency", "Hz", "chopper_speed_8"),
        ("Température", "temperature", "K", "température"),
        ("", "", "", ""),
        ("...", "", "", ""),
    ],
)
def test_canonical(name: str, dimension: str, unit: str, canonical: str) -> None:
    assert names.canonical(name, dimension, unit) == canonical


def test_the_dictionary_is_large_enough_and_sound() -> None:
    known = units.dimensions()
    assert len(names.known()) >= 80
    for name in names.known().values():
        assert name.dimension == "" or name.dimension in known
        assert name.label
        assert names.snake(name.key) == name.key
        assert names.canonical(name.key, name.dimension) == name.key


def test_names_of_the_federation_are_there() -> None:
    assert {
        "sample_chemical_formula",
        "incident_wavelength",
        "incident_photon_energy",
        "sample_temperature",
        "sample_pressure",
    } <= set(names.known())


def test_units_that_aliases_are_restricted_to_exist() -> None:
    symbols = {
        one for entry in names.SHIPPED.entries for alias in entry.aliases for one in alias.units
    }
    assert {symbol for symbol in symbols if units.find(symbol) is None} == set()


def test_label() -> None:
    assert names.label("incident_photon_energy") == "Photon energy"
    assert names.label("chopper_speed_8") == "Chopper speed 8"


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("Wavelength[A]", ("Wavelength", "A")),
        ("Energy (keV)", ("Energy", "keV")),
        ("Energy (old)", ("Energy (old)", "")),
        ("Energy", ("Energy", "")),
        ("[keV]", ("[keV]", "")),
        ("(" * 200 + ")", ("(" * 200 + ")", "")),
    ],
)
def test_split_unit(name: str, split: tuple[str, str]) -> None:
    assert names.split_unit(name) == split


@given(st.text(max_size=250), st.sampled_from(["", "number", "energy", "length", "voltage"]))
def test_a_canonical_name_is_short_and_snake_case(name: str, dimension: str) -> None:
    canonical = names.canonical(name, dimension)
    assert len(canonical) <= names.LONGEST
    assert canonical == canonical.strip("_")
    assert not set(canonical) & set(" .:/-[]()")
