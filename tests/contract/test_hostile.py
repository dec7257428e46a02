"""Whatever strangers send to the search, on both engines: 200 or 400 in words, never a fault.

Nothing here is held to a time: what bounds the work are the limits of search.query.limits
and those of each reader.  The alarm is a safety net, so that a request that would never
come back fails the test by its address.
"""

import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from portal.catalogue.records import File, Sample
from search.exports.formats import offered
from search.indexing.drain import drain
from search.indexing.rebuild import rebuild
from tests.contract.conftest import KINDS as ENGINES
from tests.contract.hostility import KINDS
from tests.factories import dataset, document, make_record
from tests.services.elasticsearch import delete_indices

EVERY = ("/search", "/search.json", "/api/v1/records")
ONE_BY_ONE = (
    *("/search.atom", "/search/why", "/search/why.json", "/files", "/files.json"),
    *("/api/v1/files", "/suggest.json", "/api/v1/suggestions"),
    *(f"/search.{one.suffix}" for one in offered()),
)
SAFETY_NET = 120  # seconds
NAMES_OF_OURS = ("tantivy", "lucene", "elasticsearch", "traceback", "exception", "django.")


@pytest.fixture(params=ENGINES)
def filled(
    request: pytest.FixtureRequest, db: None, settings: Any, tmp_path: Path
) -> Iterator[int]:
    """A portal with a few records on one engine; the id of one."""
    settings.HOME, settings.API_RATE = tmp_path, None
    settings.SEARCH_INDEX = f"hostile-{secrets.token_hex(6)}"
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    if request.param == "elasticsearch":
        settings.SEARCH_URL = request.getfixturevalue("elasticsearch_url")
    files = (File(path="raw/run_001.nxs", size=1),)
    made = [
        make_record(dataset(pid=f"p/{n}", files=files, samples=(Sample(name=f"NSP10_{n}"),)))
        for n in range(30)
    ]
    make_record(document())
    rebuild()
    drain(None)
    yield made[0].pk
    if request.param == "elasticsearch":
        delete_indices(settings.SEARCH_URL, settings.SEARCH_INDEX)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_answered(client: Client, filled: int, kind: str) -> None:
    """On the three great surfaces each one, on the others in turn."""
    client.raise_request_exception = False
    statuses, wrong = set(), {}
    for number, query in enumerate(KINDS[kind]):
        turn = ONE_BY_ONE[number % len(ONE_BY_ONE)]
        for path in (*EVERY, turn):
            status, problem = _answered(client, f"{path}?{query}&id={filled}", path)
            statuses.add(status)
            if problem:
                wrong[path, query[:120]] = problem
    assert not wrong
    assert statuses == {200, 400}


@pytest.mark.parametrize("path", ONE_BY_ONE)
def test_every_other_surface(client: Client, filled: int, path: str) -> None:
    """The first of each kind, so that none goes without."""
    client.raise_request_exception = False
    for kind, queries in KINDS.items():
        for query in (*queries[:3], *queries[-3:]):
            status, problem = _answered(client, f"{path}?{query}&id={filled}", path)
            assert not problem, (kind, query[:120])
            assert status in (200, 400)


def _answered(client: Client, address: str, path: str) -> tuple[int, str]:
    """The status, and what is wrong with the answer."""
    if path.startswith("/api/"):
        address = address.rpartition("&id=")[0]
    with _safety_net(address):
        answer = client.get(address)
        body = _body(answer)
    if answer.status_code not in (200, 400):
        return answer.status_code, f"status {answer.status_code}: {body[:300]}"
    return answer.status_code, _said(answer, body) if answer.status_code == 400 else ""


def _body(answer: HttpResponseBase) -> str:
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", "replace")


def _said(answer: Any, body: str) -> str:
    """What is wrong with a refusal: it must say in words what to do, and nothing of ours."""
    kind = answer["Content-Type"]
    if kind == "application/problem+json":
        message = answer.json()["detail"]
    elif kind == "application/json":
        message = answer.json()["error"]["message"]
    else:
        message = body
    if len(message) < 20:
        return f"says too little: {message!r}"
    named = [name for name in NAMES_OF_OURS if name in message.lower()]
    return f"names {named}: {message[:300]}" if named else ""


@contextmanager
def _safety_net(address: str) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError(f"no answer: {address[:200]}")

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SAFETY_NET)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
