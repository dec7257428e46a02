"""Which logins elsewhere the settings name at present."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Login:
    """A login elsewhere: ``name`` for people, ``identifier`` in addresses and accounts."""

    identifier: str
    name: str
    is_orcid: bool

    @property
    def path(self) -> str:
        """Its part of addresses; ORCID's sandbox is below that of ORCID."""
        return "orcid" if self.is_orcid else self.identifier


def logins() -> list[Login]:
    """All of them, ORCID first."""
    return [
        *(_login(app, is_orcid=True) for app in _apps("orcid")),
        *(_login(app, is_orcid=False) for app in _apps("openid_connect")),
    ]


def facilities() -> frozenset[str]:
    """The identifiers of facilities' logins."""
    return frozenset(login.identifier for login in logins() if not login.is_orcid)


def _apps(provider: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS.get(provider, {}).get("APPS", [])
    return found


def _login(app: dict[str, Any], *, is_orcid: bool) -> Login:
    return Login(app["provider_id"], app["name"], is_orcid)
