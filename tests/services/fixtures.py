"""The pytest fixtures that give tests real servers, started when first asked for.

A server that can't be had skips the test with the reason, or fails it when CI is set. A server
that runs already is used instead when TEST_POSTGRESQL_URL, TEST_REDIS_URL or
TEST_ELASTICSEARCH_URL names it.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.services import chromium as browser
from tests.services import elasticsearch, postgresql, redis
from tests.services.running import Missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

T = TypeVar("T")


def _enter(stack: ExitStack, service: AbstractContextManager[T]) -> T:
    try:
        return stack.enter_context(service)
    except Missing as reason:
        if os.environ.get("CI"):
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a PostgreSQL server; tests use databases of their own (postgresql_database)."""
    with ExitStack() as stack:
        yield os.environ.get("TEST_POSTGRESQL_URL") or _enter(stack, postgresql.started())


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a Redis server, database 0."""
    with ExitStack() as stack:
        yield os.environ.get("TEST_REDIS_URL") or _enter(stack, redis.started())


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of an Elasticsearch node; tests use an index_prefix of their own."""
    with ExitStack() as stack:
        yield os.environ.get("TEST_ELASTICSEARCH_URL") or _enter(stack, elasticsearch.started())


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A headless browser; tests open contexts of their own: chromium.new_context()."""
    with ExitStack() as stack:
        yield _enter(stack, browser.started())


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database for one test."""
    with postgresql.database(postgresql_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The setting of an empty database of each kind, for processes of their own."""
    if request.param == "postgresql":
        return {"DATABASE_URL": request.getfixturevalue("postgresql_database")}
    return {"DATABASE_URL": f"sqlite:{tmp_path / 'portal.sqlite3'}"}


@pytest.fixture
def redis_database(redis_url: str) -> Iterator[str]:
    """The URL of the Redis database, empty before and after the test."""
    redis.empty(redis_url)
    yield redis_url
    redis.empty(redis_url)


@pytest.fixture
def index_prefix(elasticsearch_url: str) -> Iterator[str]:
    """A name that starts no index yet; indices named so are removed after the test."""
    prefix = f"test-{secrets.token_hex(6)}"
    yield prefix
    elasticsearch.delete_indices(elasticsearch_url, prefix)
