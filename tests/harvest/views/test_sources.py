"""The sources page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from harvest.models import Run
from portal.catalogue.models import Source
from tests.factories import FacilityFactory, SourceFactory

pytestmark = pytest.mark.django_db


def run(source: Source, **changes: Any) -> Run:
    at = timezone.now()
    fields: dict[str, Any] = {
        "state": "complete",
        "sweep": True,
        "started_at": at - timedelta(minutes=5),
        "finished_at": at,
        "seen": 12,
        "created": 5,
        "updated": 4,
        "unchanged": 1,
        "rejected": 2,
    }
    return Run.objects.create(source=source, **(fields | changes))


def test_it_works(client: Client) -> None:
    run(SourceFactory())
    text = client.get("/sources").content.decode()
    assert "ess-scicat" in text
    assert "Well" in text
    assert "Complete, from end to end" in text
    assert "Next harvest" in text


def test_it_answers_as_json(client: Client) -> None:
    source = SourceFactory(url="https://scicat.example.org/api/v3?access_token=secret")
    run(source)
    answer = client.get("/sources.json")
    [item] = answer.json()["items"]
    assert (item["name"], item["kind"], item["facility"]) == ("ess-scicat", "scicat", "ess")
    assert item["address"] == "https://scicat.example.org/api/v3"
    [told] = item["runs"]
    parts = ("created", "updated", "unchanged", "rejected", "withdrawn")
    assert told["seen"] == sum(told[name] for name in parts) == 12
    assert client.get("/sources?format=json").json() == answer.json()


@pytest.mark.parametrize(
    ("source", "last", "state", "words"),
    [
        ({}, None, "waiting", "as soon as the worker comes to it"),
        ({}, {"state": "running", "finished_at": None}, "running", "It is being read now"),
        ({}, {"state": "failed", "error": "503 from a\nserver"}, "failing", "503 from a server"),
        ({}, {"state": "incomplete", "expected": 99}, "incomplete", "the catalogue says it has 99"),
        ({"held": "half of it is gone"}, {}, "held", "half of it is gone"),
        ({"enabled": False}, {}, "paused", "read at present"),
    ],
)
def test_it_says_how_a_source_does(
    client: Client,
    source: dict[str, Any],
    last: dict[str, Any] | None,
    state: str,
    words: str,
) -> None:
    made = SourceFactory(**source)
    if last is not None:
        run(made, **last)
    assert client.get("/sources.json").json()["items"][0]["state"] == state
    assert words in client.get("/sources").content.decode()


def test_it_warns_when_nothing_came_for_days(client: Client) -> None:
    old = datetime(2024, 1, 1, tzinfo=UTC)
    run(SourceFactory(), started_at=old, finished_at=old)
    assert "may be out of date" in client.get("/sources").content.decode()


def test_it_shows_no_secrets(client: Client) -> None:
    made = SourceFactory(token_file="/run/secrets/token", url="https://u:p@scicat.example.org/")
    run(made, state="failed", error="refused for jane@example.org")
    for address in ("/sources", "/sources.json"):
        content = client.get(address).content
        assert b"/run/secrets" not in content
        assert b"u:p" not in content
        assert b"jane@" not in content


def test_its_queries_are_bounded(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        source = SourceFactory(facility=FacilityFactory(slug=f"f{number}"))
        for _ in range(8):
            run(source)
    with django_assert_num_queries(2):
        text = client.get("/sources").content.decode()
    assert text.count("Complete, from end to end") == 25
