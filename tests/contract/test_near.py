"""The nearest come first, in the same order whichever engine answers."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.engines.elasticsearch import mapping
from search.engines.nearest import TooRare
from search.engines.shares import Part
from search.engines.tantivy import parameters
from search.fields import DEEPEST
from search.indexing.document import IndexDocument
from search.query.box import read_box
from search.query.near import nears
from search.query.spectral import crossings
from search.query.tree import (
    All,
    And,
    Favoured,
    Ids,
    MostWords,
    Near,
    Node,
    Not,
    Or,
    ParameterRange,
    Term,
    Words,
)
from search.request import FacetRequest, SearchRequest
from tests.contract import naive
from tests.contract.asking import ids, page, walk
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import TEMPERATURE, document

ENERGY = ("photon_energy", "energy")
KEV = 1.602176634e-16


def warm(kelvin: float, scale: float = 20.0) -> Near:
    return Near((TEMPERATURE[0],), TEMPERATURE[1], kelvin, scale)


def bright(kev: float, scale: float = 1.0) -> Near:
    return Near((ENERGY[0],), ENERGY[1], kev * KEV, scale * KEV)


def corpus(size: int, seed: int = 5) -> list[IndexDocument]:
    """Many equal values, some that float, records with several values, and with none."""
    chosen = random.Random(seed)
    found = []
    for number in range(1, size + 1):
        measured: dict[tuple[str, str], Sequence[float]] = {}
        if chosen.random() < 0.8:
            few = chosen.choice([1, 1, 2, 4])
            measured[TEMPERATURE] = [
                chosen.choice([300.0, 300.0, 100.0, chosen.uniform(1, 900)]) for _ in range(few)
            ]
        if chosen.random() < 0.8:
            kev = chosen.choice([8.0, 12.4, 12.4, chosen.uniform(5, 30)])
            measured[ENERGY] = [kev * KEV]
        if chosen.random() < 0.3:
            measured["incident_energy", ENERGY[1]] = [chosen.uniform(5, 30) * KEV]
        words = " ".join(chosen.sample(["silicon", "film", "lysozyme", "crystal"], 2))
        kind = {"kind": [chosen.choice(["document", "dataset"])]}
        found.append(document(number, words, parameters=measured, facets=kind))
    return found


CORPUS = corpus(1_200)
ASKED: list[Node] = [
    warm(300),
    warm(299.5),
    warm(0.0),
    warm(100_000),
    bright(12.4),
    bright(10),
    Near(("incident_energy", ENERGY[0], "unheard_of"), ENERGY[1], 10 * KEV, KEV),
    And((warm(300), bright(12.4))),
    And((warm(250, 100), bright(9, 0.1))),
    And((bright(9, 0.1), warm(250, 100), Term("kind", "dataset"))),
    And((warm(310), Not(Term("kind", "dataset")))),
    And((warm(280), warm(120))),
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    """The corpus written in several parts and out of order."""
    engine = filled(CORPUS[700:])
    engine.write(CORPUS[:300][::-1], ())
    engine.write(CORPUS[300:700], ())
    return engine


def expected(query: Node) -> list[int]:
    return naive.nearest(CORPUS, query, nears(query))


@pytest.mark.parametrize("query", ASKED)
def test_the_nearest_come_first(engine: Engine, query: Node) -> None:
    hits = page(engine, query, sort="relevance", size=1_000)
    assert hits.ids == expected(query)[:1_000]
    assert hits.total == engine.count(query) == len(expected(query))


@pytest.mark.parametrize("query", ASKED[:8:2])
@pytest.mark.parametrize("size", [130, 999])
def test_pages_follow_one_another(engine: Engine, query: Node, size: int) -> None:
    assert walk(engine, query, "relevance", size) == expected(query)


@pytest.mark.parametrize("offset", [0, 1, 20, 899])
def test_offsets(engine: Engine, offset: int) -> None:
    hits = page(engine, warm(300), sort="relevance", size=20, offset=offset)
    assert hits.ids == expected(warm(300))[offset : offset + 20]


def test_records_without_the_parameter_are_not_found(engine: Engine) -> None:
    lacking = {one.id for one in CORPUS if TEMPERATURE not in one.parameters}
    assert lacking.isdisjoint(ids(engine, warm(300)))
    assert ids(engine, Near(("unheard_of",), "energy", 1.0, 1.0)) == []
    assert page(engine, Near(("unheard_of",), "energy", 1.0, 1.0), sort="relevance").ids == []


def test_other_orders_only_leave_out(engine: Engine) -> None:
    hits = page(engine, warm(300), sort="oldest")
    assert hits.ids == naive.ordered(CORPUS, warm(300), "oldest")[:1_000]


def test_facets_and_filters(engine: Engine) -> None:
    filters: dict[str, Node] = {"kind": Term("kind", "dataset")}
    request = FacetRequest("kind", 5)
    hits = page(engine, warm(300), filters=filters, facets=(request,), sort="relevance", size=50)
    assert hits.ids == expected(And((warm(300), filters["kind"])))[:50]
    assert hits.facets["kind"] == naive.facet(CORPUS, warm(300), filters, request)


@pytest.mark.parametrize("words", [Words("silicon"), MostWords("silicon crystal")])
def test_words_and_closeness_find_what_has_both(engine: Engine, words: Node) -> None:
    query = And((words, warm(300)))
    seen = walk(engine, query, "relevance", 400)
    assert sorted(seen) == naive.found(CORPUS, query)


def test_of_equal_words_the_nearest_come_first(filled: Filled) -> None:
    values = [float(value) for value in range(40)]
    random.Random(3).shuffle(values)
    found = [
        document(number, "silicon", parameters={TEMPERATURE: [value]})
        for number, value in enumerate(values, start=1)
    ]
    query = And((Words("silicon"), warm(17.2)))
    hits = page(filled(found), query, sort="relevance")
    assert hits.ids == naive.nearest(found, query, nears(query))


def test_of_equal_values_the_most_relevant_come_first(filled: Filled) -> None:
    texts = ["silicon " + "filler " * count for count in (9, 3, 30, 0, 15)]
    found = [
        document(number, "", text, parameters={TEMPERATURE: [300.0]})
        for number, text in enumerate(texts, start=1)
    ]
    engine = filled(found)
    both = page(engine, And((Words("silicon"), warm(10))), sort="relevance").ids
    assert both == page(engine, Words("silicon"), sort="relevance").ids == [4, 2, 1, 5, 3]


def test_pages_end_at_the_deepest(filled: Filled) -> None:
    """Among very many of one value, too, with and without words."""
    found = [
        document(number, "scan", parameters={TEMPERATURE: [300.0 + (number % 7 == 0)]})
        for number in range(1, DEEPEST + 501)
    ]
    engine = filled(found)
    for query in (warm(301), And((Words("scan"), warm(301)))):
        last = page(engine, query, sort="relevance", size=1_000, after=(DEEPEST - 1_000, 1))
        assert last.ids == naive.nearest(found, warm(301), [warm(301)])[DEEPEST - 1_000 : DEEPEST]
        assert (last.last, last.total) == (None, DEEPEST + 500)


def test_a_parameter_without_a_place_of_its_own(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled([])
    monkeypatch.setattr(parameters, "SLOTS", 0)
    monkeypatch.setattr(mapping, "MOST_FIELDS", 0)
    engine.write([document(1, parameters={("rare", "number"): [2.0]})], ())
    assert ids(engine, Near(("rare",), "number", 1.0, 1.0)) == [1]
    with pytest.raises(TooRare, match="range"):
        page(engine, Near(("rare",), "number", 1.0, 1.0), sort="relevance")


def test_each_part_shows_its_share(filled: Filled) -> None:
    found = [
        document(1, "silicon", parameters={TEMPERATURE: [320.0, 900.0], ENERGY: [12.4 * KEV]}),
        document(2, "", "silicon " + "filler " * 30, parameters={TEMPERATURE: [300.0]}),
        document(3, "silicon"),
    ]
    engine = filled(found)
    near, far = warm(300), warm(340)
    request = SearchRequest(And((Words("silicon"), near, far)))
    told = engine.shares(request, [2, 1, 3, 7])
    assert set(told) == {1, 2}
    words, *parts = told[1].parts
    assert parts == [Part(0.5, near, 320.0), Part(0.5, far, 320.0)]
    assert (words.share, told[1].score) == (1.0, pytest.approx(1 / 3))
    words, *parts = told[2].parts
    assert parts == [Part(1.0, near, 300.0), Part(pytest.approx(0.2), far, 300.0)]
    assert 0 < words.share < 1
    assert told[2].score == pytest.approx(1 / (1 + 4 + 1 / words.share - 1))
    assert page(engine, request.query, sort="relevance").ids == [1, 2]


def test_having_none_of_the_words_is_worse_than_having_any(filled: Filled) -> None:
    """Among those without any the nearest come first."""
    found = [
        document(1, parameters={TEMPERATURE: [302.0]}),
        document(2, parameters={TEMPERATURE: [300.0]}),
        document(3, parameters={TEMPERATURE: [330.0], ENERGY: [12.4 * KEV]}),
        document(4, parameters={TEMPERATURE: [301.0]}),
    ]
    engine = filled(found)
    bare = Or((All(), Favoured(ParameterRange(*ENERGY, 12 * KEV, 13 * KEV), 1.0)))
    request = SearchRequest(And((warm(300), bare)))
    assert page(engine, request.query, sort="relevance").ids == [3, 2, 4, 1]
    shares = engine.shares(request, [2, 3])
    assert shares[3].parts[0].share == 1.0
    assert shares[2].parts[0].share == pytest.approx(1 / 1_001)
    assert shares[2].score < shares[3].score


WAVELENGTH, VELOCITY = ("incident_wavelength", "length"), ("velocity", "velocity")
PHOTONS = ("incident_photon_energy", "energy")
NEUTRONS = ("incident_neutron_energy", "energy")
ANGSTROM = 1e-10


def spectral_corpus(size: int) -> list[IndexDocument]:
    """Energies, wavelengths and velocities at facilities of either probe, of both and of none."""
    chosen = random.Random(11)
    found = []
    for number in range(1, size + 1):
        measured: dict[tuple[str, str], Sequence[float]] = {}
        keys = chosen.sample([PHOTONS, NEUTRONS, WAVELENGTH, VELOCITY], chosen.choice([0, 1, 1, 2]))
        for key in keys:
            measured[key] = {
                PHOTONS: [chosen.choice([12.4, chosen.uniform(5, 30)]) * KEV],
                NEUTRONS: [chosen.uniform(1e-6, 1e-3) * KEV],
                WAVELENGTH: [chosen.choice([1.0, 1.0, 1.54, chosen.uniform(-0.1, 9)]) * ANGSTROM],
                VELOCITY: [chosen.uniform(300, 9_000), chosen.uniform(300, 9_000)],
            }[key]
        probes = chosen.choice([("photon",), ("neutron",), ("photon", "neutron"), ()])
        told = [("probe", probe) for probe in probes]
        found.append(document(number, "scan", values=told, parameters=measured))
    return found


SPECTRAL = spectral_corpus(1_500)


@pytest.fixture(scope="module")
def measuring(filled: Filled) -> Engine:
    return filled(SPECTRAL)


@pytest.mark.parametrize(
    "text",
    [
        "energy~12.4keV",
        "energy~1meV±0.5meV",
        "wavelength~1Å",
        "wavelength~1.54Å±20%",
        "velocity~2km/s",
        "wavenumber~1Å-1",
        "energy~12.4keV wavelength~1.0Å",
        "scan energy~12.4keV",
    ],
)
def test_what_says_an_energy_is_near_to_an_energy(measuring: Engine, text: str) -> None:
    """Converted by the record's probe, and in exactly the order of what comes out."""
    query = read_box(text).tree()
    found = nears(query)
    assert found[0].crossed
    hits = page(measuring, query, sort="relevance", size=1_000)
    assert hits.ids == naive.nearest(SPECTRAL, query, found)[:1_000]
    assert hits.total == measuring.count(query) == len(naive.found(SPECTRAL, query))


KEYS = (("t", "temperature"), ("t", "number"), ("ключ", "length"), ("ключ", "number"))
FLOATS = (0.0, 1.0, -1.0, 1.5, 1e-35, 5e-324, 1e300, -1e300, 273.15, 2.0**53)
real = st.sampled_from(FLOATS) | st.floats(allow_nan=False, allow_infinity=False)
scales = st.sampled_from((1.0, 20.0, 1e-12)) | st.floats(1e-300, 1e300)


@st.composite
def measured(draw: st.DrawFn) -> list[IndexDocument]:
    values = st.lists(real, min_size=1, max_size=3)
    some = st.dictionaries(st.sampled_from(KEYS), values, max_size=3)
    return [document(n, parameters=draw(some)) for n in range(1, draw(st.integers(0, 9)) + 1)]


spectral_values = st.sampled_from((1e-10, 1e-9, 1e-16, 2000.0)) | st.floats(1e-200, 1e200)


@st.composite
def spectral_documents(draw: st.DrawFn) -> list[IndexDocument]:
    values = st.lists(spectral_values | st.sampled_from((0.0, -1.0)), min_size=1, max_size=2)
    keys = st.sampled_from((PHOTONS, NEUTRONS, WAVELENGTH, VELOCITY))
    some = st.dictionaries(keys, values, max_size=3)
    probes = st.sampled_from(((), ("photon",), ("neutron",), ("photon", "neutron")))
    return [
        document(n, values=[("probe", one) for one in draw(probes)], parameters=draw(some))
        for n in range(1, draw(st.integers(0, 9)) + 1)
    ]


@st.composite
def spectral_near(draw: st.DrawFn) -> Near:
    name, dimension = draw(st.sampled_from((PHOTONS, NEUTRONS, WAVELENGTH, VELOCITY)))
    value = draw(spectral_values)
    crossed = crossings((name,), dimension)
    return Near((name,), dimension, value, value * draw(st.floats(1e-3, 1e3)), crossed)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    found=spectral_documents(),
    asked=st.lists(spectral_near(), min_size=1, max_size=6),
    leaf=st.sampled_from((1, 400)),
)
def test_any_spectral_values(
    both: tuple[Engine, Engine], found: list[IndexDocument], asked: list[Near], leaf: int
) -> None:
    for engine in both:
        fill(engine, found)
        for query in asked:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("search.engines.nearest.LEAF", leaf)
                assert walk(engine, query, "relevance", 2) == naive.nearest(found, query, [query])


closenesses = st.builds(
    Near,
    st.sampled_from([("t",), ("ключ",), ("t", "ключ", "none")]),
    st.sampled_from(("temperature", "number", "length")),
    real,
    scales,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    found=measured(),
    asked=st.lists(st.lists(closenesses, min_size=1, max_size=3), min_size=1, max_size=9),
    leaf=st.sampled_from((1, 2, 400)),
)
def test_any_values(
    both: tuple[Engine, Engine],
    found: list[IndexDocument],
    asked: list[list[Near]],
    leaf: int,
) -> None:
    """With leaves so small that even few records are cut into boxes."""
    for engine in both:
        fill(engine, found)
        for parts in asked:
            query = And((*parts, Not(Ids(()))))
            order = naive.nearest(found, query, nears(query))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("search.engines.nearest.LEAF", leaf)
                assert walk(engine, query, "relevance", 2) == order
