"""The worker's step that deletes what nobody needs any more."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.mail import sending
from publishing.carts import services as carts

UNCONFIRMED = timedelta(days=30)


def forget() -> None:
    """Accounts whose address was never confirmed, sessions that ended, mail set aside, carts
    that nobody touched for long."""
    now = timezone.now()
    never = User.objects.filter(last_login=None, is_staff=False, date_joined__lt=now - UNCONFIRMED)
    never.filter(emailaddress__verified=False).exclude(emailaddress__verified=True).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    sending.tidy()
    carts.forget_old()
