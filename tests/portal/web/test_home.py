"""The start page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from harvest.models import Run
from portal.catalogue.models import Source
from tests.factories import SourceFactory, dataset, document, make_record
from tests.indexed import Told


def test_it_works(client: Client, indexed: Told) -> None:
    make_record(dataset())
    make_record(document())
    indexed()
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Wavelength frame multiplication at V20" in text
    assert 'href="/search?facility=ess"' in text
    assert "2 records" in text


def test_it_answers_as_json(client: Client, indexed: Told) -> None:
    make_record(document())
    indexed()
    body = client.get("/?format=json").json()
    assert (body["documents"], body["datasets"], body["facilities"]) == (1, 0, {"ess": 1})
    assert body["latest"][0]["doi"] == "10.17199/03dd9804"


def test_it_counts_only_public_records(client: Client, indexed: Told) -> None:
    make_record(dataset())
    make_record(document(title="A secret document", public_from=""))
    indexed()
    text = client.get("/").content.decode()
    assert "secret" not in text
    assert "1 record<" in text


def test_it_tells_when_a_source_was_read_last(client: Client, indexed: Told) -> None:
    make_record(dataset())
    indexed()
    at = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    source = Source.objects.get()
    Run.objects.create(source=source, state="complete", started_at=at, finished_at=at)
    Run.objects.create(
        source=source, state="failed", started_at=at, finished_at=at.replace(year=2027)
    )
    assert "4 March 2026, 05:06" in client.get("/").content.decode()


def test_an_empty_portal_says_how_to_fill_it(client: Client, indexed: Told) -> None:
    assert "manage.py source add" in client.get("/").content.decode()
    SourceFactory()
    text = client.get("/").content.decode()
    assert "manage.py harvest --all" in text
    assert "source add" not in text


@pytest.mark.django_db
def test_it_comes_without_the_search(client: Client, own_index: None) -> None:
    make_record(dataset())
    page = client.get("/")
    assert page.status_code == 200
    assert "The search doesn't answer" in page.content.decode()


def test_its_queries_are_bounded(
    client: Client, indexed: Told, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make_record(document(pid=f"10.1/{number}", doi=f"10.1/{number}"))
    indexed()
    with django_assert_num_queries(4):
        client.get("/")


def test_counts_that_nobody_knows_are_null(client: Client, indexed: Told, settings: Any) -> None:
    make_record(document())
    indexed()
    settings.SEARCH_URL = "tantivy:/nowhere/at/all"
    body = client.get("/?format=json").json()
    assert {body[name] for name in ("documents", "datasets", "facilities", "latest")} == {None}
    [item] = client.get("/facilities.json").json()["items"]
    assert item["records"] is None
    facility = client.get("/facilities/ess.json").json()
    assert {facility[name] for name in ("documents", "datasets", "instruments")} == {None}
