"""Logging in elsewhere: the first time, again, and by whoever one is there."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from portal.accounts.social.adapter import SocialAdapter
from publishing.carts.models import CartItem
from tests.factories import dataset, make_record
from tests.portal.accounts.conftest import Member, posted
from tests.portal.accounts.social.conftest import and_back, log_in, there
from tests.portal.accounts.social.servers import ORCID, OpenId, Orcid

pytestmark = pytest.mark.django_db
EMAIL = {"email": "ana@example.org", "email_verified": True}


def test_it_works(client: Client, facility: OpenId) -> None:
    facility.person |= {**EMAIL, "given_name": "Ana", "family_name": "Curie"}
    assert log_in(client)["Location"] == "/account"
    user = User.objects.get()
    assert (user.email, user.get_full_name()) == ("ana@example.org", "Ana Curie")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert b"ana@example.org" in client.get("/account").content
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid) == ("ess", "4711")
    assert kept.extra_data["userinfo"] == {"sub": "4711", "groups": ["proposal-1", "staff"]}
    assert not SocialToken.objects.exists()
    assert posted() == []


def test_with_orcid(client: Client) -> None:
    assert log_in(client, "orcid")["Location"] == "/account"
    user = User.objects.get()
    assert (user.email, user.get_full_name()) == ("", "Josiah Carberry")
    assert (SocialAccount.objects.get().uid, SocialAccount.objects.get().extra_data) == (ORCID, {})
    page = client.get("/account").content.decode()
    assert f"https://orcid.org/{ORCID}" in page
    assert user.username not in page


def test_names_say_nothing(client: Client, facility: OpenId) -> None:
    facility.person |= {"preferred_username": "ana", "name": "x" * 500}
    log_in(client)
    user = User.objects.get()
    assert (user.username != "ana", len(user.username)) == (True, 16)
    assert len(user.last_name) == 150


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_one_account(
    client: Client, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_: object) -> bool:
        SocialAccount.objects.create(user=member(), provider="orcid", uid=ORCID)
        return True

    monkeypatch.setattr(SocialAdapter, "is_auto_signup_allowed", meanwhile)
    answer = log_in(client, "orcid")
    assert answer.status_code == 400
    assert "Begin it again" in answer.content.decode()
    assert User.objects.count() == SocialAccount.objects.count() == 1
    assert log_in(client, "orcid")["Location"] == "/account"


@pytest.mark.parametrize("login", ["ess", "orcid"])
def test_the_second_time_it_is_the_same_account(client: Client, login: str) -> None:
    log_in(client, login)
    client.post("/account/logout")
    assert log_in(Client(), login)["Location"] == "/account"
    assert User.objects.count() == 1


def test_each_login_renews_the_groups(client: Client, facility: OpenId) -> None:
    log_in(client)
    facility.person["groups"] = ["proposal-2"]
    log_in(Client())
    assert SocialAccount.objects.get().extra_data["userinfo"]["groups"] == ["proposal-2"]


def test_another_person_is_another_account(client: Client, facility: OpenId) -> None:
    log_in(client)
    facility.person["sub"] = "4712"
    log_in(client)
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": "false"},
        {"email_verified": 1},
        {"email": ["ana@example.org"], "email_verified": True},
        {"email": "ana", "email_verified": True},
        {"email": "a\x00@example.org", "email_verified": True},
        {"email": f"{'x' * 300}@example.org", "email_verified": True},
    ],
)
def test_an_address_counts_only_when_the_login_has_verified_it(
    client: Client, facility: OpenId, member: Member, said: dict[str, object]
) -> None:
    ana = member()
    facility.person |= {"email": "ana@example.org", **said}
    assert log_in(client)["Location"] == "/account"
    new = User.objects.exclude(pk=ana.pk).get()
    assert new.email == ""
    assert list(EmailAddress.objects.values_list("user", flat=True)) == [ana.pk]


@pytest.mark.parametrize("confirmed", [True, False])
def test_nobody_takes_an_account_over_by_its_address(
    client: Client, facility: OpenId, member: Member, confirmed: bool
) -> None:
    ana = member(confirmed=confirmed)
    facility.person |= {**EMAIL, "email": "Ana@Example.org"}
    answer = log_in(client)
    assert answer.status_code == 409
    assert "You have an account already" in answer.content.decode()
    assert client.get("/account").status_code == 302
    assert not SocialAccount.objects.exists()
    assert list(User.objects.all()) == [ana]
    assert User.objects.get().has_usable_password()


def test_a_closed_account_stays_closed(client: Client) -> None:
    log_in(client, "orcid")
    User.objects.update(is_active=False)
    assert log_in(Client(), "orcid")["Location"] == "/account/inactive"


def test_what_was_chosen_before_comes_along(client: Client) -> None:
    record = make_record(dataset())
    client.post("/cart/add", {"record": record.pk}, headers={"sec-fetch-site": "same-origin"})
    log_in(client, "orcid")
    assert client.get("/cart.json").json()["total"] == 1
    assert CartItem.objects.get().cart.user == User.objects.get()


@pytest.mark.parametrize("way", ["/account/searches", "/search?q=a&q=b"])
def test_one_is_led_back_to_where_one_was(client: Client, way: str) -> None:
    assert log_in(client, next=way)["Location"] == way


@pytest.mark.parametrize(
    "way",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00",
        "/a\r\nSet-Cookie: b=c",
    ],
)
def test_but_nowhere_else(client: Client, way: str) -> None:
    answer = log_in(client, next=way)
    assert answer["Location"] == "/account" or answer["Location"].startswith("/a%0D%0A")
    assert "b" not in client.cookies


def test_the_request_chooses_no_more_than_that(client: Client, facility: OpenId) -> None:
    answer = client.post(
        "/account/login/ess?scope=admin&auth_params=nonce%3Dx&process=redirect&next=/search"
    )
    address = answer.context["address"]
    assert "admin" not in address
    assert "nonce=x&" not in f"{address}&"
    assert client.get(and_back(address))["Location"] == "/search"
    assert User.objects.exists()


def test_logging_in_takes_a_form(client: Client, facility: OpenId) -> None:
    page = client.get("/account/login/ess", {"next": "/search"})
    assert b'name="next" value="/search"' in page.content
    assert facility.asked == []
    assert "sessionid" not in client.cookies
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/account/login/ess").status_code == 403


def test_the_way_there_is_a_page_and_no_redirect(client: Client, facility: OpenId) -> None:
    """As form-action lets no form of ours lead to another host."""
    page = client.post("/account/login/ess")
    assert f'content="0; url={facility.url}/authorize?' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_an_account_without_a_password_can_leave(client: Client) -> None:
    log_in(client, "orcid")
    assert b"password" not in client.get("/account/delete").content.lower()
    assert client.post("/account/delete", {})["content-type"].startswith("text/html")
    assert User.objects.exists()
    client.post("/account/delete", {"sure": "on"})
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("address", ["/account/email", "/account/password/set", "/account/logins"])
def test_the_pages_of_an_account_without_an_address(client: Client, address: str) -> None:
    log_in(client, "orcid")
    assert client.get(address).status_code == 200


def test_it_gets_an_address_by_confirming_it(client: Client) -> None:
    log_in(client, "orcid")
    client.post("/account/email", {"email": "ana@example.org", "action_add": ""})
    [message] = posted()
    assert message.to == ["ana@example.org"]
    path = "/account/confirm/" + message.body.partition("/account/confirm/")[2].split()[0]
    client.post(path)
    assert User.objects.get().email == "ana@example.org"


def test_without_settings_there_is_none_of_it(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"orcid": {"APPS": []}, "openid_connect": {"APPS": []}}
    assert b"ORCID" not in client.get("/account/login").content
    for address in ("ess", "orcid", "ess/callback", "orcid/callback", "orcid-sandbox"):
        assert client.get(f"/account/login/{address}").status_code == 404


def test_with_them_there_are_buttons(client: Client) -> None:
    for page in ("login", "signup"):
        text = client.get(f"/account/{page}?next=/search").content.decode()
        assert 'action="/account/login/orcid"' in text
        assert 'action="/account/login/ess"' in text
        assert text.count('name="next"') == 3


def test_not_too_often(client: Client) -> None:
    for _ in range(30):
        client.post("/account/login/orcid")
    assert client.post("/account/login/orcid").status_code == 429


@pytest.mark.parametrize("state", ["", "x", "\x00", "x" * 5000])
def test_who_never_began_does_not_come_back(client: Client, facility: OpenId, state: str) -> None:
    answer = client.get("/account/login/ess/callback", {"state": state, "code": "x"})
    assert answer.status_code == 400
    assert "begun too long ago" in answer.content.decode()
    assert facility.asked == []


def test_a_way_back_is_good_once_and_for_one_browser(client: Client) -> None:
    back = and_back(there(client))
    assert Client().get(back).status_code == 400
    assert client.get(back).status_code == 302
    client.post("/account/logout")
    assert client.get(back).status_code == 400


def test_one_logins_way_back_is_not_anothers(client: Client) -> None:
    back = and_back(there(client, "orcid"))
    assert client.get(back.replace("/orcid/", "/ess/")).status_code == 400


def test_who_changes_their_mind(client: Client, orcid: Orcid) -> None:
    orcid.denied = True
    answer = client.get(and_back(there(client, "orcid")), follow=True)
    assert answer.status_code == 200
    assert "Nothing was changed" in answer.content.decode()
