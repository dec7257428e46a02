"""What one can do with one's account, and what nobody else can."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.portal.accounts.conftest import PASSWORD, Member, link, posted

pytestmark = pytest.mark.django_db
PRIVATE = ["/account", "/account/email", "/account/password", "/account/delete"]
OPEN = ["/account/login", "/account/signup", "/account/password/reset", "/account/confirm"]
NEW = "neutrons of 25 meV"


def logged_in(client: Client, email: str = "ana@example.org", password: str = PASSWORD) -> Any:
    return client.post("/account/login", {"login": email, "password": password})


@pytest.mark.parametrize("address", PRIVATE)
def test_strangers_are_led_to_the_login(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/account/login?next={address}"


@pytest.mark.parametrize("address", PRIVATE + OPEN)
def test_no_cache_keeps_the_pages(client: Client, member: Member, address: str) -> None:
    if address in PRIVATE:
        client.force_login(member())
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert b"<script>" not in answer.content
    assert b" style=" not in answer.content


@pytest.mark.parametrize("address", PRIVATE + OPEN)
def test_forms_need_their_token(member: Member, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member())
    assert client.post(address).status_code in (403, 405)


def test_a_new_password(client: Client, member: Member) -> None:
    member()
    client.post("/account/password/reset", {"email": "ana@example.org"})
    form = client.get(link(), follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/account/password/reset/done"
    assert logged_in(client, password=NEW)["Location"] == "/account"
    assert b"any more" in Client().get(link_in(0), follow=True).content


def link_in(number: int) -> str:
    body = str(posted()[number].body)
    return "/account/" + body.partition("/account/")[2].split()[0]


def test_a_changed_password_ends_the_other_sessions(client: Client, member: Member) -> None:
    other = Client()
    other.force_login(user := member())
    client.force_login(user)
    client.post("/account/password", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert "has been changed" in posted()[-1].body


def test_a_changed_address_is_confirmed_first(client: Client, member: Member) -> None:
    member()
    logged_in(client)
    asked = client.post("/account/email", {"email": "new@example.org", "action_add": ""})
    assert asked["Location"].startswith("/account/reauthenticate")
    client.post(asked["Location"], {"password": PASSWORD})
    assert posted()[-1].to == ["new@example.org"]
    assert User.objects.get().email == "ana@example.org"
    client.post(link())
    assert User.objects.get().email == "new@example.org"
    assert posted()[-1].to == ["ana@example.org"]  # who may not have wanted it


def test_an_account_is_deleted_with_all_it_has(client: Client, member: Member) -> None:
    client.force_login(member())
    answer = client.post("/account/delete", {"sure": "on", "password": PASSWORD})
    assert answer["Location"] == "/account/deleted"
    assert not User.objects.exists()
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize("form", [{}, {"sure": "on"}, {"sure": "on", "password": "wrong"}])
def test_it_stays_unless_its_owner_means_it(
    client: Client, member: Member, form: dict[str, str]
) -> None:
    client.force_login(member())
    assert client.post("/account/delete", form).status_code == 200
    assert User.objects.exists()


def test_staff_is_not_deleted_here(client: Client, member: Member) -> None:
    user = member()
    User.objects.update(is_staff=True)
    client.force_login(User.objects.get(pk=user.pk))
    client.post("/account/delete", {"sure": "on", "password": PASSWORD})
    assert User.objects.exists()


def test_passwords_cannot_be_tried_without_end(client: Client, member: Member) -> None:
    member()
    for _ in range(5):
        logged_in(client, password="wrong")
    refused = logged_in(client)
    assert refused.status_code == 200
    assert b"Too many failed login attempts" in refused.content


def test_another_host_or_client_is_no_way_round(client: Client, member: Member) -> None:
    member()
    for number in range(6):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}", headers={"host": f"localhost:{number + 1}"})
        logged_in(other, password="wrong")
    assert b"Too many failed login attempts" in logged_in(client).content


def test_an_address_may_not_ask_too_often(client: Client) -> None:
    for number in range(20):
        client.post("/account/signup", {"email": f"{number}@example.org"})
    refused = client.post("/account/signup", {"email": "a@example.org", "password1": PASSWORD})
    assert refused.status_code == 429
    assert b"Too often" in refused.content
    elsewhere = Client(REMOTE_ADDR="192.0.2.9").post("/account/signup", {"email": "x"})
    assert elsewhere.status_code == 200


def test_without_counting_no_form_is_taken(
    client: Client, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ConnectionError("no cache")

    member()
    monkeypatch.setattr(cache, "get", broken, raising=False)
    assert logged_in(client).status_code == 503
    assert client.get("/account/login").status_code == 200


def test_logging_out_takes_a_form(client: Client, member: Member) -> None:
    client.force_login(member())
    client.get("/account/logout")
    assert client.get("/account").status_code == 200
    client.post("/account/logout")
    assert client.get("/account").status_code == 302
