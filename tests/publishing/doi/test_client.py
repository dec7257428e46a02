"""The client: one request a call, and every way in which a registrar can fail has its name."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from typing import Any

import httpx2
import msgspec
import pytest

from publishing.doi import client
from publishing.doi.answers import (
    Denied,
    Later,
    Misunderstood,
    Refused,
    RegistrarError,
    Unreachable,
)
from publishing.doi.client import Registrar
from publishing.doi.sandbox.faults import KINDS
from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import ACCOUNT, Fault
from tests.publishing.doi.making import URL, attributes
from tests.services.running import free_port


def test_a_doi_from_draft_to_findable_and_back(registrar: Registrar) -> None:
    doi = "10.5072/way.1"
    assert registrar.get(doi) is None
    assert registrar.put(doi, attributes()).status == 201
    registered = registrar.put(doi, attributes(), "register", URL)
    assert (registered.state, registered.url, registered.status) == ("registered", URL, 200)
    assert registered.attributes["publisher"] == attributes()["publisher"]
    assert registrar.put(doi, {}, "publish").state == "findable"
    assert registrar.put(doi, {}, "register").state == "findable"  # ignored: compare
    assert registrar.put(doi, {}, "hide").state == "registered"
    seen = registrar.get(doi.upper())
    assert seen is not None
    assert (seen.doi, seen.state) == (doi, "registered")


def test_a_draft_is_deleted_once(registrar: Registrar) -> None:
    doi = "10.5072/way.2"
    registrar.put(doi, {})
    assert registrar.delete(doi)
    assert not registrar.delete(doi)
    registrar.put(doi, attributes(), "register", URL)
    with pytest.raises(Refused, match="405"):
        registrar.delete(doi)


def test_odd_characters_of_a_doi(registrar: Registrar) -> None:
    doi = "10.5072/a(b);c/d:e*f~g$h=i_j.k-l"
    registrar.put(doi, {})
    seen = registrar.get(doi)
    assert seen is not None
    assert seen.doi == doi


@pytest.mark.parametrize("doi", ["10.5072/../x", "10.5072/.", "10.5072/a b", "10.5072/a?b", ""])
def test_what_is_no_doi_is_never_sent(doi: str) -> None:
    with answering(None) as registrar, pytest.raises(ValueError, match="no DOI"):
        registrar.put(doi, {})


def test_an_unknown_event_is_never_sent() -> None:
    with answering(None) as registrar, pytest.raises(ValueError, match="no event"):
        registrar.put("10.5072/x", {}, "delete")


def test_a_list_goes_through_all_pages(sandbox: Server) -> None:
    secret = sandbox.sandbox.state.password
    with Registrar(sandbox.url, ACCOUNT, secret, page=2) as registrar:
        made = {f"10.5072/pages.{number}" for number in range(5)}
        for doi in made:
            registrar.put(doi, {})
        listed = [one.doi for one in registrar.list("10.5072")]
    assert made <= set(listed)
    assert len(listed) == len(set(listed))


def test_it_refuses_with_reasons(registrar: Registrar) -> None:
    with pytest.raises(Refused) as caught:
        registrar.put("10.5072/way.3", {"titles": [{"title": "A"}]}, "register", URL)
    assert caught.value.status == 422
    assert "creators: Name at least one creator." in caught.value.messages
    assert "creators: Name at least one creator." in str(caught.value)
    assert caught.value.answer.startswith('{"errors"')


def test_a_wrong_password_is_told_without_it(sandbox: Server) -> None:
    with (
        Registrar(sandbox.url, ACCOUNT, "not-the-password") as registrar,
        pytest.raises(Denied, match="account and password") as caught,
    ):
        registrar.put("10.5072/way.4", {})
    assert "not-the-password" not in f"{caught.value!r} {caught.value.answer}"


EXPECTED: dict[str, tuple[type[RegistrarError] | None, str]] = {
    "status": (Later, "500"),
    "slow": (None, ""),
    "timeout": (Unreachable, "broke"),
    "cut": (Unreachable, "broke"),
    "state": (None, ""),
    "rubbish": (Misunderstood, "no JSON"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_has_its_error(sandbox: Server, registrar: Registrar, kind: str) -> None:
    doi = f"10.5072/fault.{kind}"
    sandbox.sandbox.state.add_fault(Fault(kind=kind, method="PUT", doi=f"*fault.{kind}"))
    error, words = EXPECTED[kind]
    if error is None:
        seen = registrar.put(doi, attributes(), "publish", URL)
        assert seen.state == ("draft" if kind == "state" else "findable")
    else:
        with pytest.raises(error, match=words):
            registrar.put(doi, attributes(), "publish", URL)
        done = registrar.get(doi)
        assert (done is not None) == (kind == "cut")
    assert registrar.put(doi, attributes(), "publish", URL).state == "findable"  # only once


def test_a_fault_waits_for_its_request(sandbox: Server, registrar: Registrar) -> None:
    sandbox.sandbox.state.add_fault(Fault(kind="status", method="DELETE", doi="10.5072/its.*"))
    registrar.put("10.5072/its.own", {})
    assert not registrar.delete("10.5072/other")
    with pytest.raises(Later):
        registrar.delete("10.5072/its.own")
    assert sandbox.sandbox.state.faults() == []


def test_a_wait_asked_for_is_told(sandbox: Server, registrar: Registrar) -> None:
    sandbox.sandbox.state.add_fault(Fault(kind="status", status=429, retry_after="77"))
    with pytest.raises(Later) as caught:
        registrar.get("10.5072/x")
    assert (caught.value.status, caught.value.retry_after) == (429, 77)


def test_one_that_takes_too_long_is_left(sandbox: Server) -> None:
    sandbox.sandbox.state.add_fault(Fault(kind="slow", seconds=600))
    secret = sandbox.sandbox.state.password
    with (
        Registrar(sandbox.url, ACCOUNT, secret, answer_seconds=0.05) as registrar,
        pytest.raises(Unreachable, match="in time"),
    ):
        registrar.get("10.5072/x")


def test_one_that_never_comes_to_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, and the answer wouldn't before all of them have come."""
    monkeypatch.setattr(client, "CONNECT_SECONDS", 0.2)
    with (
        dripping(b"HTTP/1.1 404 Not Found\r\nX-Long: ", b"a" * 400, b"\r\n\r\n") as url,
        Registrar(url, "a", "b", answer_seconds=0.1) as registrar,
        pytest.raises(Unreachable, match="in time"),
    ):
        registrar.get("10.5072/x")


@contextmanager
def dripping(first: bytes, slowly: bytes, last: bytes) -> Iterator[str]:
    """The address of a server that answers once, in the middle a byte after the other."""

    def answer() -> None:
        taken, _ = listening.accept()
        with taken, suppress(OSError):
            taken.recv(65_536)
            taken.sendall(first)
            for one in slowly:
                taken.sendall(bytes((one,)))
                time.sleep(0.01)
            taken.sendall(last)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


def test_one_that_is_down_is_unreachable() -> None:
    with (
        Registrar(f"http://127.0.0.1:{free_port()}", "a", "b") as registrar,
        pytest.raises(Unreachable, match="can't be reached"),
    ):
        registrar.get("10.5072/x")


Application = Callable[[dict[str, Any], Callable[..., Any]], Iterator[bytes]]


def answering(application: Any) -> Any:
    return closing(
        Registrar("http://registrar", "a", "b", transport=httpx2.WSGITransport(application))
    )


def saying(
    content: object, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = ()
) -> Any:
    """A registrar that always gives this answer."""
    data = content if isinstance(content, bytes) else msgspec.json.encode(content)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start(status, list(headers))
        return [data]

    return answering(application)


DOI = {"doi": "10.5072/x", "state": "draft"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b"[" * 50_000,
        {"data": []},
        {"data": {"attributes": []}},
        {"data": {"attributes": {"doi": "10.5072/x"}}},
        {"data": {"attributes": {**DOI, "state": "lost"}}},
        {"data": {"attributes": {**DOI, "state": []}}},
        {"data": {"attributes": {**DOI, "doi": 7}}},
        {"data": {"attributes": {**DOI, "doi": "10.5072/other"}}},
    ],
)
def test_rubbish_is_misunderstood(content: object) -> None:
    with saying(content) as registrar, pytest.raises(Misunderstood):
        registrar.put("10.5072/x", {})


@pytest.mark.parametrize("content", [b"", [], {"data": {}}, {"data": [7]}, {"data": [{}]}])
def test_a_list_of_rubbish_is_misunderstood(content: object) -> None:
    with saying(content) as registrar, pytest.raises(Misunderstood):
        list(registrar.list("10.5072"))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("302 Found", Misunderstood),
        ("206 Partial Content", Misunderstood),
        ("400 Bad Request", Refused),
        ("401 Unauthorized", Denied),
        ("403 Forbidden", Denied),
        ("404 Not Found", Refused),
        ("405 Method Not Allowed", Refused),
        ("406 Not Acceptable", Refused),
        ("409 Conflict", Later),
        ("422 Unprocessable Entity", Refused),
        ("429 Too Many Requests", Later),
        ("500 Internal Server Error", Later),
        ("503 Service Unavailable", Later),
    ],
)
@pytest.mark.parametrize("content", [b"<html>", b"", b'{"errors": 7}', b'{"errors": [7, {}]}'])
def test_statuses(status: str, error: type[Exception], content: bytes) -> None:
    with saying(content, status) as registrar, pytest.raises(error) as caught:
        registrar.put("10.5072/x", {})
    assert type(caught.value) is error
    assert caught.value.status == int(status[:3])


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    with saying(b" " * 20_000_001) as registrar, pytest.raises(Misunderstood, match="too large"):
        registrar.get("10.5072/x")


def test_an_answer_that_lies_about_its_packing() -> None:
    packed = saying(b"not gzip", headers=(("Content-Encoding", "gzip"),))
    with packed as registrar, pytest.raises(Misunderstood, match="unpacked"):
        registrar.get("10.5072/x")


def test_a_list_that_leads_elsewhere_is_not_followed() -> None:
    """Neither to another host with our password, nor in circles."""
    hosts = []

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        hosts.append(environ["HTTP_HOST"])
        start("200 OK", [])
        following = "http://evil.example.org/dois?page%5Bcursor%5D=round"
        return [msgspec.json.encode({"data": [], "links": {"next": following}})]

    with answering(application) as registrar:
        assert list(registrar.list("10.5072")) == []
    assert hosts == ["registrar", "registrar"]
