"""Staff logs in at /admin/ by name, and nobody can try passwords there without end."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.portal.accounts.conftest import PASSWORD, Member

pytestmark = pytest.mark.django_db
TOO_MANY = b"Too many failed login attempts"


@pytest.fixture(autouse=True)
def curator(db: None) -> User:
    """Made as ``manage.py createsuperuser`` does, without an e-mail address."""
    return User.objects.create_superuser("curator", "", PASSWORD)


def log_in(client: Client, name: str = "curator", password: str = PASSWORD) -> Any:
    form = {"username": name, "password": password}
    return client.post("/admin/login/?next=/admin/", form)


def test_it_works(client: Client) -> None:
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/").status_code == 200
    assert log_in(client)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.get("/account").status_code == 200
    assert client.get("/account/email").status_code == 200


def test_passwords_cannot_be_tried_without_end(client: Client) -> None:
    for number in range(5):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}", headers={"host": f"localhost:{number + 1}"})
        wrong = log_in(other, password="wrong")
        assert b"Please enter the correct" in wrong.content
    assert TOO_MANY in log_in(client).content
    assert client.get("/admin/").status_code == 302


def test_nor_can_names(client: Client) -> None:
    for number in range(10):
        log_in(client, f"curator{number}", "wrong")
    assert TOO_MANY in log_in(client).content
    assert log_in(Client(REMOTE_ADDR="192.0.2.9")).status_code == 302


def test_logging_in_often_is_no_matter(client: Client) -> None:
    for _ in range(12):
        assert log_in(client).status_code == 302


def test_the_page_of_accounts_and_this_one_count_together(client: Client, member: Member) -> None:
    member()
    for _ in range(3):
        log_in(client, "Ana@example.org", "wrong")
        client.post("/account/login", {"login": "ana@example.org", "password": "wrong"})
    refused = client.post("/account/login", {"login": "ana@example.org", "password": PASSWORD})
    assert TOO_MANY in refused.content


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_address_is_no_name(client: Client, member: Member, confirmed: bool) -> None:
    """Else staff could log in by one that isn't confirmed."""
    member(confirmed=confirmed)
    User.objects.update(is_staff=True)
    assert b"Please enter the correct" in log_in(client, "ana@example.org").content
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_others_stay_out(client: Client, change: dict[str, bool]) -> None:
    User.objects.update(**change)
    assert b"Please enter the correct" in log_in(client).content
    assert client.get("/admin/").status_code == 302


def test_without_counting_no_password_is_tried(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "get", broken, raising=False)
    assert log_in(client).status_code == 503
    assert client.get("/admin/login/").status_code == 200


@pytest.mark.parametrize("text", ["", "\x00", "a\x00@example.org", "x" * 5000, "é@例え.jp"])
def test_whatever_is_sent_gets_an_answer(client: Client, text: str) -> None:
    assert log_in(client, text, text).status_code == 200
