"""Searches as Atom feeds."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from lxml import etree

from portal.catalogue.models import Record
from tests.factories import dataset, document, make_record, member
from tests.indexed import Told

ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def filled(indexed: Told) -> list[Record]:
    """Three records, the latest changed last."""
    told = (dataset(), dataset(pid="second", members=(), summary=""), document())
    made = [make_record(one, now=START + timedelta(days=day)) for day, one in enumerate(told)]
    indexed()
    return made


def feed(client: Client, query: str = "") -> etree._Element:
    answer = client.get(f"/search.atom?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    check(root)
    return root


def check(root: etree._Element) -> None:
    """What RFC 4287 asks of a feed and of its entries (sections 4.1.1 and 4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    relations = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    assert sorted(relations) == ["alternate", "self"]
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text(element, "updated"))
        assert text(element, "id").startswith("http://127.0.0.1:8000/")
    assert text(root, "author/name")
    ids = [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def text(element: etree._Element, path: str) -> str:
    return element.findtext("/".join(f"{ATOM}{part}" for part in path.split("/"))) or ""


def ids(root: etree._Element) -> list[str]:
    return [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]


def test_the_lately_changed_come_first(client: Client, filled: list[Record]) -> None:
    root = feed(client, "sort=oldest&size=1&view=table")
    addresses = [f"http://127.0.0.1:8000/records/{record.pk}" for record in filled]
    assert ids(root) == addresses[::-1]
    assert text(root, "updated") == "2024-05-03T12:00:00Z"
    assert text(root, "title") == "All records – Beamfinder"
    assert text(root, "id") == "http://127.0.0.1:8000/search.atom"
    entry = root.findall(f"{ATOM}entry")[0]
    assert text(entry, "title") == "Wavelength frame multiplication at V20"
    assert [one.text for one in entry.findall(f"{ATOM}author/{ATOM}name")] == [
        "Oliver Lohmann",
        "Ana Gonzalez",
    ]


def test_it_is_of_the_search(client: Client, filled: list[Record]) -> None:
    root = feed(client, "q=choppers&kind=document")
    assert len(ids(root)) == 1
    (own, page) = (link.get("href") for link in root.findall(f"{ATOM}link"))
    assert own == text(root, "id") == "http://127.0.0.1:8000/search.atom?q=choppers&kind=document"
    assert page == "http://127.0.0.1:8000/search?q=choppers&kind=document"
    assert "choppers" in text(root, "title")


def test_an_entry_keeps_its_id_and_comes_first_when_it_changes(
    client: Client, filled: list[Record], indexed: Told
) -> None:
    before = ids(feed(client))
    make_record(dataset(title="Changed"), now=START + timedelta(days=9))
    indexed()
    root = feed(client)
    assert ids(root) == [before[2], *before[:2]]
    assert text(root, "updated") == "2024-05-10T12:00:00Z"


def test_nothing_found_is_an_empty_feed(client: Client, filled: list[Record]) -> None:
    assert ids(feed(client, "q=nowhere")) == []


def test_what_hasnt_changed_isnt_sent_again(client: Client, filled: list[Record]) -> None:
    tag = client.get("/search.atom")["ETag"]
    assert client.get("/search.atom", headers={"If-None-Match": tag}).status_code == 304


def test_pages_name_their_feed(client: Client, filled: list[Record]) -> None:
    page = client.get("/search?q=choppers&sort=title").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/search.atom?q=choppers"' in page


@pytest.mark.parametrize("query", ["q=%22open", "sort=a[b", "from=never"])
def test_what_cant_be_read_is_said(client: Client, filled: list[Record], query: str) -> None:
    assert client.get(f"/search.atom?{query}").status_code == 400


def test_no_engine_is_said(client: Client, own_index: None, db: None) -> None:
    assert client.get("/search.atom").status_code == 503


def test_nothing_private_and_nothing_broken(client: Client, indexed: Told) -> None:
    make_record(dataset(public_from="2999-01-01", pid="s", title="Kryptonite"))
    people = (member("jo@example.org"),)
    make_record(dataset(title="<b>&\uffff by jo@example.org", members=people, summary="a\n\nb"))
    indexed()
    content = client.get("/search.atom").content
    assert b"Kryptonite" not in content
    assert b"jo@example.org" not in content
    check(etree.fromstring(content))
