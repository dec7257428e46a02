"""The queue and a mail server: nothing is lost, and what must come once comes once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
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


def test_a_server_that_takes_nothing_from_us_loses_nothing(sink: Sink) -> None:
    """Settings that the server doesn't like say nothing about the messages."""
    for name in "abc":
        queue(name, "text", to="ana@example.org", repeatable=False)
    sink.replies["MAIL"] = "530 5.7.0 Authentication required"
    for minutes in (1, 2, 4):
        assert send() == 0
        for row in OutgoingMail.objects.all():
            assert row.state == State.WAITING
            assert round((row.due_at - timezone.now()).total_seconds() / 60) == minutes
            assert "Authentication required" in row.error
        later(minutes=minutes)
    sink.replies.clear()
    assert send() == 3
    assert sink.subjects == ["a", "b", "c"]


def test_it_is_asked_once_a_step_while_it_takes_nothing(sink: Sink) -> None:
    for name in "abc":
        queue(name, "text", to="ana@example.org")
    sink.replies["MAIL"] = "550 5.7.1 not owned by user"
    assert send() == 0
    assert sink.heard.count("MAIL") == 1


def test_a_recipient_for_whom_we_must_log_in_is_not_given_up(sink: Sink) -> None:
    queue("a", "text", to="ana@example.org")
    queue("b", "text", to="ben@example.org")
    sink.replies["RCPT"] = "530 Authentication required"
    assert send() == 0
    assert {row.state for row in OutgoingMail.objects.all()} == {State.WAITING}


def test_a_message_that_is_too_big_stops_no_other(sink: Sink) -> None:
    queue("a", "text", to="ana@example.org")
    sink.replies["MAIL"] = "552 5.3.4 too big"
    assert send() == 0
    assert only().state == State.REFUSED


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize("code", [451, 550])
def test_no_reason_says_to_whom_it_goes(
    sink: Sink, word: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    queue("Secret", "text", to="ana@example.org")
    sink.replies[word] = f"{code} 5.1.1 No such user"
    if word != "MAIL":
        sink.replies[word] = f"{code} 5.1.1 ana@example.org, called ana, has no use for Secret"
    send()
    for told in (only().error, caplog.text):
        assert f"{code}" in told
        assert "5.1.1" in told
        assert "ana" not in told
        assert "Secret" not in told


def test_nor_does_a_message_that_can_not_be_written(
    sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    queue("Secret\nBcc: x", "text", to="ana@example.org")
    send()
    assert only().state == State.REFUSED
    assert "BadHeaderError" in only().error
    assert "Secret" not in only().error + caplog.text


def test_staff_see_neither_whom_it_is_for_nor_what_it_says(admin_client: Client) -> None:
    row = queue("A secret subject", "text", to="ana@example.org")
    for place in ("", "?q=x", f"{row.pk}/change/", f"{row.pk}/delete/"):
        page = admin_client.get(f"/admin/mail/outgoingmail/{place}").content.decode()
        assert "waiting" in page
        assert "ana@" not in page
        assert "secret" not in page


@pytest.mark.parametrize("lookup", ["subject__startswith", "text__contains", "user__email"])
def test_staff_cannot_guess_it_either(admin_client: Client, lookup: str) -> None:
    assert admin_client.get(f"/admin/mail/outgoingmail/?{lookup}=A").status_code == 400
    assert admin_client.get("/admin/mail/outgoingmail/?state__exact=waiting").status_code == 200


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
