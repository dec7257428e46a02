"""Facets count the same in both engines, and as people expect of a portal."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from elastic_transport import ConnectionTimeout
from elasticsearch import Elasticsearch

from search.engines.base import Engine
from search.query.tree import All, Node, Not, Or, Term, Words
from search.request import Facet, FacetRequest, FacetValue
from tests.contract import naive
from tests.contract.asking import page
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import document

Keywords = Callable[[int, int], list[str]]

POWDER = ["PaNET01100", "PaNET01022", "PaNET00200"]  # with all above it
REFLECTOMETRY = ["PaNET01200", "PaNET00200"]
CORPUS = [
    document(
        number,
        "sample" if number % 2 else "specimen",
        facets={
            "facility": [["ess", "esrf", "desy"][number % 3]],
            "technique": POWDER if number % 4 else REFLECTOMETRY,
            "year": [str(2010 + number % 7)] if number % 5 else [],
            "keyword": [f"tied {number:03}", "ünï côdé", 'a "quoted" one'],
            "kind": ["dataset"],
        },
    )
    for number in range(1, 121)
]
NAMES = ("kind", "facility", "technique", "instrument", "year", "availability", "keyword")
REQUESTS = tuple(FacetRequest(name, 10) for name in NAMES)
QUERIES: list[Node] = [
    All(),
    Words("sample"),
    Term("facility", "ess"),
    Not(Term("technique", "PaNET01022")),
    Words("nothing"),
]
FILTERS: list[dict[str, Node]] = [
    {},
    {"facility": Term("facility", "ess")},
    {"facility": Or((Term("facility", "ess"), Term("facility", "desy")))},
    {"facility": Term("facility", "ess"), "year": Term("year", "2012")},
    {"technique": Term("technique", "PaNET00200"), "keyword": Term("keyword", "ünï côdé")},
    {"not a facet": Words("sample"), "facility": Term("facility", "esrf")},
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("sort", ["relevance", "oldest"])
def test_counts(engine: Engine, query: Node, filters: dict[str, Node], sort: str) -> None:
    hits = page(engine, query, filters=filters, facets=REQUESTS, sort=sort)
    wanted = [one for one in CORPUS if naive.matches(one, query)]
    wanted = [one for one in wanted if all(naive.matches(one, node) for node in filters.values())]
    assert hits.total == len(wanted)
    assert sorted(hits.ids) == [one.id for one in wanted]
    for request in REQUESTS:
        expected = naive.facet(CORPUS, query, filters, request)
        assert hits.facets[request.name] == expected, request.name


def test_hits_come_without_slow_facets(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.tantivy.facets.BUDGET", -1.0)
    monkeypatch.setattr(Elasticsearch, "msearch", Mock(side_effect=ConnectionTimeout("slow")))
    hits = page(engine, Words("sample"), filters=FILTERS[1], facets=REQUESTS, sort="relevance")
    assert hits.total == len(hits.ids) == 20
    assert hits.facets == {name: Facet(timed_out=True) for name in NAMES}


@pytest.mark.parametrize("filters", FILTERS)
def test_facets_of_very_many_hits(
    engine: Engine, filters: dict[str, Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted one by one they are the same."""
    together = page(engine, filters=filters, facets=REQUESTS)
    monkeypatch.setattr("search.engines.tantivy.facets.TOGETHER", 0)
    assert page(engine, filters=filters, facets=REQUESTS) == together


def test_techniques_roll_up(engine: Engine) -> None:
    facet = page(engine, facets=(FacetRequest("technique"),)).facets["technique"]
    assert facet.values == (
        FacetValue("PaNET00200", 120),
        FacetValue("PaNET01022", 90),
        FacetValue("PaNET01100", 90),
        FacetValue("PaNET01200", 30),
    )


@pytest.mark.parametrize("size", [1, 2, 3, 50, 121, 122, 500])
def test_tied_values_are_cut_by_name(engine: Engine, size: int) -> None:
    request = FacetRequest("keyword", size)
    facet = page(engine, facets=(request,)).facets["keyword"]
    assert facet == naive.facet(CORPUS, All(), {}, request)


def test_facets_of_one_filter_only(engine: Engine) -> None:
    """A filter whose facet isn't asked for holds for all that are."""
    filters = {"facility": Term("facility", "ess")}
    facets = page(engine, filters=filters, facets=(FacetRequest("kind"),)).facets
    assert facets == {"kind": Facet((FacetValue("dataset", 40),))}


def shares(part: int, number: int) -> list[str]:
    """Commonest values that differ from part to part, and a long tail of rare ones."""
    return [f"k{(number * 7 + part * 11) % 257}", f"p{part}-{number}", f"half {number % 600}"]


def own(part: int, number: int) -> list[str]:
    """Each value but one once, in reverse order of the parts."""
    return [f"{9 - part}-{number:04}", "in two parts"] if part < 2 else [f"{9 - part}-{number:04}"]


def common(part: int, number: int) -> list[str]:
    """Few common values, which are rare in one part, and quoted signs."""
    return [f'"{number % 5}\\*.[]', f"{part}/{number}"] if part else [f"0/{number}"]


@pytest.mark.parametrize("keywords", [shares, own, common])
def test_many_values_over_many_commits(filled: Filled, keywords: Keywords) -> None:
    """Counts are exact where the commonest values differ from part to part of the index."""
    engine = filled([])
    corpus = []
    for part in range(4):
        documents = [
            document(part * 700 + number + 1, facets={"keyword": keywords(part, number)})
            for number in range(700)
        ]
        corpus += documents
        engine.write(documents, ())
    for size in (1, 5, 40, 400, 1_000):
        request = FacetRequest("keyword", size)
        facet = page(engine, facets=(request,)).facets["keyword"]
        assert facet == naive.facet(corpus, All(), {}, request)


def test_facets_of_an_empty_index(filled: Filled) -> None:
    engine = filled([])
    assert page(engine, facets=REQUESTS).facets == dict.fromkeys(NAMES, Facet())
    fill(engine, CORPUS[:1])
    assert page(engine, facets=REQUESTS).facets["kind"] == Facet((FacetValue("dataset", 1),))
