"""A record that isn't public is found in no way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from portal.catalogue.models import Record
from tests.factories import dataset, document, make_record, withdraw
from tests.indexed import Told

NEVER = {"public_from": ""}
LATER = {"public_from": "2999-01-01"}


@pytest.fixture(params=[NEVER, LATER], ids=["never public", "public later"])
def hidden(request: pytest.FixtureRequest, indexed: Told) -> Record:
    make_record(document())
    found = make_record(
        dataset(
            pid="secret/1",
            title="Kryptonite",
            keywords=("clandestine",),
            type="covert",
            **request.param,
        )
    )
    indexed()
    return found


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=kryptonite",
        "q=pid:secret/1",
        "type=covert",
        "keyword=clandestine",
        "kind=dataset",
        "range=sample_temperature:0..30+%C2%B0C",
        "technique=PaNET01189",
        "year=2019&type=covert",
    ],
)
def test_it_isnt_found(client: Client, hidden: Record, query: str) -> None:
    body = client.get(f"/search.json?{query}")
    assert hidden.pk not in [item["id"] for item in body.json()["items"]]
    assert b"Kryptonite" not in body.content
    assert b"Kryptonite" not in client.get(f"/search?{query}").content


def test_it_isnt_counted(client: Client, hidden: Record) -> None:
    body = client.get("/search.json").json()
    assert body["total"] == 1
    for facet in body["facets"].values():
        assert sum(value["count"] for value in facet["values"]) <= 1
        assert not {"covert", "clandestine", "dataset"} & {v["value"] for v in facet["values"]}


def test_an_index_that_lags_behind_shows_nothing_private(client: Client, indexed: Told) -> None:
    record = make_record(dataset(title="Kryptonite"))
    indexed()
    Record.objects.filter(pk=record.pk).update(public_from=datetime.now(UTC) + timedelta(days=1))
    assert b"Kryptonite" not in client.get("/search.json").content


def test_a_withdrawn_record_isnt_found(client: Client, indexed: Told) -> None:
    record = make_record(dataset(title="Kryptonite"))
    indexed()
    withdraw(record)
    indexed()
    assert client.get("/search.json").json()["total"] == 0


def test_nothing_personal_is_shown(client: Client, indexed: Told) -> None:
    make_record(dataset(summary="Write to jane@example.org", title="By jane@example.org"))
    indexed()
    for address in ("/search", "/search.json"):
        content = client.get(address).content
        assert b"example.org" not in content.replace(b"scicat.example.org", b"")
        assert b"secret-login" not in content
    assert client.get("/search.json?q=jane").json()["total"] == 0
