"""A search that finds nothing says what to leave out, and what that finds."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from portal.catalogue.records import Sample
from search import services, ways
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record
from tests.indexed import Told
from tests.search.api.conftest import conforms


@pytest.fixture
def filled(indexed: Told) -> None:
    """Three films and a crystal, and a Document of another facility."""
    for number in range(3):
        make_record(dataset(pid=f"f/{number}", title=f"Film {number}", size=10**9))
    make_record(dataset(pid="c", title="Crystal", type="derived", samples=(Sample(name="NaCl"),)))
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
    make_record(document(title="Lysozyme"), maxiv)
    indexed()


pytestmark = pytest.mark.usefixtures("filled")


def found(client: Client, query: str) -> list[tuple[tuple[str, ...], int]]:
    """Each way, after a look whether its address finds what it promises."""
    body = client.get(f"/search.json?{query}").json()
    assert body["total"] == 0
    for way in body["ways"]:
        address = "/search.json" + way["url"].partition("/search")[2].removeprefix(".json")
        assert way["url"].startswith("http")
        assert client.get(address).json()["total"] == way["count"]
    return [(tuple(way["without"]), way["count"]) for way in body["ways"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=film+lysozyme&match=all", [(("“lysozyme”",), 3), (("“film”",), 1)]),
        (
            "q=film+sample:NaCl&type=derived",
            [(("“film”",), 1), (("sample “NaCl”",), 0), (("Type: derived",), 0)],
        ),
        (
            "q=film&year=1900&availability=closed",
            [(("Year: 1900", "Availability: Closed"), 3)],
        ),
        ("q=crystal&from=1990&to=1991", [(("measured 1990 to 1991",), 1), (("“crystal”",), 0)]),
        (
            "q=film&facility=maxiv&facility=ess&type=derived",
            [(("Type: derived",), 3), (("“film”",), 1)],
        ),
        ("q=film+-kind:dataset", [(("leaving out kind “dataset”",), 3), (("“film”",), 1)]),
        ("q=crystal+size>1PB", [(("size more than “1PB”",), 1), (("“crystal”",), 0)]),
        ("q=nowhere", [(("“nowhere”",), 5)]),
    ],
)  # fmt: skip
def test_it_works(client: Client, query: str, expected: list[Any]) -> None:
    told = found(client, query)
    assert [way for way in told if way in expected or way[1]][: len(expected)] == expected


def test_what_falls_to_most_words_is_counted_so(client: Client) -> None:
    """As the page at the address does it, where no record has all of the words."""
    told = found(client, "q=film+crystal&year=1900")
    assert (("Year: 1900",), 4) in told


def test_a_quantity_keeps_nothing_out(client: Client) -> None:
    told = found(client, "q=film+12.4+keV&year=1900")
    assert sorted(told) == [(("Year: 1900",), 3), (("“film”",), 0)]
    assert found(client, "q=12.4+keV&year=1900") == [(("Year: 1900",), 5)]


def test_without_any_single_one_several_are_dropped(client: Client) -> None:
    """As few as possible: what can stay beside the rest stays."""
    query = "q=film+nowhere+never&facility=ess&match=all"
    told = found(client, query)
    assert told[0] == (("“nowhere”", "“never”"), 3)
    assert {count for _, count in told[1:]} == {0}
    page = client.get(f"/search?{query}").content.decode()
    assert "No part of it is alone to blame" in page
    assert 'href="/search?q=film&amp;facility=ess&amp;match=all">Without “nowhere” and' in page
    assert "Without “film”, still nothing" in page


def test_a_range_is_a_part(client: Client) -> None:
    told = found(client, "q=film&range=sample_temperature:1..2+K")
    assert told[0][1] == 3
    assert told[0][0][0].startswith("Sample temperature from")


def test_however_much_is_asked_counts_are_bounded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counting(query: Any) -> int:
        asked.append(query)
        return services.count(query)

    monkeypatch.setattr(ways, "count", counting)
    clauses = " ".join(f"sample:s{number}" for number in range(60))
    facets = "&".join(f"not-keyword=k{number}" for number in range(90))
    first = client.get(f"/search.json?q={quote(clauses)}&{facets}").json()["ways"][0]
    assert len(asked) <= ways.MOST_COUNTS
    assert first["count"] > 0
    assert "the other 139 parts" in first["without"]


def test_counts_of_both_readings_are_bounded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(ways, "count", lambda query: asked.append(query) or 0)
    facets = "&".join(f"not-keyword=k{number}" for number in range(90))
    client.get(f"/search.json?q=film+nowhere+never&year=1900&{facets}")
    assert ways.MOST_PARTS < len(asked) <= ways.MOST_COUNTS


def test_files_are_counted_less_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(ways, "count", lambda query: asked.append(query) or 0)
    client.get("/search?q=file:nowhere+" + "+".join(f"sample:s{n}" for n in range(20)))
    assert len(asked) == ways.MOST_WITH_FILES


def test_the_api_says_so_too(client: Client, settings: Any) -> None:
    settings.API_RATE = None
    body = client.get("/api/v1/records?q=film+lysozyme").json()
    conforms("RecordList", body)
    told = body["query"]["ways"]
    assert [(one["without"], one["count"]) for one in told] == [
        (["“lysozyme”"], 3),
        (["“film”"], 1),
    ]
    address = told[0]["url"].partition("127.0.0.1:8000")[2]
    assert address == "/api/v1/records?q=film"
    assert client.get(address).json()["total"] == 3
    assert client.get(address).json()["query"]["ways"] == []


def test_a_search_that_finds_something_needs_none(client: Client) -> None:
    assert client.get("/search.json?q=film").json()["ways"] == []
    assert client.get("/search.json").json()["ways"] == []


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("scan_0042", True),
        ("film_scan_0042", True),  # most of it is found
        ("scan_0042 nothing", False),
        ("sample:scan_0042", False),
        ("film", False),
        ("zz", False),
    ],
)
def test_a_word_that_no_record_has_may_be_in_the_names_of_files(
    client: Client, text: str, offered: bool
) -> None:
    page = client.get("/search", {"q": text}).content.decode()
    assert ('<a href="/files?q=' in page) == offered
    assert not offered or f'<a href="/files?q={text}">' in page
