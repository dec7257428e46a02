"""The worker's step that hands the queue to the mail server.

What is told once only must not come twice, even when the worker is killed: so a message is
marked as being sent, and that is committed, before the server hears of it.  A mark that is
found later, with nobody sending, belongs to a worker that died in between.  Such a message
may have arrived.  If it is repeatable it is sent again; else it is set aside as "perhaps sent".
The mark is made when the server has answered a connection already, so a server that is away
puts nothing in doubt: then the whole queue waits, for longer each time.  So it does while
the server refuses the portal itself, which is a matter of settings and not of the message.
"""

import logging
import smtplib
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone

from portal.locks import Busy, lock
from portal.mail import answers
from portal.mail.models import OutgoingMail
from portal.mail.recipients import confirmed

log = logging.getLogger("beamfinder.mail")
LOCK = "mail"
AT_ONCE = 20  # messages of one step
SECONDS = 5.0  # of one step, so that the worker's others get their turn
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=14)
KEEP = timedelta(days=30)  # what was set aside, for the staff to see
State = OutgoingMail.State


def send() -> int:
    """Send what is due; how many messages the server took.  One process at a time does this."""
    if not _open().exists():
        return 0
    try:
        with lock(LOCK):
            _settle_interrupted()
            return _send()
    except Busy:
        return 0


def tidy() -> None:
    """Forget what was set aside long ago."""
    OutgoingMail.objects.filter(written_at__lt=timezone.now() - KEEP).exclude(
        state=State.WAITING
    ).delete()


def _open() -> Any:
    """What is due, and what somebody was about to send."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=now)
    return due | OutgoingMail.objects.filter(state=State.SENDING)


def _settle_interrupted() -> None:
    found = OutgoingMail.objects.filter(state=State.SENDING)
    found.filter(repeatable=True).update(state=State.WAITING)
    if found.update(state=State.UNKNOWN, error="The worker was stopped while it was sent."):
        log.warning("a message was being sent when the worker was stopped: it may have arrived")


def _send() -> int:
    rows = _due()
    if not rows:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _put_off(error)
        return 0
    try:
        return sum(_one(row, connection) for row in _in_time(rows))
    finally:
        connection.close()


def _due() -> list[OutgoingMail]:
    now = timezone.now()
    due = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=now)
    return list(due.select_related("user").order_by("due_at", "pk")[:AT_ONCE])


def _in_time(rows: list[OutgoingMail]) -> Iterator[OutgoingMail]:
    started = time.monotonic()
    for row in rows:
        if time.monotonic() - started > SECONDS:
            return
        yield row


def _one(row: OutgoingMail, connection: Any) -> int:
    to = row.to or (confirmed(row.user) if row.user else "")
    if not to:
        row.delete()  # nobody wants it any more
        return 0
    # Neither sent by another process, nor put off meanwhile.
    mine = OutgoingMail.objects.filter(pk=row.pk, state=State.WAITING, due_at__lte=timezone.now())
    if not mine.update(state=State.SENDING, attempts=F("attempts") + 1):
        return 0
    row.attempts += 1
    message = EmailMultiAlternatives(
        row.subject, row.text, None, [to], headers=row.headers, connection=connection
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    try:
        connection.open()
        message.send()
    except Exception as error:  # whatever it is, the others wait behind it
        if answers.away(error):
            _not_tried(row)
            _put_off(error)
        else:
            _failed(row, error, in_doubt=getattr(connection, "in_doubt", False))
        connection.close()
        return 0
    OutgoingMail.objects.filter(pk=row.pk).delete()
    return 1


def _not_tried(row: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.WAITING, attempts=F("attempts") - 1)


def _failed(row: OutgoingMail, error: Exception, *, in_doubt: bool) -> None:
    """Try again later, unless that is of no use, or might tell the same twice."""
    row.error = answers.reason(error)
    if answers.for_good(error) or timezone.now() - row.written_at > GIVE_UP_AFTER:
        row.state = State.REFUSED
    elif in_doubt and not row.repeatable:
        row.state = State.UNKNOWN
    else:
        row.state = State.WAITING
        row.due_at = timezone.now() + _wait(row.attempts)
    log.warning("message %s to be sent is %s: %s", row.pk, row.state, row.error)
    # An update, for the row may have been deleted with its account.
    OutgoingMail.objects.filter(pk=row.pk).update(
        state=row.state, due_at=row.due_at, error=row.error
    )


def _put_off(error: Exception) -> None:
    """The server is away, or takes nothing from us: everything waits, so that no step is spent
    on waiting for it."""
    waiting = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=timezone.now())
    tried = max(waiting.values_list("attempts", flat=True), default=0)
    reason = f"The mail server takes nothing: {answers.reason(error)}"
    log.warning("mail is put off: %s", reason)
    now = timezone.now()
    waiting.filter(written_at__lt=now - GIVE_UP_AFTER).update(state=State.REFUSED, error=reason)
    waiting.update(attempts=tried + 1, due_at=now + _wait(tried + 1), error=reason)


def _wait(attempts: int) -> timedelta:
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts - 1, 10))
