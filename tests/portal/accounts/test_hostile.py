"""Whatever is sent to the pages of accounts gets an answer."""

import pytest
from django.test import Client

from tests.portal.accounts.conftest import PASSWORD, Member

pytestmark = pytest.mark.django_db
TEXTS = [
    "",
    "\x00",
    "a\x00@example.org",
    "a@example.org\nBcc: b@example.org",
    "é@例え.jp",
    "x" * 5000,
]
FORMS = {
    "/account/login": ("login", "password", "next"),
    "/account/signup": ("email", "password1", "next"),
    "/account/password/reset": ("email",),
    "/account/reauthenticate": ("password", "next"),
    "/account/email": ("email",),
    "/account/password": ("oldpassword", "password1", "password2"),
    "/account/delete": ("sure", "password"),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("address", FORMS)
def test_a_form(member: Member, address: str, text: str) -> None:
    for client in (Client(), logged_in(member)):
        for form in (dict.fromkeys(FORMS[address], text), {}):
            assert client.post(address, form).status_code < 500
        assert client.get(address, {"next": text, "email": text}).status_code < 500


@pytest.mark.parametrize("action", ["action_send", "action_remove", "action_primary", "action_add"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_buttons_of_an_address(member: Member, action: str, text: str) -> None:
    assert logged_in(member).post("/account/email", {"email": text, action: ""}).status_code < 500


@pytest.mark.parametrize(
    "key",
    ["0/x", "zzzzzzzzzzzzz/set-password", "z" * 400 + "/x", "%00/%00", "1/set-password", "é/é"],
)
def test_a_made_up_key(client: Client, key: str) -> None:
    assert client.get(f"/account/password/reset/{key}").status_code < 500
    assert client.post(f"/account/password/reset/{key}", {"password1": PASSWORD}).status_code < 500


@pytest.mark.parametrize("address", ["/account/searches/" + "9" * 30, "/account/searches/0"])
def test_a_number_that_nothing_has(member: Member, address: str) -> None:
    client = logged_in(member)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/delete").status_code == 404


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member())
    return client
