"""Logins elsewhere of an account that there is already, and their end."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.portal.accounts.conftest import PASSWORD, Member, posted
from tests.portal.accounts.social.conftest import log_in
from tests.portal.accounts.social.servers import ORCID, OpenId, Orcid, as_json

pytestmark = pytest.mark.django_db
LOGINS = "/account/logins"


@pytest.fixture
def ana(client: Client, member: Member) -> User:
    """Logged in, and her password asked a moment ago."""
    user = member()
    client.post("/account/login", {"login": "ana@example.org", "password": PASSWORD})
    client.post("/account/reauthenticate", {"password": PASSWORD, "next": "/account"})
    return user


def disconnect(client: Client, user: User, login: str = "orcid") -> str:
    account = SocialAccount.objects.get(user=user, provider=login)
    return client.post(LOGINS, {"account": account.pk}, follow=True).content.decode()


@pytest.mark.parametrize("login", ["ess", "orcid"])
def test_it_works(client: Client, ana: User, login: str) -> None:
    assert log_in(client, login, process="connect")["Location"] == LOGINS
    assert SocialAccount.objects.get().user == ana
    page = client.get(LOGINS).content.decode()
    name = {"ess": "ESS", "orcid": "ORCID"}[login]
    assert f"Disconnect {name}" in page
    assert f"{name} is connected to your account." in page
    [message] = posted()
    assert f"{name} has been connected to your account" in message.body
    assert log_in(Client(), login)["Location"] == "/account"
    assert User.objects.count() == 1


def test_what_fails_changes_nothing(client: Client, ana: User, facility: OpenId) -> None:
    facility.wrong["/token"] = as_json({}, 500)
    answer = log_in(client, process="connect")
    assert "It isn’t connected" in answer.content.decode()
    assert not SocialAccount.objects.exists()
    assert client.get("/account").status_code == 200


def test_the_password_is_asked_first(client: Client, member: Member) -> None:
    ana = member()
    client.post("/account/login", {"login": "ana@example.org", "password": PASSWORD})
    assert log_in(client, "ess", process="connect")["Location"] == "/account/reauthenticate"
    assert not SocialAccount.objects.exists()
    client.post("/account/reauthenticate", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == ana


def test_strangers_connect_nothing(client: Client) -> None:
    assert log_in(client, "ess", process="connect")["Location"] == LOGINS
    assert not SocialAccount.objects.exists()
    assert client.get(LOGINS)["Location"] == f"/account/login?next={LOGINS}"


def test_an_orcid_of_another_account(client: Client, ana: User) -> None:
    log_in(Client(), "orcid")
    other = SocialAccount.objects.get().user
    answer = log_in(client, "orcid", process="connect")
    assert "belongs to another account" in client.get(answer["Location"]).content.decode()
    assert SocialAccount.objects.get().user == other != ana


def test_one_of_each_kind(client: Client, ana: User, orcid: Orcid) -> None:
    log_in(client, "orcid", process="connect")
    orcid.person["orcid"] = "0000-0001-5109-3700"
    answer = log_in(client, "orcid", process="connect")
    assert "has another login at ORCID" in client.get(answer["Location"]).content.decode()
    assert SocialAccount.objects.get().uid == ORCID


def test_the_same_again_renews_it(client: Client, ana: User, facility: OpenId) -> None:
    log_in(client, process="connect")
    facility.person["groups"] = ["proposal-9"]
    answer = log_in(client, process="connect")
    assert "already" in client.get(answer["Location"]).content.decode()
    assert SocialAccount.objects.get().extra_data["userinfo"]["groups"] == ["proposal-9"]


def test_a_login_brings_no_address(client: Client, ana: User, facility: OpenId) -> None:
    facility.person |= {"email": "other@example.org", "email_verified": True}
    log_in(client, process="connect")
    assert User.objects.get().email == "ana@example.org"
    assert list(ana.emailaddress_set.values_list("email", flat=True)) == ["ana@example.org"]


def test_it_is_disconnected(client: Client, ana: User) -> None:
    log_in(client, "orcid", process="connect")
    assert "It is disconnected." in disconnect(client, ana)
    assert not SocialAccount.objects.exists()
    assert "has been disconnected" in posted()[-1].body
    assert client.get("/account").status_code == 200


def test_the_only_way_in_stays(client: Client) -> None:
    log_in(client, "orcid")
    user = User.objects.get()
    assert "This is your only way to log in." in disconnect(client, user)
    log_in(client, "ess", process="connect")
    assert "It is disconnected." in disconnect(client, user)
    assert "This is your only way to log in." in disconnect(client, user, "ess")


def test_nobody_ends_anothers(client: Client, ana: User) -> None:
    log_in(Client(), "orcid")
    client.post(LOGINS, {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize("text", ["", "x", "\x00", "9" * 40, "-1"])
def test_whatever_is_sent_gets_an_answer(client: Client, ana: User, text: str) -> None:
    assert client.post(LOGINS, {"account": text}).status_code == 200


def test_one_that_the_settings_no_longer_name(
    client: Client, ana: User, settings: Settings
) -> None:
    log_in(client, process="connect")
    settings.SOCIALACCOUNT_PROVIDERS = {"orcid": {"APPS": []}, "openid_connect": {"APPS": []}}
    assert b"in there any more" in client.get(LOGINS).content
    disconnect(client, ana, "ess")
    assert not SocialAccount.objects.exists()


def test_staff_looks_but_makes_nothing_up(client: Client, ana: User) -> None:
    log_in(client, "orcid", process="connect")
    made = SocialAccount.objects.get()
    User.objects.update(is_staff=True, is_superuser=True)
    place = "/admin/socialaccount/socialaccount"
    assert ORCID in client.get(f"{place}/?q={ORCID}").content.decode()
    page = client.get(f"{place}/{made.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert client.get(f"{place}/add/").status_code == 403
    assert client.post(f"{place}/{made.pk}/change/", {"uid": "x"}).status_code == 403
    assert client.get("/admin/socialaccount/socialapp/").status_code == 404
    assert client.get("/admin/socialaccount/socialtoken/").status_code == 404
