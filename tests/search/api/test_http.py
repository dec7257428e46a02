"""Methods, negotiation, other sites, and addresses that are none."""

import gzip

import pytest
from django.test import Client

from tests.factories import dataset, make_record
from tests.search.api.conftest import conforms

pytestmark = pytest.mark.django_db


def test_head_is_get_without_its_content(client: Client) -> None:
    address = f"/api/v1/records/{make_record(dataset()).pk}"
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


@pytest.mark.parametrize("address", ["records", "records/1", "openapi.json"])
def test_other_sites_may_ask_first(client: Client, address: str) -> None:
    answer = client.options(f"/api/v1/{address}", headers={"origin": "https://example.org"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    answer = client.generic(method, "/api/v1/records", b"{}", "application/json")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    conforms("Problem", answer.json())


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_only_json_is_spoken(client: Client, accept: str) -> None:
    answer = client.get("/api/v1/records/1", headers={"accept": accept})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.1"]
)
def test_json_is_answered(client: Client, accept: str) -> None:
    assert client.get("/api/v1/openapi.json", headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize("path", ["v1/nothing", "v2/records", "v1/records/", "v1//", "%00", "é"])
def test_unknown_addresses_are_problems(client: Client, path: str) -> None:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    conforms("Problem", answer.json())


def test_too_many_parameters_are_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/records?" + "q=a&" * 5000)
    assert answer.status_code == 400
    conforms("Problem", answer.json())


def test_a_host_that_isnt_ours_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/records", headers={"host": "evil.example"})
    assert answer.status_code == 400
    conforms("Problem", answer.json())


def test_what_breaks_is_a_problem(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("search.api.records.shown", lambda number: 1 / 0)
    answer = client.get("/api/v1/records/1")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    conforms("Problem", answer.json())
    assert "division" not in answer.content.decode()


def test_answers_are_compressed(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).startswith(b'{"openapi"')
    assert "Accept-Encoding" in answer["Vary"]


def test_nothing_is_kept_of_who_asked(client: Client) -> None:
    answer = client.get("/api/v1/records/1")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
