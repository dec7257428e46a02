"""What the worker deletes once an hour, and what it must not."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.forgetting import forget

pytestmark = pytest.mark.django_db
LONG_AGO, LATELY = timedelta(days=31), timedelta(days=29)


def person(passed: timedelta, *, confirmed: bool = False, **fields: object) -> User:
    """Somebody who signed up so long ago."""
    number = User.objects.count()
    user = User.objects.create_user(f"u{number}", f"u{number}@example.org", **fields)
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - passed)
    EmailAddress.objects.create(user=user, email=user.email, verified=confirmed)
    return user


def test_accounts_that_were_never_confirmed_go() -> None:
    person(LONG_AGO)
    stay = [
        person(LATELY),
        person(LONG_AGO, confirmed=True),
        person(LONG_AGO, is_staff=True),
        person(LONG_AGO, last_login=timezone.now()),
    ]
    changing = person(LONG_AGO, confirmed=True)
    EmailAddress.objects.create(user=changing, email="new@example.org", verified=False)
    unknown = User.objects.create_user("made-in-the-admin")
    User.objects.filter(pk=unknown.pk).update(date_joined=timezone.now() - LONG_AGO)
    forget()
    assert set(User.objects.all()) == {*stay, changing, unknown}


def test_sessions_that_ended_go() -> None:
    now = timezone.now()
    Session.objects.create(session_key="a", expire_date=now - LATELY)
    Session.objects.create(session_key="b", expire_date=now + LATELY)
    forget()
    assert Session.objects.get().session_key == "b"
