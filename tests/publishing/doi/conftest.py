"""What the tests of DOIs share: a sandbox registrar, served on this machine."""

from collections.abc import Iterator

import pytest

from publishing.doi import saga
from publishing.doi.client import Registrar
from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import ACCOUNT
from tests.publishing.doi.world import World, pointed_at
from tests.publishing.publications.cast import Cast, cast


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a module: each takes DOIs of its own."""
    with Server(tmp_path_factory.mktemp("home") / "registrar") as served:
        yield served


@pytest.fixture
def sandbox(server: Server) -> Iterator[Server]:
    """The server, without faults of another test."""
    server.sandbox.state.clear_faults()
    yield server
    server.sandbox.state.clear_faults()


@pytest.fixture
def registrar(sandbox: Server) -> Iterator[Registrar]:
    """The client that the portal uses, with the sandbox's account."""
    with Registrar(
        sandbox.url, ACCOUNT, sandbox.sandbox.state.password, answer_seconds=5
    ) as client:
        yield client


@pytest.fixture
def world(sandbox: Server, settings, monkeypatch: pytest.MonkeyPatch, db: None) -> World:
    """A facility at the sandbox, and a clock that the test sets."""
    pointed_at(settings, sandbox)
    made = World(sandbox)
    monkeypatch.setattr(saga.timezone, "now", lambda: made.now)
    return made


@pytest.fixture
def those(db: None) -> Cast:
    """The people and Datasets of a facility, for whom a world is made afterwards."""
    made = cast()
    made.enrolment.suffix = "random"  # the sandbox keeps what other tests left there
    made.enrolment.save()
    return made
