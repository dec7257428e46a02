"""Putting a message into the queue."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from portal.mail.models import OutgoingMail


def queue(
    subject: str,
    text: str,
    *,
    to: str = "",
    user: User | None = None,
    html: str = "",
    headers: dict[str, str] | None = None,
    repeatable: bool = True,
) -> OutgoingMail:
    """Have a message sent to ``to``, or to the confirmed address of ``user``.

    Its Message-ID stays the same however often it is tried, so that mail programs can drop
    what comes twice.
    """
    now = timezone.now()
    identifier = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    return OutgoingMail.objects.create(
        user=user,
        to=to,
        subject=subject,
        text=text,
        html=html,
        headers={"Message-ID": identifier, "Auto-Submitted": "auto-generated", **(headers or {})},
        repeatable=repeatable,
        written_at=now,
        due_at=now,
    )
