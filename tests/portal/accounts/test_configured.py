"""The settings of logins elsewhere: read, or refused with what to write."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal import env
from portal.accounts.social.configured import providers

GOOD = {"id": "ess", "name": "ESS", "url": "https://login.example.org/", "client_id": "portal"}


@pytest.fixture(autouse=True)
def settled() -> Iterator[None]:
    """No test leaves a wrong setting behind."""
    yield
    env._wrong.clear()


def read(*entries: dict[str, Any], strict: bool = True) -> list[dict[str, Any]]:
    made = providers("", "", False, json.dumps(entries), strict=strict)
    return made["openid_connect"]["APPS"]


def test_without_settings_there_is_none() -> None:
    made = providers("", "", False, "", strict=True)
    assert made == {"orcid": {"APPS": []}, "openid_connect": {"APPS": []}}
    env.settle()


def test_a_facilitys_login(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    [app] = read({**GOOD, "secret_file": str(tmp_path / "secret"), "scope": ["openid", "groups"]})
    env.settle()
    assert (app["provider_id"], app["secret"]) == ("ess", "hush")
    assert app["settings"]["server_url"] == "https://login.example.org"
    assert app["settings"]["scope"] == ["openid", "groups"]


@pytest.mark.parametrize(
    ("sandbox", "name", "site"),
    [(False, "orcid", "https://orcid.org"), (True, "orcid-sandbox", "https://sandbox.orcid.org")],
)
def test_orcid(sandbox: bool, name: str, site: str) -> None:
    [app] = providers("APP-1", "hush", sandbox, "", strict=True)["orcid"]["APPS"]
    env.settle()
    assert (app["provider_id"], app["settings"]["server_url"]) == (name, site)


@pytest.mark.parametrize("pair", [("APP-1", ""), ("", "hush")])
def test_half_of_orcid(pair: tuple[str, str]) -> None:
    assert providers(*pair, False, "", strict=True)["orcid"]["APPS"] == []
    with pytest.raises(env.SettingsError, match="belong together"):
        env.settle()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"id": "orcid"}, "id is 'orcid': write a word of small letters"),
        ({"id": "ESS login"}, "id is 'ESS login': write a word of small letters"),
        ({"id": 5}, "id is missing, or no text"),
        ({"name": ""}, "name is missing, or no text"),
        ({"name": "x" * 41}, "name has at most 40 characters"),
        ({"url": "http://login.example.org"}, "url is '[a-z:/.]+': write the provider's https://"),
        ({"url": "login.example.org"}, "url is '[a-z:/.]+': write the provider's https://"),
        ({"client": "portal"}, "there is no member 'client'"),
        ({"scope": "groups"}, "scope must be a list"),
        ({"scope": [5]}, "scope must be a list"),
        ({"secret": ""}, "secret or secret_file must hold the client's secret"),
        ({"secret_file": "/no/such"}, "secret or secret_file must hold the client's secret"),
    ],
)
def test_what_cannot_be_used(change: dict[str, Any], line: str) -> None:
    assert read({**GOOD, "secret": "hush", **change}) == []
    with pytest.raises(env.SettingsError, match=f"OIDC_PROVIDERS, provider 1: {line}") as told:
        env.settle()
    assert "hush" not in str(told.value)


@pytest.mark.parametrize("text", ["ess", "{}", "[5]", "[" * 10**5, '{"id": "ess"}'])
def test_what_is_no_list(text: str) -> None:
    assert providers("", "", False, text, strict=True)["openid_connect"]["APPS"] == []
    with pytest.raises(env.SettingsError, match="OIDC_PROVIDERS must be a JSON list such as"):
        env.settle()


def test_two_of_one_name() -> None:
    read({**GOOD, "secret": "a"}, {**GOOD, "secret": "b"})
    with pytest.raises(env.SettingsError, match="has the id 'ess' twice"):
        env.settle()


def test_only_production_insists_on_https() -> None:
    entry = {**GOOD, "secret": "hush", "url": "http://127.0.0.1:8080/realms/ess"}
    assert len(read(entry, strict=False)) == 1
    env.settle()
