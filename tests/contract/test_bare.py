"""Quantities among words: they keep no record out, and order alike in both engines."""

import pytest

from search.engines.base import Engine
from search.matching import parts
from search.query.box import read_box
from search.query.tree import And, Favoured, Node, Or, ParameterRange, Words
from tests.contract.asking import ids, page, walk
from tests.contract.conftest import Filled
from tests.contract.corpus import TEMPERATURE, document

KEV = 1.602176634e-16
PHOTONS, WAVELENGTH = ("incident_photon_energy", "energy"), ("incident_wavelength", "length")
CORPUS = [
    document(1, "Lysozyme"),
    document(2, "Lysozyme", parameters={PHOTONS: (11.8 * KEV,)}),
    document(3, "Lysozyme", parameters={PHOTONS: (8 * KEV,), TEMPERATURE: (200.0,)}),
    document(4, "Lysozyme", parameters={PHOTONS: (12.398 * KEV,)}),
    document(5, "Lysozyme", values=[("probe", "photon")], parameters={WAVELENGTH: (1e-10,)}),
    document(6, "Lysozyme", "At 12.4 keV."),
    document(7, "Lysozyme", parameters={("pulse_energy", "energy"): (12.4 * KEV,)}),
    document(8, "Ice", parameters={PHOTONS: (12.4 * KEV,), TEMPERATURE: (100.0,)}),
    document(9, "Lysozyme", parameters={PHOTONS: (12.4 * KEV,), TEMPERATURE: (100.2,)}),
]


def asked(text: str) -> Node:
    return And(tuple(parts(read_box(text).clauses, "")))


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize("text", ["lysozyme 12.4 keV", "lysozyme 12.4keV 100 K", "3 GeV lysozyme"])
def test_no_record_is_kept_out(engine: Engine, text: str) -> None:
    assert ids(engine, asked(text)) == ids(engine, Words("lysozyme")) == [1, 2, 3, 4, 5, 6, 7, 9]


def test_quantities_alone_find_everything(engine: Engine) -> None:
    assert ids(engine, asked("12.4 keV")) == list(range(1, 10))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("12.4 keV", [4, 5, 6, 7, 8, 9, 2, 1, 3]),
        ("12.4 keV 100 K", [8, 9, 4, 5, 6, 7, 2, 1, 3]),
        ("1 Å", [5, 1, 2, 3, 4, 6, 7, 8, 9]),
        ("200 K", [3, 1, 2, 4, 5, 6, 7, 8, 9]),
        ("−73 °C", [3, 1, 2, 4, 5, 6, 7, 8, 9]),
        ("-73 °C", [3, 1, 2, 4, 5, 6, 7, 8, 9]),
        ("12.4 keV -173°C", [8, 9, 4, 5, 6, 7, 2, 1, 3]),
    ],
)
def test_what_is_near_comes_first(engine: Engine, text: str, order: list[int]) -> None:
    hits = page(engine, asked(text), sort="relevance")
    assert hits.ids == order
    assert walk(engine, asked(text), "relevance", 2) == order


def test_it_weighs_among_equal_words(engine: Engine) -> None:
    ranked = page(engine, asked("lysozyme 100 K"), sort="relevance").ids
    assert ranked[0] == 9


def test_other_orders_dont_heed_it(engine: Engine) -> None:
    assert page(engine, asked("12.4 keV"), sort="oldest").ids == list(range(1, 10))


def test_a_weight_is_added_to_what_else_counts(engine: Engine) -> None:
    warm = Favoured(ParameterRange(*TEMPERATURE, 150.0, 250.0), 0.5)
    cold = Favoured(ParameterRange(*TEMPERATURE, 50.0, 150.0), 1.0)
    query = Or((warm, cold, Favoured(Words("ice"), 0.25)))
    assert page(engine, query, sort="relevance").ids == [8, 9, 3]
    assert ids(engine, query) == [3, 8, 9]
