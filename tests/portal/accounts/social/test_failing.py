"""A login that is away, broken or hostile logs nobody in, and people are told in words."""

import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from portal.accounts.social import fetching
from tests.portal.accounts.social.conftest import and_back, log_in, there
from tests.portal.accounts.social.servers import (
    KEY,
    OTHER_KEY,
    Answer,
    OpenId,
    Orcid,
    as_json,
    configured,
)

pytestmark = pytest.mark.django_db
DISCOVERY = "/.well-known/openid-configuration"
BROKEN: dict[str, Answer] = {
    "500": as_json({}, 500),
    "sent on": (302, {"Location": "http://127.0.0.1:1/"}, b""),
    "no JSON": (200, {"Content-Type": "application/json"}, b"<html>"),
    "a list": as_json([1]),
    "nothing": (200, {}, b""),
    "deep": (200, {"Content-Type": "application/json"}, b'{"a":' * 50_000),
    "endless": (200, {"Content-Type": "application/json"}, b'"' + b"x" * 600_000 + b'"'),
    "cut off": (200, {"Content-Length": "5000", "Content-Type": "application/json"}, b"{"),
    "no gzip": (200, {"Content-Encoding": "gzip"}, b"{}"),
    "binary": (200, {"Content-Type": "application/json"}, b"\xff\xfe\x00"),
}


@pytest.fixture(autouse=True)
def nobody_got_in(client: Client) -> Any:
    yield
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    assert client.get("/account").status_code == 302


def refused(answer: Any, *words: str) -> None:
    text = answer.content.decode()
    assert answer.status_code in (403, 502, 503), text
    assert "You aren’t logged in" in text
    assert any(word in text for word in words or ("ESS gave", "ESS doesn’t answer"))


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks", "/userinfo"])
@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_answer(client: Client, facility: OpenId, path: str, how: str) -> None:
    back = "" if path == DISCOVERY else and_back(there(client))
    facility.wrong[path] = BROKEN[how]
    refused(client.get(back) if back else client.post("/account/login/ess"))


def test_it_breaks_on_the_way(client: Client, facility: OpenId) -> None:
    back = and_back(there(client))
    facility.wrong[DISCOVERY] = as_json({}, 500)
    refused(client.get(back))


def test_nobody_is_there(
    client: Client, facility: OpenId, orcid: Orcid, settings: Settings
) -> None:
    back = and_back(there(client))
    settings.SOCIALACCOUNT_PROVIDERS = configured(facility, orcid)
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    refused(client.get(back), "ESS doesn’t answer")
    refused(client.post("/account/login/ess"), "ESS doesn’t answer")


@pytest.mark.parametrize("path", [DISCOVERY, "/token"])
def test_it_takes_too_long(
    client: Client, facility: OpenId, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(right: Answer) -> Answer:
        time.sleep(0.6)
        return right

    back = and_back(there(client))
    facility.wrong[path] = late
    monkeypatch.setattr(fetching, "READ_SECONDS", 0.3)
    refused(client.get(back), "ESS doesn’t answer")


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": None},
        {"jwks_uri": ["http://127.0.0.1:1"]},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://[::1"},
        {"userinfo_endpoint": 5},
    ],
)
def test_it_says_wrong_things_of_itself(
    client: Client, facility: OpenId, change: dict[str, Any]
) -> None:
    facility.wrong[DISCOVERY] = as_json({**facility.configuration(), **change})
    refused(client.post("/account/login/ess"), "ESS doesn’t answer")


NOW = int(time.time())
LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "another client": {"aud": "other"},
    "another client beside us": {"aud": ["beamfinder", "other"]},
    "for us by another": {"azp": "other"},
    "another login": {"nonce": "x"},
    "no login": {"nonce": None},
    "expired": {"exp": NOW - 3600},
    "of tomorrow": {"iat": NOW + 86_400},
    "not yet": {"nbf": NOW + 86_400},
    "no end": {"exp": "tomorrow"},
    "nobody": {"sub": ""},
    "no text": {"sub": 5},
    "too long": {"sub": "x" * 192},
    "a zero": {"sub": "a\x00"},
    "another person": {"sub": "4712"},
}


@pytest.mark.parametrize("lie", LIES)
def test_the_token_lies(client: Client, facility: OpenId, lie: str) -> None:
    facility.claims = LIES[lie]
    refused(log_in(client), "ESS gave an answer that can’t be trusted")


@pytest.mark.parametrize(
    "signed",
    [
        {"key": OTHER_KEY, "algorithm": "RS256", "headers": {"kid": "one"}},
        {"key": KEY, "algorithm": "RS256", "headers": {"kid": "two"}},
        {"key": "x" * 32, "algorithm": "HS256", "headers": {"kid": "one"}},
        {"key": None, "algorithm": "none", "headers": {"kid": "one"}},
    ],
    ids=["another key", "an unknown key", "a shared secret", "nothing"],
)
def test_the_token_is_signed_by_somebody_else(
    client: Client, facility: OpenId, signed: dict[str, Any]
) -> None:
    facility.signed = signed
    refused(log_in(client), "ESS gave an answer that can’t be trusted")


@pytest.mark.parametrize(
    "change",
    [
        lambda token: None,
        lambda token: "",
        lambda token: "a.b.c",
        lambda token: token[:-4] + "AAAA",
        lambda token: token + "x" * 100_000,
        lambda token: [token],
        lambda token: jwt.encode({"sub": "4711"}, KEY, "RS256", {"kid": "one"}),
    ],
)
def test_the_token_is_rubbish(
    client: Client, facility: OpenId, change: Callable[[str], Any]
) -> None:
    def wrong(right: Answer) -> Answer:
        body = json.loads(right[2])
        return as_json({**body, "id_token": change(body["id_token"])})

    facility.wrong["/token"] = wrong
    refused(log_in(client), "ESS gave an answer that can’t be trusted")


@pytest.mark.parametrize("token", [None, 5, ["a"], "a\r\nX: y"])
def test_the_access_token_is_rubbish(client: Client, facility: OpenId, token: Any) -> None:
    facility.wrong["/token"] = lambda right: as_json(
        {**json.loads(right[2]), "access_token": token}
    )
    refused(log_in(client))


@pytest.mark.parametrize(
    "person",
    [
        {"orcid": None},
        {"orcid": "0000-0002-1825-0098"},
        {"orcid": ["0000-0002-1825-0097"]},
        {"orcid": "../admin"},
        {"access_token": None},
    ],
)
def test_orcid_names_nobody(client: Client, orcid: Orcid, person: dict[str, Any]) -> None:
    orcid.person |= person
    refused(log_in(client, "orcid"), "ORCID gave an answer that can’t be trusted")


@pytest.mark.parametrize("how", BROKEN)
def test_orcid_is_broken(client: Client, orcid: Orcid, how: str) -> None:
    back = and_back(there(client, "orcid"))
    orcid.wrong["/oauth/token"] = BROKEN[how]
    refused(client.get(back), "ORCID gave", "ORCID doesn’t answer")


def test_a_login_that_refuses(client: Client, facility: OpenId) -> None:
    back = and_back(there(client)).partition("code=")[0]
    refused(client.get(f"{back}error=server_error&error_description=<b>"), "hasn’t logged you in")


def test_secrets_stay_out_of_the_log(
    client: Client, facility: OpenId, caplog: pytest.LogCaptureFixture
) -> None:
    facility.claims = LIES["expired"]
    refused(log_in(client))
    facility.claims, facility.wrong["/token"] = {}, as_json({"error": "\x1b[31m" * 500}, 400)
    refused(log_in(client))
    lines = [record.getMessage() for record in caplog.records if "Login at ess" in record.message]
    assert len(lines) == 2
    assert all("hush" not in line and "eyJ" not in line and len(line) < 500 for line in lines)
    assert all(line.isprintable() for line in lines)
