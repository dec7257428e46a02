"""GET /api/v1/records."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from search.fields import SORTS
from tests.factories import dataset, make_record
from tests.indexed import Told
from tests.search.api.conftest import Read, conforms

pytestmark = pytest.mark.usefixtures("filled")
BASE = "http://127.0.0.1:8000/api/v1"


def walk(read: Read, address: str) -> Iterator[dict[str, Any]]:
    """All pages from an address on."""
    while address:
        page = read(address, "RecordList")
        yield page
        address = (page["next"] or "").removeprefix(BASE)


def test_it_works(read: Read) -> None:
    body = read("/records?q=lysozyme", "RecordList")
    assert body["total"] == 6
    assert body["next"] is None
    assert body["facets"] == {}
    assert "lysozyme" in body["query"]["sentence"]
    for item in body["items"]:
        conforms("RecordRow", item)
        assert read(item["self"].removeprefix(BASE), "Record")["title"] == item["title"]


def test_quantities_are_told_with_what_asks_for_them(read: Read) -> None:
    (quantity,) = read("/records?q=lysozyme+12.4+keV", "RecordList")["query"]["quantities"]
    assert quantity["text"] == "12.4 keV"
    assert "incident_photon_energy:12.4keV" in quantity["instead"]
    for instead in quantity["instead"]:
        body = read(f"/records?q=lysozyme+{instead}", "RecordList")
        assert body["query"]["quantities"] == []
        assert body["query"]["notes"] == []


def test_everything_is_found_without_parameters(read: Read) -> None:
    assert read("/records", "RecordList")["total"] == 8
    assert read("/records?q=", "RecordList")["total"] == 8


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("facility=maxiv", 6),
        ("not-facility=maxiv", 2),
        ("facility=maxiv&facility=ess", 8),
        ("kind=dataset&type=raw", 1),
        ("technique=PaNET01189", 2),
        ("range=sample_temperature:15..25+°C", 7),
        ("range=sample_temperature:15..25+°C&range=wavelength:..1+Å", 0),
        ("from=2012&to=2013-06", 2),
        ("q=lysozyme+-%22run+3%22", 5),
        ("q=title+nowhere", 0),
    ],
)
def test_filters_are_those_of_the_page(client: Client, read: Read, query: str, total: int) -> None:
    body = read(f"/records?{query}", "RecordList")
    page = client.get(f"/search.json?{query}").json()
    assert body["total"] == page["total"]
    assert [one["id"] for one in body["items"]] == [one["id"] for one in page["items"]]
    if "technique" not in query:
        assert body["total"] == total


@pytest.mark.parametrize("sort", [*SORTS, "-people", "files", "wavelength[Å]"])
def test_paging_neither_skips_nor_repeats(read: Read, sort: str) -> None:
    pages = list(walk(read, f"/records?sort={sort}&size=3&not-type=odd"))
    assert [len(page["items"]) for page in pages] == [3, 3, 2]
    assert {page["total"] for page in pages} == {8}
    assert len({one["id"] for page in pages for one in page["items"]}) == 8


def test_the_next_page_is_linked(client: Client) -> None:
    answer = client.get("/api/v1/records?size=3")
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


def test_facets_come_when_they_are_asked_for(read: Read) -> None:
    body = read("/records?facets=facility,technique:2,year:1&facility=ess", "RecordList")
    assert list(body["facets"]) == ["facility", "technique", "year"]
    counts = {one["value"]: one for one in body["facets"]["facility"]["values"]}
    assert counts["maxiv"] == {"value": "maxiv", "label": "MAX IV", "count": 6}
    assert counts["ess"]["count"] == 2
    assert len(body["facets"]["technique"]["values"]) == 2
    assert body["facets"]["technique"]["more"]
    assert len(body["facets"]["year"]["values"]) == 1
    for facet in body["facets"].values():
        conforms("FacetCounts", facet)


def test_private_records_are_neither_found_nor_counted(read: Read, indexed: Told) -> None:
    make_record(dataset(pid="hidden", public_from="", keywords=("hush",)))
    indexed()
    body = read("/records?facets=keyword:100", "RecordList")
    assert body["total"] == 8
    assert "hush" not in str(body)


@pytest.mark.parametrize(
    ("query", "field", "says"),
    [
        ("q=%22open", "q", "quotation"),
        ("sort=colour", "sort", "relevance"),
        ("size=0", "size", "1 to 1,000"),
        ("size=1001", "size", "1 to 1,000"),
        ("size=2&size=3", "size", "once"),
        ("size=", "size", "empty"),
        ("q=a&q=b", "q", "once"),
        ("q=%00", "q", "control character"),
        ("facility=a%0Ab", "facility", "control character"),
        ("kind=planet", "kind", "document or dataset"),
        ("range=rubbish", "range", "sample_temperature:80..300 K"),
        ("from=yesterday", "from", "yesterday"),
        ("from=2020&to=2019", "", "swap"),
        ("after=rubbish", "after", "first page"),
        ("after=" + "A" * 3000, "after", "first page"),
        ("facets=colour", "facets", "facility"),
        ("facets=year:0", "facets", "1 to 1,000"),
        ("facets=year:1001", "facets", "1 to 1,000"),
        ("facets=year,year", "facets", "once"),
        ("facets=year:²", "facets", "1 to 1,000"),
        ("page=2", "page", "no parameter"),
        ("%00=2", "�", "no parameter"),
        ("&".join(f"facility={number}" for number in range(101)), "facility", "drop some"),
    ],
)
def test_what_cant_be_read_is_a_problem(read: Read, query: str, field: str, says: str) -> None:
    body = read(f"/records?{query}", "Problem", 400)
    assert says in body["detail"]
    assert body.get("field", "") == field
    assert (body["status"], body["title"]) == (400, "Bad Request")
    assert body["instance"] == "/api/v1/records"


def test_a_cursor_of_another_order_is_refused(client: Client, read: Read) -> None:
    following = read("/records?sort=title&size=1", "RecordList")["next"]
    moved = following.replace("sort=title", "sort=newest").removeprefix(BASE)
    assert read(moved, "Problem", 400)["field"] == "after"


def test_without_an_index_it_says_when_to_come_back(client: Client, settings: Any) -> None:
    settings.SEARCH_URL = f"tantivy:{settings.HOME / 'none'}"
    answer = client.get("/api/v1/records")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "60"
    conforms("Problem", answer.json())
