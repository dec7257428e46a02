"""How many requests an address may make."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal import env
from search.api import rate
from tests.search.api.conftest import conforms

ADDRESS = "/api/v1/units"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 6_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Clock:
    settings.API_RATE = (3, 60)
    made = Clock()
    monkeypatch.setattr(rate, "time", made)
    cache.clear()
    return made


def statuses(client: Client, number: int, **extra: str) -> list[int]:
    return [client.get(ADDRESS, **extra).status_code for _ in range(number)]  # type: ignore[arg-type]


def test_it_counts_down(client: Client, clock: Clock) -> None:
    clock.now += 20
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    told = [answer[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]
    assert told == ["3", "2", "40"]
    assert "Retry-After" not in answer
    assert "RateLimit-Remaining" in answer["Access-Control-Expose-Headers"]


def test_more_are_refused_until_the_next_period(client: Client, clock: Clock) -> None:
    assert statuses(client, 4) == [200, 200, 200, 429]
    answer = client.get(ADDRESS)
    assert (answer["Retry-After"], answer["RateLimit-Remaining"]) == ("60", "0")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    conforms("Problem", answer.json())
    clock.now += 60
    assert statuses(client, 1) == [200]


def test_each_address_counts_for_itself(client: Client) -> None:
    assert statuses(client, 4) == [200, 200, 200, 429]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [200]


def test_a_network_counts_as_one(client: Client) -> None:
    found = [statuses(client, 1, REMOTE_ADDR=f"2001:db8::{number}")[0] for number in range(1, 5)]
    assert found == [200, 200, 200, 429]


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/units?odd=1"])
def test_what_fails_counts_too(client: Client, path: str) -> None:
    for _ in range(3):
        assert client.get(path).status_code in (400, 404)
    assert client.get(path).status_code == 429


def test_without_a_rate_nobody_is_limited(client: Client, settings: Any) -> None:
    settings.API_RATE = None
    assert statuses(client, 9) == [200] * 9
    assert "RateLimit-Limit" not in client.get(ADDRESS)


def test_pages_are_not_limited(client: Client) -> None:
    assert [client.get("/static/none").status_code for _ in range(5)] == [404] * 5


def test_redis_counts_for_all_processes(client: Client, settings: Any, redis_database: str) -> None:
    import redis

    settings.CACHES = {"default": env.cache(redis_database)}
    assert statuses(client, 4) == [200, 200, 200, 429]
    keys = redis.Redis.from_url(redis_database).keys()
    assert len(keys) == 1  # type: ignore[arg-type]
    assert b"127.0.0.1" not in keys[0]  # type: ignore[index]


def test_a_redis_that_is_away_stops_nobody(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = {"default": env.cache("redis://127.0.0.1:1/0")}
    assert statuses(client, 5) == [200] * 5
    assert "nobody is limited" in caplog.text
