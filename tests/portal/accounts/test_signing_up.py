"""Sign-up, and the confirmation of the address."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client

from tests.portal.accounts.conftest import PASSWORD, Member, link, posted, sign_up

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    sign_up(client, then="/search?q=beam")
    assert "_auth_user_id" not in client.session
    address = link()
    assert b"ana@example.org" in client.get(address).content
    answer = client.post(address)
    assert answer["Location"] == "/search?q=beam"
    assert client.get("/account").status_code == 200


def test_nobody_is_logged_in_without_confirming(client: Client) -> None:
    sign_up(client)
    client.post("/account/login", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/account")["Location"] == "/account/login?next=/account"


def test_looking_at_the_link_confirms_nothing(client: Client) -> None:
    """Mail programs open links by themselves."""
    sign_up(client)
    client.get(link())
    assert not User.objects.get().emailaddress_set.get().verified


def test_another_browser_confirms_but_is_not_logged_in(client: Client) -> None:
    sign_up(client)
    other = Client()
    assert other.post(link())["Location"] == "/account/login"
    assert "_auth_user_id" not in other.session
    assert User.objects.get().emailaddress_set.get().verified


def test_a_link_works_once(client: Client) -> None:
    sign_up(client)
    address = link()
    client.post(address)
    page = Client().get(address)
    assert b"can\xe2\x80\x99t be used any more" in page.content
    assert Client().post(address).status_code == 404


@pytest.mark.parametrize("key", ["x", "Mg:1abc:sig", "%00", "a" * 3000])
def test_a_made_up_link_is_no_error(client: Client, key: str) -> None:
    assert client.get(f"/account/confirm/{key}").status_code in (200, 404)


def test_the_login_name_tells_nothing(client: Client) -> None:
    sign_up(client)
    assert "ana" not in User.objects.get().username


def test_strangers_do_not_learn_who_has_an_account(client: Client, member: Member) -> None:
    member("ana@example.org")
    sign_up(client, "ana@example.org")
    known = posted()[-1]
    assert known.to == ["ana@example.org"]
    assert "has an account already" in known.body
    sign_up(Client(), "new@example.org")
    assert User.objects.filter(email="ana@example.org").count() == 1


@pytest.mark.parametrize("email", ["ana@example.org", "new@example.org"])
def test_nor_by_how_long_it_takes(
    client: Client, member: Member, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    """The password is hashed once, with an account or without."""
    member("ana@example.org")
    hashed = []
    plain = MD5PasswordHasher.encode

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    sign_up(client, email)
    assert hashed == [PASSWORD]


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_a_forgotten_password_tells_nothing_either(
    client: Client, member: Member, email: str
) -> None:
    member("ana@example.org")
    answer = client.post("/account/password/reset", {"email": email})
    assert answer["Location"] == "/account/password/reset/sent"
    assert posted()[-1].to == [email]


@pytest.mark.parametrize("password", ["short", "password1", "12345678901"])
def test_a_weak_password_is_refused_with_a_reason(client: Client, password: str) -> None:
    page = client.post("/account/signup", {"email": "a@example.org", "password1": password})
    assert page.status_code == 200
    assert b'aria-invalid="true"' in page.content
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"],
)
def test_next_never_leaves_the_portal(client: Client, member: Member, elsewhere: str) -> None:
    member()
    form = {"login": "ana@example.org", "password": PASSWORD, "next": elsewhere}
    assert client.post("/account/login", form)["Location"] == "/account"


def test_the_links_are_those_of_the_site(client: Client, settings: object) -> None:
    """Whatever Host a request claims."""
    client.post(
        "/account/signup",
        {"email": "ana@example.org", "password1": PASSWORD},
        headers={"host": "localhost"},
    )
    assert "http://127.0.0.1:8000/account/confirm/" in posted()[-1].body
    assert "localhost" not in posted()[-1].body
