"""The sources page."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from harvest.models import Run
from harvest.views import LONGEST_ERROR
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


NUMBERS = ("seen", "created", "updated", "unchanged", "rejected", "withdrawn", "expected", "error")


def test_what_a_login_sees_is_not_counted_for_strangers(client: Client) -> None:
    made = SourceFactory(token_file="/run/secrets/token", held="4711 of 4712 are gone")
    run(made, state="incomplete", seen=4711, expected=4712)
    run(made, state="failed", seen=4711, created=4713, error="stopped after 4711 records")
    [item] = client.get("/sources.json").json()["items"]
    assert not {name for told in item["runs"] for name in NUMBERS if name in told}
    assert [told["state"] for told in item["runs"]] == ["failed", "incomplete"]
    assert item["runs"][0]["finished_at"]
    for address in ("/sources", "/sources.json"):
        assert not re.search(r"471\d|4,71\d", client.get(address).content.decode())


def test_staff_see_the_numbers(client: Client) -> None:
    run(
        SourceFactory(token_file="/run/secrets/token"), state="incomplete", seen=4711, expected=4712
    )
    client.force_login(User.objects.create_user("visitor"))
    assert "4,711" not in client.get("/sources").content.decode()
    client.force_login(User.objects.create_user("curator", is_staff=True))
    assert "saw 4,711 records" in client.get("/sources").content.decode()
    assert client.get("/sources.json").json()["items"][0]["runs"][0]["expected"] == 4712


@pytest.mark.parametrize("before", range(LONGEST_ERROR - 20, LONGEST_ERROR))
def test_no_half_of_an_address_stays_where_a_message_is_cut(client: Client, before: int) -> None:
    run(SourceFactory(), state="failed", error="x" * before + " jane.doe@example.org said no")
    told = client.get("/sources.json").json()["items"][0]["runs"][0]["error"]
    assert len(told) <= LONGEST_ERROR
    assert "jane" not in told
