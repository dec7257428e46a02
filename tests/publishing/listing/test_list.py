"""The public list of publications."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Record, Source
from tests.factories import (
    FacilityFactory,
    SourceFactory,
    dataset,
    document,
    make_record,
    member,
    withdraw,
)

pytestmark = pytest.mark.django_db
START = datetime(2024, 5, 1, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def own() -> Source:
    return SourceFactory(name="ess-own", kind="own", url="own:ess", precedence=0)


def publish(own: Source, number: int, **changes: object) -> Record:
    doi = f"10.17199/{number}"
    fields = {"pid": doi, "doi": doi, "title": f"Publication {number}"} | changes
    return make_record(document(**fields), own, now=START + timedelta(days=number))


def titles(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/publications.json?{query}")
    assert answer.status_code == 200
    return [one["title"] for one in answer.json()["items"]]


def test_it_works(client: Client, own: Source) -> None:
    made = publish(own, 1)
    text = client.get("/publications").content.decode()
    assert f'href="/records/{made.pk}"' in text
    for expected in ("Publication 1", "2 May 2024", "Oliver Lohmann", "10.17199/1", "Open"):
        assert expected in text
    [item] = client.get("/publications?format=json").json()["items"]
    assert item["url"] == f"http://127.0.0.1:8000/records/{made.pk}"
    assert item["published"] == "2024-05-02"
    assert item["creators"] == ["Oliver Lohmann", "Ana Gonzalez"]


def test_nothing_else_is_listed(client: Client, own: Source) -> None:
    make_record(document())
    make_record(dataset(), own)
    publish(own, 1, public_from="")
    withdraw(publish(own, 2))
    assert titles(client) == []
    assert "Nothing has been published here yet" in client.get("/publications").content.decode()


def test_the_newest_leads(client: Client, own: Source) -> None:
    for number in (2, 3, 1):
        publish(own, number)
    assert titles(client) == ["Publication 3", "Publication 2", "Publication 1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zirconia", [1]),
        ("q=ZIRCONIA+müller", [1]),
        ("q=muller", [1]),
        ("q=https://doi.org/10.17199/2", [2]),
        ("q=zirconia+iron", []),
        ("q=dataset_pids", []),
        ("year=2024", [2, 1]),
        ("year=2023", []),
        ("facility=ess", [2, 1]),
        ("facility=maxiv", []),
        ("q=iron&year=2024&facility=ess", [2]),
    ],
)
def test_it_is_searched(client: Client, own: Source, query: str, found: list[int]) -> None:
    publish(own, 1, title="On zirconia", members=(member("Jörg Müller"),))
    publish(own, 2, title="On iron")
    names = {1: "On zirconia", 2: "On iron"}
    assert titles(client, query) == [names[one] for one in found]
    text = client.get(f"/publications?{query}").content.decode()
    assert ("No publication has all of that" in text) == (not found)


@pytest.mark.parametrize(
    "query", ["year=x", "year=24", "facility=a/b", "q=" + "x" * 201, "year=%00", "facility=%ff"]
)
def test_what_cant_be_read_is_refused(client: Client, query: str) -> None:
    for suffix in ("", ".json", ".atom", ".feed.json", ".csv"):
        assert client.get(f"/publications{suffix}?{query}").status_code == 400


def test_it_says_where_not_all_were_searched(
    client: Client, own: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publishing.listing.asked.MOST_READ", 2)
    for number in (1, 2, 3):
        publish(own, number)
    for query, found, only in (("q=publication", 2, 2), ("", 3, None), ("q=x&year=2023", 0, None)):
        told = client.get(f"/publications.json?{query}").json()
        assert (told["total"], told["newest_only"]) == (found, only)
        page = client.get(f"/publications?{query}").content.decode()
        assert ("in the newest 2 publications alone" in page) == (only is not None)


def test_the_list_comes_in_pages(client: Client, own: Source) -> None:
    for number in range(1, 28):
        publish(own, number)
    seen, address = [], "/publications.json?year=2024"
    while address:
        body = client.get(address).json()
        assert body["total"] == 27
        seen += [one["id"] for one in body["items"]]
        address = (body["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(set(seen)) == 27
    assert "Page 2 of 2" in client.get("/publications?page=2").content.decode()


def test_feeds_tell_the_newest(client: Client, own: Source) -> None:
    made = publish(own, 1, title="A <b> & \x07 c", members=())
    answer = client.get("/publications.atom?year=2024")
    root = etree.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert root.findtext(f"{ATOM}id") == "http://127.0.0.1:8000/publications.atom?year=2024"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"http://127.0.0.1:8000/records/{made.pk}"
    assert entry.findtext(f"{ATOM}published") == "2024-05-02T12:00:00Z"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "The ESS facility"
    told = client.get("/publications.feed.json")
    assert told["Content-Type"] == "application/feed+json"
    assert told.json()["version"] == "https://jsonfeed.org/version/1.1"
    assert told.json()["items"][0]["id"] == f"http://127.0.0.1:8000/records/{made.pk}"
    again = client.get("/publications.atom", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 200
    same = client.get("/publications.atom?year=2024", headers={"if-none-match": answer["ETag"]})
    assert same.status_code == 304


def test_the_file_has_all_of_them(client: Client, own: Source) -> None:
    for number in range(30):
        publish(own, number, title="=cmd()")
    answer = client.get("/publications.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert lines[0][:4] == ["title", "date", "creators", "doi"]
    assert len(lines) == 31
    assert lines[1][0] == "'=cmd()"
    assert lines[1][2] == "Oliver Lohmann; Ana Gonzalez"


def test_its_queries_are_few_however_long_it_is(
    client: Client, own: Source, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        publish(own, number)
    with django_assert_max_num_queries(4):
        client.get("/publications")


def test_facilities_with_publications_can_be_chosen(client: Client, own: Source) -> None:
    publish(own, 1)
    other = SourceFactory(
        name="other", kind="own", url="own:x", facility=FacilityFactory(slug="maxiv")
    )
    publish(other, 2)
    make_record(document(pid="h", doi="10.1/h"), SourceFactory(facility=FacilityFactory(slug="no")))
    text = client.get("/publications?facility=maxiv").content.decode()
    assert '<option value="maxiv" selected>MAXIV (1)</option>' in text
    assert '<option value="ess">ESS (1)</option>' in text
    assert 'value="no"' not in text


def test_the_form_keeps_what_nothing_has(client: Client, own: Source) -> None:
    publish(own, 1)
    text = client.get("/publications?year=1999&facility=elsewhere").content.decode()
    assert "<option selected>1999</option>" in text
    assert '<option value="elsewhere" selected>' in text
