"""DCAT-AP 3, by its own shapes; both ways of writing it say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.compare import isomorphic

from publishing.exports import dcat, rdf
from publishing.exports.rdf import Literal, Node
from publishing.exports.view import View
from tests.factories import dataset
from tests.publishing.exports import hostile, judges
from tests.publishing.exports.making import TOMORROW
from tests.publishing.exports.samples import FOLDER, RICH, samples
from tests.publishing.exports.viewing import viewed

EU = "http://publications.europa.eu/resource/authority/access-right/"


def turtle(view: View) -> Graph:
    return Graph().parse(data=dcat.write_turtle(view), format="turtle")


def test_the_samples_are_valid(data) -> None:
    assert judges.dcat_ap(data, samples().values()) == []


def test_the_shapes_find_what_is_wrong(data) -> None:
    """Lest an empty graph be valid."""
    graph = turtle(viewed(RICH))
    for title in list(graph.triples((None, DCTERMS.title, None))):
        graph.remove(title)
    import pyshacl

    conforms, *_ = pyshacl.validate(graph, shacl_graph=judges.shapes(data), inference="none")
    assert not conforms


@pytest.mark.parametrize("name", samples())
def test_both_ways_say_the_same(name: str) -> None:
    view = samples()[name]
    assert isomorphic(turtle(view), judges.from_json_ld(dcat.write_json_ld(view)))


def test_each_file_that_can_be_had_is_a_distribution() -> None:
    graph = turtle(viewed(RICH))
    found = {str(one) for one in graph.objects(None, DCAT.downloadURL)}
    assert found == {
        f"{FOLDER}{name}" for name in ("raw/run%201.nxs", "raw/run_2.tif", "notes.txt")
    }
    assert len(set(graph.objects(None, DCAT.distribution))) == 4


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"access": "embargoed", "open_from": TOMORROW}, "RESTRICTED"),
        ({"access": "restricted"}, "RESTRICTED"),
        ({"access": "closed"}, "NON_PUBLIC"),
        ({}, "PUBLIC"),
    ],
)
def test_access_is_true(changes: dict[str, str], right: str) -> None:
    graph = turtle(viewed(dataset(download_url=FOLDER, **changes)))
    assert URIRef(EU + right) in set(graph.objects(None, DCTERMS.accessRights))
    assert bool(set(graph.objects(None, DCAT.downloadURL))) == (right == "PUBLIC")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_comes_back(text: str) -> None:
    node = Node("https://example.org/a", (), {"dct:title": [Literal(text)]})
    read = Graph().parse(data=rdf.turtle([node], dcat.PREFIXES), format="turtle")
    (found,) = read.objects(None, DCTERMS.title)
    assert found == RdfLiteral(text)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities, open_from=hostile.moments)
def test_anything_in_any_field(data, record, facility, open_from) -> None:
    view = viewed(record, facility, open_from=open_from)
    assert judges.dcat_ap(data, [view]) == []
