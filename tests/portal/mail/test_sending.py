"""The queue and a mail server: nothing is lost, and what must come once comes once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from portal.locks import lock
from portal.mail import sending
from portal.mail.models import OutgoingMail
from portal.mail.queue import queue
from portal.mail.sending import LOCK, send, tidy
from tests.portal.mail.sink import Sink

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def later(**passed: int) -> None:
    """Time passes for the queue."""
    for row in OutgoingMail.objects.all():
        row.due_at -= timedelta(**passed)
        row.save()


def only() -> OutgoingMail:
    return OutgoingMail.objects.get()


def test_it_works(sink: Sink) -> None:
    queue("Grüße", "ein Text\n.mit Punkt", to="ana@example.org", html="<p>ein Text</p>")
    assert send() == 1
    ((to, message),) = sink.taken
    assert to == "ana@example.org"
    assert message["Subject"] == "Grüße"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@127.0.0.1>")
    kinds = [part.get_content_type() for part in message.iter_parts()]  # type: ignore[attr-defined]
    assert kinds == ["text/plain", "text/html"]
    assert not OutgoingMail.objects.exists()
    assert send() == 0


def test_a_server_that_is_away_loses_nothing(sink: Sink, settings: Settings) -> None:
    here, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for name in "ab":
        queue(name, "text", to="ana@example.org", repeatable=False)
    waits = []
    for _ in range(9):
        assert send() == 0
        row = OutgoingMail.objects.order_by("pk").first()
        assert row is not None
        waits.append(round((row.due_at - timezone.now()).total_seconds() / 60))
        later(hours=1, minutes=1)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    settings.EMAIL_PORT = here
    assert send() == 2
    assert sink.subjects == ["a", "b"]


def test_while_it_waits_nobody_is_asked(sink: Sink) -> None:
    queue("a", "text", to="ana@example.org")
    later(minutes=-5)
    assert send() == 0
    assert not sink.taken


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "."])
def test_a_server_that_refuses_for_now_is_asked_again(sink: Sink, word: str) -> None:
    queue("a", "text", to="ana@example.org", repeatable=False)
    sink.replies[word] = "451 try later"
    assert send() == 0
    assert only().state == State.WAITING
    sink.replies.clear()
    later(hours=1)
    assert send() == 1
    assert sink.subjects == ["a"]


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_before_the_message_is_asked_again(sink: Sink, word: str) -> None:
    queue("a", "text", to="ana@example.org", repeatable=False)
    sink.replies[word] = None
    assert send() == 0
    sink.replies.clear()
    later(hours=1)
    assert send() == 1
    assert sink.subjects == ["a"]


@pytest.mark.parametrize("word", ["RCPT", "DATA", "."])
def test_what_is_refused_for_good_is_set_aside(sink: Sink, word: str) -> None:
    queue("a", "text", to="ana@example.org")
    queue("b", "text", to="ben@example.org")
    sink.replies[word] = "550 no such person"
    assert send() == 0
    assert {row.state for row in OutgoingMail.objects.all()} == {State.REFUSED}
    later(days=1)
    sink.replies.clear()
    assert send() == 0


def test_the_others_go_on(sink: Sink) -> None:
    queue("a", "text", to="two words")
    queue("b", "text", to="ben@example.org")
    queue("c\nBcc: x", "text", to="ben@example.org")
    queue("d", "text", to="ben@example.org")
    send()
    assert sink.subjects[-2:] == ["b", "d"]
    assert "x" not in {to for to, _ in sink.taken}


def test_news_whose_arrival_is_in_doubt_do_not_come_twice(sink: Sink) -> None:
    """The server took it and hung up before it said so."""
    queue("news", "text", to="ana@example.org", repeatable=False)
    sink.replies["."] = None
    assert send() == 0
    assert only().state == State.UNKNOWN
    sink.replies.clear()
    later(days=1)
    assert send() == 0
    assert sink.subjects == ["news"]


def test_a_link_whose_arrival_is_in_doubt_comes_again_as_the_same_message(sink: Sink) -> None:
    queue("link", "text", to="ana@example.org")
    sink.replies["."] = None
    send()
    sink.replies.clear()
    later(hours=1)
    assert send() == 1
    (_, one), (_, two) = sink.taken
    assert one["Message-ID"] == two["Message-ID"]


@pytest.mark.parametrize(("repeatable", "sent"), [(True, 1), (False, 0)])
def test_a_worker_killed_while_sending(sink: Sink, repeatable: bool, sent: int) -> None:
    row = queue("a", "text", to="ana@example.org", repeatable=repeatable)
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.SENDING)
    assert send() == sent
    assert list(OutgoingMail.objects.values_list("state", flat=True)) == (
        [] if repeatable else [State.UNKNOWN]
    )


def test_one_that_is_being_sent_elsewhere_is_left_alone(sink: Sink) -> None:
    row = queue("a", "text", to="ana@example.org")
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.SENDING)
    with lock(LOCK):
        assert send() == 0
    assert only().state == State.SENDING


def test_the_mark_is_seen_by_others_before_the_server_hears(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    plain = sending.EmailMultiAlternatives.send

    def look(self: mail.EmailMultiAlternatives, *args: object) -> int:
        seen.append(only().state)
        return plain(self)

    monkeypatch.setattr(sending.EmailMultiAlternatives, "send", look)
    queue("a", "text", to="ana@example.org", repeatable=False)
    assert send() == 1
    assert seen == [State.SENDING]


def test_it_goes_to_the_address_confirmed_by_then(sink: Sink) -> None:
    user = User.objects.create_user("a", "old@example.org")
    address = EmailAddress.objects.create(user=user, email="old@example.org", verified=True)
    queue("a", "text", user=user)
    EmailAddress.objects.filter(pk=address.pk).update(email="new@example.org")
    assert send() == 1
    assert [to for to, _ in sink.taken] == ["new@example.org"]


@pytest.mark.parametrize("change", ["unconfirmed", "closed", "deleted"])
def test_who_has_no_address_gets_nothing(sink: Sink, change: str) -> None:
    user = User.objects.create_user("a", "old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", verified=True)
    queue("a", "text", user=user)
    if change == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    elif change == "closed":
        User.objects.update(is_active=False)
    else:
        user.delete()
    assert send() == 0
    assert not sink.taken
    assert not OutgoingMail.objects.exists()


def test_it_is_given_up_in_the_end(sink: Sink, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    queue("a", "text", to="ana@example.org")
    OutgoingMail.objects.update(written_at=timezone.now() - timedelta(days=15))
    send()
    assert only().state == State.REFUSED
    tidy()
    assert OutgoingMail.objects.exists()
    OutgoingMail.objects.update(written_at=timezone.now() - timedelta(days=31))
    tidy()
    assert not OutgoingMail.objects.exists()


def test_without_a_server_it_is_written_to_files(settings: Settings, tmp_path: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.HOME = tmp_path
    queue("a", "the text", to="ana@example.org")
    assert send() == 1
