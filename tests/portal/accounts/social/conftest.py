"""Both logins elsewhere, and a person who goes there and comes back."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from tests.portal.accounts.social.servers import OpenId, Orcid, configured, serving


@pytest.fixture
def facility() -> Iterator[OpenId]:
    with serving(OpenId()) as server:
        assert isinstance(server, OpenId)
        yield server


@pytest.fixture
def orcid() -> Iterator[Orcid]:
    with serving(Orcid()) as server:
        assert isinstance(server, Orcid)
        yield server


@pytest.fixture(autouse=True)
def logins(settings: Settings, facility: OpenId, orcid: Orcid) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(facility, orcid)


def there(client: Client, login: str = "ess", **form: str) -> str:
    """Begin; the address that one is led to."""
    answer = client.post(f"/account/login/{login}", form)
    assert answer.status_code == 200, answer.content
    return str(answer.context["address"])


def and_back(address: str) -> str:
    """Log in there; the path here that one is led back to."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "127.0.0.1:8000"  # SITE_URL's
    return f"{back.path}?{back.query}"


def log_in(client: Client, login: str = "ess", **form: str) -> Any:
    """All of it; what the portal answers in the end."""
    return client.get(and_back(there(client, login, **form)))
