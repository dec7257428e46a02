"""A person with saved searches, records that come, and time that passes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from pytest_django import Settings

from portal.catalogue import ticks
from portal.mail.sending import send
from search.saved import services
from search.saved.alerts import alert
from search.saved.models import SavedSearch
from tests.factories import dataset, make_record
from tests.indexed import Told, indexed, own_index

__all__ = ["indexed", "own_index"]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def alone(settings: Settings) -> None:
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana(db: None) -> User:
    return person("ana")


def person(name: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@dataclass
class World:
    """The clock, and what happens by it; it starts at noon."""

    tell: Told
    clock: list[datetime]
    number: int = 0

    @property
    def now(self) -> datetime:
        return self.clock[0]

    def wait(self, passed: timedelta) -> None:
        self.clock[0] += passed

    def save(self, user: User, query: str = "", alert: str = "daily") -> SavedSearch:
        return services.save(user, query, f"My {query or 'everything'}", alert)

    def record(self, *, index: bool = True, **changes: Any) -> Any:
        """A record comes now, and is indexed a moment later."""
        self.number += 1
        fields = {"pid": f"p/{self.number}", "title": f"Lysozyme {self.number}", **changes}
        made = make_record(dataset(**fields), now=self.now)
        if index:
            self.index()
        return made

    def index(self) -> None:
        ticks.tick()
        self.tell()

    def step(self) -> list[Any]:
        """The worker's step; the messages that were sent in it."""
        before = len(mail.outbox)
        ticks.tick()
        alert()
        send()
        return mail.outbox[before:]


@pytest.fixture
def world(indexed: Told, monkeypatch: pytest.MonkeyPatch) -> World:
    clock = [NOON]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    return World(indexed, clock)


Make = Callable[..., Any]
