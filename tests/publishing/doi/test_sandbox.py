"""The sandbox registrar does what DataCite does, over HTTP."""

import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from publishing.doi.sandbox.app import Sandbox
from publishing.doi.sandbox.server import Missing, Server, address, password
from publishing.doi.sandbox.state import ACCOUNT, State
from tests.publishing.doi.making import URL, attributes

JSON_API = "application/vnd.api+json"
_numbers = itertools.count(1)


@pytest.fixture
def http(sandbox: Server) -> Any:
    auth = (ACCOUNT, sandbox.sandbox.state.password)
    with httpx2.Client(base_url=sandbox.url, auth=auth, trust_env=False) as client:
        yield client


@pytest.fixture
def stranger(sandbox: Server) -> Any:
    with httpx2.Client(base_url=sandbox.url, trust_env=False) as client:
        yield client


@pytest.fixture
def other(sandbox: Server) -> Any:
    """Another account of the same registrar, with domains of its own."""
    sandbox.sandbox.state.open_account("other.account", "secret", ["*.example.net"])
    auth = ("OTHER.ACCOUNT", "secret")
    with httpx2.Client(base_url=sandbox.url, auth=auth, trust_env=False) as client:
        yield client


def name() -> str:
    return f"10.5072/test.{next(_numbers)}"


def body(**changes: Any) -> dict[str, Any]:
    return {"data": {"type": "dois", "attributes": {**attributes(), "url": URL, **changes}}}


def put(http: httpx2.Client, doi: str, **changes: Any) -> httpx2.Response:
    return http.put(f"/dois/{doi}", json=body(**changes))


def state(response: httpx2.Response) -> str:
    assert response.status_code in (200, 201), response.text
    return str(response.json()["data"]["attributes"]["state"])


def test_a_put_makes_and_changes(http: httpx2.Client) -> None:
    doi = name()
    assert put(http, doi).status_code == 201
    again = put(http, doi.upper(), version="2")
    assert again.status_code == 200
    assert again.headers["Content-Type"].startswith(JSON_API)
    data = again.json()["data"]
    assert (data["id"], data["type"], data["attributes"]["version"]) == (doi, "dois", "2")
    assert data["attributes"]["metadataVersion"] == 2
    assert http.get(f"/dois/{doi}").json()["data"]["attributes"]["version"] == "2"


@pytest.mark.parametrize(
    ("before", "event", "after"),
    [
        ("", "", "draft"),
        ("", "register", "registered"),
        ("", "publish", "findable"),
        ("", "hide", "draft"),
        ("register", "", "registered"),
        ("register", "register", "registered"),
        ("register", "publish", "findable"),
        ("register", "hide", "registered"),
        ("publish", "register", "findable"),
        ("publish", "publish", "findable"),
        ("publish", "hide", "registered"),
        ("publish", "nonsense", "findable"),
        ("publish", {"odd": 1}, "findable"),
    ],
)
def test_events(http: httpx2.Client, before: str, event: Any, after: str) -> None:
    """One that doesn't fit the state is ignored, with 200."""
    doi = name()
    put(http, doi, event=before)
    assert state(put(http, doi, event=event)) == after


def test_an_event_alone_changes_nothing_else(http: httpx2.Client) -> None:
    doi = name()
    put(http, doi)
    only = {"data": {"type": "dois", "attributes": {"event": "publish"}}}
    answer = http.put(f"/dois/{doi}", json=only)
    assert state(answer) == "findable"
    assert answer.json()["data"]["attributes"]["titles"] == attributes()["titles"]


def test_a_draft_may_say_anything_and_a_registered_doi_not(http: httpx2.Client) -> None:
    doi = name()
    wrong = put(http, doi, creators=[], url="nonsense")
    assert state(wrong) == "draft"
    refused = put(http, doi, creators=[], url="nonsense", event="register")
    assert refused.status_code == 422
    told = refused.json()["errors"]
    assert {one["source"] for one in told} == {"creators", "url"}
    assert all(one["uid"] == doi and one["title"] for one in told)
    assert state(http.get(f"/dois/{doi}")) == "draft"


def test_what_is_refused_changes_nothing(http: httpx2.Client) -> None:
    doi = name()
    put(http, doi, event="publish")
    assert put(http, doi, titles=[]).status_code == 422
    assert http.get(f"/dois/{doi}").json()["data"]["attributes"]["titles"] == attributes()["titles"]


def test_addresses_must_be_in_the_account_s_domains(other: httpx2.Client) -> None:
    doi = name()
    refused = put(other, doi, event="register")
    told = refused.json()["errors"][0]
    assert refused.status_code == 422
    assert told["source"] == "url"
    assert told["title"] == f"URL {URL} is not allowed by repository OTHER.ACCOUNT domain settings."
    assert put(other, doi, url="https://data.example.net/1", event="register").status_code == 201


def test_a_post_makes_once(http: httpx2.Client) -> None:
    doi = name()
    assert http.post("/dois", json=body(doi=doi.upper())).status_code == 201
    again = http.post("/dois", json=body(doi=doi))
    assert again.status_code == 422
    assert again.json()["errors"][0]["title"] == "This DOI has already been taken"


def test_a_post_with_a_prefix_makes_up_a_suffix(http: httpx2.Client) -> None:
    made = [http.post("/dois", json=body(prefix="10.5072")).json()["data"]["id"] for _ in range(2)]
    assert made[0] != made[1]
    assert all(one.startswith("10.5072/") for one in made)


def test_only_drafts_can_be_deleted(http: httpx2.Client) -> None:
    draft, registered = name(), name()
    put(http, draft)
    put(http, registered, event="register")
    assert http.delete(f"/dois/{draft}").status_code == 204
    assert http.get(f"/dois/{draft}").status_code == 404
    assert http.delete(f"/dois/{draft}").status_code == 404
    assert http.delete(f"/dois/{registered}").status_code == 405
    assert state(http.get(f"/dois/{registered}")) == "registered"


def test_who_may_see_and_do_what(
    http: httpx2.Client, other: httpx2.Client, stranger: httpx2.Client
) -> None:
    draft, findable = name(), name()
    put(http, draft)
    put(http, findable, event="publish")
    for client in (other, stranger):
        assert client.get(f"/dois/{draft}").status_code == 404
        assert state(client.get(f"/dois/{findable}")) == "findable"
    assert put(other, draft).status_code == 403
    assert other.delete(f"/dois/{draft}").status_code == 403
    assert put(stranger, draft).status_code == 401
    assert stranger.post("/dois", json=body()).status_code == 401
    assert stranger.get("/sandbox/faults").status_code == 401


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!", "Bearer x", "Basic " + "b3RoZXI6d3Jvbmc=", "Basic /w=="]
)
def test_a_wrong_password_is_refused_everywhere(stranger: httpx2.Client, header: str) -> None:
    answer = stranger.get("/dois", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json() == {"errors": [{"status": "401", "title": "Bad credentials."}]}


def test_only_the_prefix_for_tests(http: httpx2.Client) -> None:
    assert put(http, "10.1234/real").status_code == 403
    assert http.post("/dois", json=body(prefix="10.1234")).status_code == 403
    assert put(http, "10.5072/not%20one").status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/doisx", 404),
        ("GET", "/dois/10.5072/never", 404),
        ("PATCH", "/dois/10.5072/x", 405),
        ("PUT", "/dois", 405),
        ("DELETE", "/dois", 405),
        ("POST", "/dois/10.5072/x", 405),
        ("PUT", "/sandbox/faults", 405),
        ("GET", "/heartbeat", 200),
    ],
)
def test_addresses(http: httpx2.Client, method: str, path: str, status: int) -> None:
    assert http.request(method, path).status_code == status


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"data": []}', 400),
        (b'{"data": {"type": "dois"}}', 400),
        (b'{"data": {"attributes": {}}}', 409),
        (b'{"data": {"type": "clients", "attributes": {}}}', 409),
        (b'{"data": {"type": "dois", "attributes": {"doi": "10.5072/other"}}}', 409),
        (b"\xff\xfe", 400),
        (b'"\\ud800"', 400),
        (b"[" * 100_000, 400),
        (b" " * 10_000_001, 413),
    ],
)
def test_bodies(http: httpx2.Client, content: bytes, status: int) -> None:
    answer = http.put("/dois/10.5072/bodies", content=content, headers={"Content-Type": JSON_API})
    assert answer.status_code == status
    assert http.get("/dois/10.5072/bodies").status_code == 404


def test_it_speaks_json_only(http: httpx2.Client) -> None:
    assert http.get("/dois", headers={"Accept": "text/html"}).status_code == 406


def test_names_alone_unless_asked_for(http: httpx2.Client) -> None:
    doi = name()
    put(http, doi)
    short = http.get(f"/dois/{doi}").json()["data"]["attributes"]
    assert short["publisher"] == "ESS"
    assert short["creators"][0]["affiliation"] == ["European Spallation Source"]
    asked = {"publisher": "true", "affiliation": "true"}
    full = http.get(f"/dois/{doi}", params=asked).json()["data"]["attributes"]
    assert full["publisher"] == attributes()["publisher"]
    assert full["creators"] == attributes()["creators"]
    assert full["relatedIdentifiers"][0]["relatedIdentifier"] == "10.1000/abc"


def test_lists_are_of_the_account_page_by_page(
    http: httpx2.Client, other: httpx2.Client, stranger: httpx2.Client
) -> None:
    made = sorted(f"10.5072/list.{number}" for number in range(5))
    for doi in made:
        put(http, doi)
    put(http, made[0], event="publish")
    put(other, "10.5072/list.other", url="https://x.example.net/")
    asked: dict[str, str] = {"prefix": "10.5072", "page[size]": "2", "page[cursor]": "10.5072/list"}
    first = http.get("/dois", params=asked).json()
    assert [one["id"] for one in first["data"]] == made[:2]
    rest = http.get(first["links"]["next"]).json()
    assert [one["id"] for one in rest["data"]] == made[2:4]
    assert first["meta"]["total"] >= 5
    assert http.get("/dois", params={"prefix": "10.507"}).json()["data"] == []
    others, strangers = (
        {one["id"] for one in client.get("/dois?page[size]=1000").json()["data"]}
        for client in (other, stranger)
    )
    assert "10.5072/list.other" in others - strangers
    assert made[0] in strangers - others
    assert made[1] not in strangers


def test_it_wants_to_be_asked_less_often(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path, most_requests=2)
    with httpx2.Client(
        transport=httpx2.WSGITransport(sandbox), base_url="http://registrar"
    ) as client:
        statuses = [client.get("/dois").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert 290 < int(client.get("/dois").headers["Retry-After"]) <= 301


def test_it_survives_a_restart(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        secret = password(tmp_path)
        auth = (ACCOUNT, secret)
        assert address(tmp_path) == server.url
        answer = httpx2.put(f"{server.url}/dois/10.5072/kept", json=body(), auth=auth)
        assert answer.status_code == 201
    with pytest.raises(Missing):
        address(tmp_path)
    with Server(tmp_path) as server:
        answer = httpx2.get(f"{server.url}/dois/10.5072/kept", auth=auth)
        assert answer.status_code == 200
    assert (tmp_path / "password").stat().st_mode & 0o077 == 0


def test_the_port_of_a_newer_one_stays(tmp_path: Path) -> None:
    with Server(tmp_path):
        newer = Server(tmp_path).start()
    assert address(tmp_path) == newer.url
    newer.close()


def test_a_registrar_that_never_ran_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"manage\.py worker"):
        address(tmp_path)
    with pytest.raises(Missing, match=r"manage\.py worker"):
        password(tmp_path)


def test_many_at_once_make_one(http: httpx2.Client) -> None:
    doi, statuses = name(), []

    def make() -> None:
        statuses.append(http.post("/dois", json=body(doi=doi)).status_code)

    _together([make] * 8)
    assert sorted(statuses) == [201] + [422] * 7


def test_many_states_agree_on_the_password(tmp_path: Path) -> None:
    states: list[State] = []
    _together([lambda: states.append(State(tmp_path / "new"))] * 8)
    assert len({one.password for one in states}) == 1
    assert states[0].account(ACCOUNT, states[0].password) is not None


def _together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
