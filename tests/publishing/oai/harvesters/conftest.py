"""One filled portal for all tests of a database, as harvests change nothing in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.harvest.conftest import replayed
from tests.harvest.real.conftest import files
from tests.publishing.oai.harvesters.clients import CLIENTS, Client
from tests.publishing.oai.harvesters.expected import Expected
from tests.publishing.oai.harvesters.filling import PAGE
from tests.publishing.oai.harvesters.served import Site, served
from tests.services import postgresql

__all__ = ["files", "replayed"]


@dataclass(frozen=True)
class Filled:
    """A portal, and what harvesters have to get from it."""

    site: Site
    expected: Expected


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    home = tmp_path_factory.mktemp("filled")
    with database(request) as settings, served(home, OAI_PAGE_SIZE=str(PAGE), **settings) as site:
        yield Filled(site, Expected.read(site.script("filling", str(data))))


@contextmanager
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The settings of an empty database of the kind that the test is parametrised with."""
    if request.param == "sqlite":
        yield {}
        return
    with postgresql.database(request.getfixturevalue("postgresql_url")) as url:
        yield {"DATABASE_URL": url}


@pytest.fixture(params=CLIENTS)
def client_of(request: pytest.FixtureRequest) -> Any:
    """Makes a harvester of an address."""
    return CLIENTS[request.param]


@pytest.fixture
def harvester(client_of: Any, filled: Filled) -> Client:
    made: Client = client_of(filled.site.url)
    return made


@pytest.fixture
def expected(filled: Filled) -> Expected:
    return filled.expected
