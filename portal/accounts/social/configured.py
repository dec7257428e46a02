"""Which logins elsewhere the settings name, in the shape that django-allauth reads.

Only the settings can add one: whoever runs a login can say who somebody is.
"""

import json
import re
from pathlib import Path
from typing import Any

from portal import env

ORCID, SANDBOX = "orcid", "orcid-sandbox"
# They are, or may become, parts of our own addresses below /account/login.
RESERVED = frozenset((ORCID, SANDBOX, "openid_connect", "cancelled", "error", "callback"))
IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
MEMBERS = frozenset(("id", "name", "url", "client_id", "secret", "secret_file", "scope"))
SHAPE = (
    '[{"id": "ess", "name": "ESS", "url": "https://login.example.org/realms/ess", '
    '"client_id": "beamfinder", "secret_file": "/run/secrets/ess"}]'
)
Providers = dict[str, dict[str, list[dict[str, Any]]]]


def providers(
    orcid_id: str, orcid_secret: str, sandbox: bool, openid: str, *, strict: bool
) -> Providers:
    """django-allauth's SOCIALACCOUNT_PROVIDERS; what can't be used is noted (portal.env).

    ``openid`` is the JSON of the OpenID Connect providers; ``strict`` wants https of them.
    """
    return {
        "orcid": {"APPS": _orcid(orcid_id, orcid_secret, sandbox)},
        "openid_connect": {"APPS": _openid(openid, strict)},
    }


def orcid_name(sandbox: bool) -> str:
    """Under which name logins with ORCID are kept.

    The sandbox has its own: there anybody can register as anybody.
    """
    return SANDBOX if sandbox else ORCID


def _orcid(client_id: str, secret: str, sandbox: bool) -> list[dict[str, Any]]:
    if bool(client_id) != bool(secret):
        env.wrong("ORCID_CLIENT_ID and ORCID_SECRET (or ORCID_SECRET_FILE) belong together")
    if not (client_id and secret):
        return []
    site = "https://sandbox.orcid.org" if sandbox else "https://orcid.org"
    return [
        {
            "provider_id": orcid_name(sandbox),
            "name": "ORCID",
            "client_id": client_id,
            "secret": secret,
            "settings": {"server_url": site},
        }
    ]


def _openid(text: str, strict: bool) -> list[dict[str, Any]]:
    if not text:
        return []
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        env.wrong(f"OIDC_PROVIDERS must be a JSON list such as {SHAPE}")
        return []
    made = [app for number, entry in enumerate(given, 1) if (app := _app(entry, number, strict))]
    names = [app["provider_id"] for app in made]
    for name in sorted({name for name in names if names.count(name) > 1}):
        env.wrong(f"OIDC_PROVIDERS has the id {name!r} twice: give each provider its own")
    return made


def _app(entry: dict[str, Any], number: int, strict: bool) -> dict[str, Any] | None:
    """One provider as django-allauth has it; None, with a note, for one that can't be used."""
    problem = _problem(entry, strict)
    secret = "" if problem else _secret(entry)
    if problem or not secret:
        problem = problem or "secret or secret_file must hold the client's secret"
        env.wrong(f"OIDC_PROVIDERS, provider {number}: {problem}")
        return None
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": secret,
        "settings": {
            "server_url": entry["url"].rstrip("/"),
            "scope": [*dict.fromkeys(["openid", *entry.get("scope", ["profile", "email"])])],
            "oauth_pkce_enabled": True,
        },
    }


def _problem(entry: dict[str, Any], strict: bool) -> str:
    unknown = sorted(set(entry) - MEMBERS)
    if unknown:
        return f"there is no member {unknown[0][:40]!r}"
    for name in ("id", "name", "url", "client_id"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            return f"{name} is missing, or no text"
    if not IDENTIFIER.fullmatch(entry["id"]) or entry["id"] in RESERVED:
        return f"id is {entry['id'][:40]!r}: write a word of small letters, digits and hyphens"
    if len(entry["name"]) > 40 or len(entry["client_id"]) > 191:
        return "name has at most 40 characters, client_id 191"
    if not env.address(entry["url"], "https", *(() if strict else ("http",))):
        return f"url is {entry['url'][:200]!r}: write the provider's https:// address"
    scope = entry.get("scope", [])
    if not isinstance(scope, list) or not all(isinstance(word, str) for word in scope):
        return 'scope must be a list such as ["profile", "email", "groups"]'
    return ""


def _secret(entry: dict[str, Any]) -> str:
    path, given = entry.get("secret_file"), entry.get("secret")
    if not isinstance(path, str):
        return given.strip() if isinstance(given, str) else ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
