"""People with accounts, and what the portal has written to them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from portal.mail.sending import send

PASSWORD = "a beam of 12.4 keV"
Member = Callable[..., User]


@pytest.fixture(autouse=True)
def alone(settings: Settings, tmp_path: Path) -> None:
    """No test has its requests counted with those of another, and passwords are soon hashed."""
    cache.clear()
    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def member(db: None) -> Member:
    """Makes a person with an account; ``confirmed`` tells whether the address is."""

    def make(email: str = "ana@example.org", *, confirmed: bool = True) -> User:
        user = User.objects.create_user(email.partition("@")[0] + "-name", email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=confirmed)
        return user

    return make


def posted() -> list[Any]:
    """The messages so far, those in the queue sent now."""
    send()
    return mail.outbox


def link() -> str:
    """The path of the link in the last message."""
    posted()
    found = re.search(r"http://127\.0\.0\.1:8000(/account/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def sign_up(client: Client, email: str = "ana@example.org", then: str = "") -> None:
    form = {"email": email, "password1": PASSWORD, "next": then}
    answer = client.post("/account/signup", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == "/account/confirm"
