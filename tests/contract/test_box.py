"""What the search box is asked, both engines find, whatever the records measure in."""

import pytest

from search.engines.base import Engine
from search.query.box import read_box
from tests.contract.asking import ids
from tests.contract.conftest import Filled
from tests.contract.corpus import DAY, TEMPERATURE, document

EV = 1.602176634e-19
PHOTONS = ("incident_photon_energy", "energy")
NEUTRONS = ("incident_neutron_energy", "energy")
WAVELENGTH = ("incident_wavelength", "length")
CORPUS = [
    document(
        1,
        "Thin film",
        values=[("probe", "photon"), ("sample", "NaCl")],
        parameters={PHOTONS: (8047.8 * EV,), TEMPERATURE: (300.0,)},
        date_first=0,
        date_last=DAY - 1,
        end=DAY - 1,
        open_from=3 * DAY,
        size=10**12,
        files=5,
        year=1970,
    ),
    document(
        2,
        "Multilayer",
        values=[("probe", "photon"), ("sample", "table salt")],
        parameters={WAVELENGTH: (1.5406e-10,), TEMPERATURE: (253.15,)},
        size=10**12 + 1,
        files=500,
        year=2020,
    ),
    document(
        3,
        "Thin polymer",
        values=[("probe", "neutron")],
        parameters={WAVELENGTH: (1.54e-10,), ("velocity", "velocity"): (2569.0,)},
    ),
    document(4, "Film", values=[("probe", "neutron")], parameters={NEUTRONS: (0.0345 * EV,)}),
    document(
        5,
        "Both probes",
        values=[("probe", "neutron"), ("probe", "photon")],
        parameters={WAVELENGTH: (1.54e-10,)},
    ),
    document(
        6, "Laser", values=[("probe", "photon")], parameters={("pulse_energy", "energy"): (1e-3,)}
    ),
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("film OR multilayer", [1, 2, 4]),
        ("thin film OR polymer", [1, 3]),
        ("(thin film) OR multilayer", [1, 2]),
        ("thin -(film OR laser)", [3]),
        ('sample:(NaCl OR "table salt")', [1, 2]),
        ("probe:neutrons", [3, 4, 5]),
        ("size>1TB", [2]),
        ("size>=1TB", [1, 2]),
        ("size:..", [1, 2]),
        ("files<10", [1]),
        ("year<2020", [1]),
        ("date<1970-01-02", [1]),
        ("date>1970-01-01", []),
        ("end<1970-01-02", [1]),
        ("open_from>1970-01-03", [1]),
        ("open_from>1970-01-04", []),
        ("temperature:-20..27°C", [1, 2]),
        ("temperature>253.15K", [1]),
        ("temperature>-20°C", [1]),
        ("temperature>=-20°C", [1, 2]),
        ("temperature<=-20°C", [2]),
        ("photon_energy:8..8.1keV", [1, 2, 5]),
        ("energy:8..8.1keV", [1, 2, 5]),
        ("energy:0.008..0.0081MeV", [1, 2, 5]),
        ("energy=1mJ", [6]),
        ("energy:34..35meV", [3, 4, 5]),
        ("neutron_velocity:2.5..2.6km/s", [3, 4, 5]),
        ("wavelength=1.54Å", [1, 2, 3, 4, 5]),
        ("wavelength=0.154nm probe:photon", [1, 2, 5]),
        ("photon_frequency:1.9e18..2e18Hz", [1, 2, 5]),
        ("wavenumber:6.4e7..6.5e7cm-1", [1, 2, 5]),
        ("-wavelength=1.54Å", [6]),
    ],
)
def test_it_finds(engine: Engine, text: str, expected: list[int]) -> None:
    assert ids(engine, read_box(text).tree()) == expected
