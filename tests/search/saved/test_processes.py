"""Alerts with real processes: several at once, and killed at any moment."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.mail import sink as server
from tests.portal.mail.sink import Sink
from tests.processes import done, fill, python

PEOPLE = 12
FILL = f"""
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.utils import timezone
from portal.catalogue import ticks
from search.indexing.drain import drain
from search.indexing.rebuild import rebuild
from search.saved import services
from search.saved.models import SavedSearch
from tests.factories import dataset, make_record
now = timezone.now()
for number in range(3):
    make_record(dataset(pid=f"p/{{number}}"), now=now - timedelta(hours=1))
rebuild()
drain(None)
ticks.tick()
for number in range({PEOPLE}):
    user = User.objects.create_user(f"u{{number}}", f"u{{number}}@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    services.save(user, "", "Mine", "daily")
SavedSearch.objects.update(told_until=now - timedelta(days=1), next_at=now)
"""
WORK = """
from portal.mail.models import OutgoingMail
from search.saved.models import SavedSearch
from django.utils import timezone
from search.saved.alerts import alert
from portal.mail.sending import send
import time
print("ready", flush=True)
open_ended = SavedSearch.objects.filter(next_at__lte=timezone.now())
waiting = OutgoingMail.objects.filter(state__in=["waiting", "sending"])
until = time.monotonic() + 60
while (open_ended.exists() or waiting.exists()) and time.monotonic() < until:
    alert()
    send()
"""
DOUBTFUL = """
from portal.mail.models import OutgoingMail
print(OutgoingMail.objects.filter(state="unknown").count(), OutgoingMail.objects.count())
"""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with server.running() as made:
        yield made


@pytest.fixture
def settings_of(each_database: dict[str, str], sink: Sink, tmp_path: Path) -> dict[str, str]:
    """A filled portal on each database, whose mail goes to the sink."""
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port), "EMAIL_TLS": "no"}
    fill(FILL, tmp_path, each_database | mail)
    return each_database | mail


def everybody() -> Counter[str]:
    return Counter(f"u{number}@example.org" for number in range(PEOPLE))


def test_several_at_once_tell_everybody_once(
    settings_of: dict[str, str], sink: Sink, tmp_path: Path
) -> None:
    workers = [python(WORK, tmp_path, settings_of) for _ in range(3)]
    for worker in workers:
        done(worker)
    assert Counter(to for to, _ in sink.taken) == everybody()


def test_killed_at_any_moment_none_is_told_twice(
    settings_of: dict[str, str], sink: Sink, tmp_path: Path
) -> None:
    """Who was written to when a worker was killed has the message, or it is known as doubtful."""
    for number in range(6):
        worker = python(WORK, tmp_path, settings_of)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(0.015 * (number + 1))
        worker.kill()
        worker.communicate()
    done(python(WORK, tmp_path, settings_of))
    told = Counter(to for to, _ in sink.taken)
    assert max(told.values()) == 1
    doubtful, kept = map(int, done(python(DOUBTFUL, tmp_path, settings_of)).split())
    assert doubtful == kept
    assert len(told) + doubtful >= PEOPLE
