"""What is answered when a page can't be shown."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500, urlpatterns


def bad(request: HttpRequest) -> HttpResponse:
    raise BadRequest("no")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the house")


urlpatterns = [path("bad", bad), path("forbidden", forbidden), path("broken", broken), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
pytestmark = pytest.mark.urls("tests.portal.web.test_errors")
CASES = [("/bad", 400), ("/forbidden", 403), ("/nowhere", 404), ("/broken", 500)]


@pytest.mark.parametrize(("address", "status"), CASES)
def test_it_works(client: Client, address: str, status: int) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    text = answer.content.decode()
    assert "<h1>" in text
    assert "secret" not in text


@pytest.mark.parametrize(("address", "status"), CASES)
def test_it_answers_as_json(client: Client, address: str, status: int) -> None:
    client.raise_request_exception = False
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status
    assert client.get("/nowhere.json").json()["error"]["status"] == 404


def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


TOO_MANY = "&".join(f"a{n}=" for n in range(1_001))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/search", "/search.json", "/facilities", "/sources", "/"])
def test_more_parameters_than_are_read_get_400(client: Client, path: str) -> None:
    answer = client.get(f"{path}?{TOO_MANY}")
    assert answer.status_code == 400
    if path.endswith(".json"):
        assert answer.json()["error"]["status"] == 400
    else:
        assert "<h1>" in answer.content.decode()
        asked = client.get(f"{path}?{TOO_MANY}", headers={"accept": "application/json"})
        assert asked.json()["error"]["status"] == asked.status_code == 400


READ_ONLY = ["/", "/search", "/search.json", "/facilities", "/facilities/ess", "/sources"]
READ_ONLY += ["/records/1", "/doi/10.1/a", "/pid/ess/a", "/healthz"]


@pytest.mark.parametrize("path", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused_in_words(path: str, method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "methods GET and HEAD" in answer.content.decode()
