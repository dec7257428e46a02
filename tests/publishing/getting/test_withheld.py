"""Where data are is said nowhere before they are open: every address of the portal is asked."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client

from portal.catalogue import given
from portal.catalogue.models import Record
from portal.catalogue.records import File
from publishing.exports.forms import FORMS
from tests.factories import dataset, document, make_record
from tests.indexed import Told, indexed, own_index
from tests.publishing.carts.conftest import Browser
from tests.publishing.rights_world import routes

__all__ = ["indexed", "own_index"]
SECRET = "hidden.example.org"
DOI, PID = "10.17199/withheld", "20.500.12269/withheld"
# What needs a log-in, changes something, or is of another thing than records.
ELSEWHERE = re.compile(r"admin/|accounts/|publications/|publishing/|review/|static/|saved")


@pytest.fixture
def records(indexed: Told) -> tuple[Record, Record]:
    """A Dataset under an embargo, and the Document that it belongs to."""
    paths = (f"https://{SECRET}/raw/one.h5?key=1", f"HTTPS://{SECRET}/two.h5", "raw/three.h5")
    for title in ("Lysozyme", "Lysozyme under embargo"):  # so that it has a history
        kept = make_record(
            dataset(
                pid=PID,
                doi=DOI,
                title=title,
                access="embargoed",
                open_from="2999-01-01",
                download_url=f"https://{SECRET}/{title.split()[-1]}/",
                files=tuple(File(path=path, size=7) for path in paths),
            )
        )
    whole = make_record(document(dataset_pids=(PID,), access="embargoed", open_from="2999-01-01"))
    indexed()
    return kept, whole


def addresses(*records: Record) -> Iterator[str]:
    """All that are of one of these records, or of none in particular."""
    known = {"doi": DOI, "pid": PID, "facility": "ess", "slug": "ess", "number": "1"}
    for route in routes(""):
        for record in () if ELSEWHERE.match(route) else records:
            one = re.sub(r"<int:(?:pk|id)>", str(record.pk), route)
            one = re.sub(r"<\w+:(\w+)>", lambda match: known.get(match[1], "x"), one)
            if re.fullmatch(r"[\w./-]*", one):
                yield f"/{one}"
    for record in records:
        yield from (f"/records/{record.pk}?format={form}" for form in FORMS)
        yield f"/records/{record.pk}/history?from=1"
        yield f"/search/why?q=file:one.h5&id={record.pk}"
    for form in ("oai_dc", "oai_datacite"):
        yield f"/oai?verb=ListRecords&metadataPrefix={form}"
    for path in ("/search", "/search.json", "/files", "/files.json", "/api/v1/files"):
        yield from (f"{path}?q={text}" for text in ("one.h5", "lysozyme", "file:one.h5"))
    for ending in ("csv", "jsonl", "bib", "ris", "atom"):
        yield f"/search.{ending}?q=lysozyme"


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code < 500, address
    return f"{answer.headers}\n{answer.getvalue().decode('utf-8', 'replace')}"


def test_no_outlet_tells_where_withheld_data_are(records: tuple[Record, Record]) -> None:
    browser = Browser()
    browser.put(records[0])
    asked = list(dict.fromkeys(addresses(*records)))
    assert len(asked) > 80
    telling = [one for one in asked if SECRET in told(browser, one)]
    assert telling == []
    page = told(browser, f"/records/{records[0].pk}")
    for name in ("one.h5", "two.h5", "raw/three.h5"):
        assert name in page.replace("<wbr>", "")
    assert browser.get(f"/api/v1/records/{records[0].pk}/files").json()["items"][0] == {
        "path": "one.h5",
        "size": 7,
    }


@pytest.mark.parametrize("text", ["hidden.example", "example.org/raw", "org/two"])
def test_an_address_is_not_found_sign_by_sign(
    records: tuple[Record, Record], client: Client, text: str
) -> None:
    for path in (f"/files.json?q={text}", f"/search.json?q={quote(f'file:*{text}*')}"):
        assert client.get(path).json()["total"] == 0
    assert client.get("/files.json?q=one.h5").json()["total"] == 1


def test_what_is_open_is_told(records: tuple[Record, Record], indexed: Told) -> None:
    """The same outlets, so that the walk above could fail."""
    kept, _ = records
    Record.objects.filter(pk=kept.pk).update(open_from="2020-01-01T00:00:00Z")
    path = f"/records/{kept.pk}"
    for one in (path, f"{path}.json", f"{path}/files.csv", f"{path}?format=schema-org"):
        assert SECRET in told(Client(), one)
    for one in (f"/api/v1{path}", f"/api/v1{path}/files", "/files.json?q=one.h5"):
        assert SECRET in told(Client(), one)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("https://a.example/x/y.h5", "y.h5"),
        ("ftp://a.example/x/y.h5?token=1#z", "y.h5"),
        (" //a.example/x/", "x"),
        ("https:\\\\a.example\\y.h5", "y.h5"),
        ("https://a.example", "file"),
        ("raw/https://a.example/secret/y.h5", "y.h5"),
        ("raw//y.h5", "raw//y.h5"),
        ("raw/08:15/y.h5", "raw/08:15/y.h5"),
        ("/data/y.h5", "/data/y.h5"),
        ("", ""),
    ],
)
def test_the_name_of_a_file(path: str, name: str) -> None:
    assert given.name(path) == name
