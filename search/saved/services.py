"""What changes saved searches."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.mail.models import OutgoingMail
from search.errors import SearchError
from search.saved.models import SavedSearch

MOST = 100  # of one person
Alert = SavedSearch.Alert
EVERY = {Alert.DAILY: timedelta(days=1), Alert.WEEKLY: timedelta(days=7)}


class TooMany(SearchError):
    """A person keeps as many searches as one may."""

    def __init__(self) -> None:
        super().__init__(f"You have {MOST} saved searches, which is the most: delete one first.")


def save(user: User, query: str, name: str, alert: str) -> SavedSearch:
    """Keep a search; the one there is gets the new name and alert if it is kept already.

    ``query`` comes from ``reading.kept``.  Raises TooMany.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two forms at once count both
        mine = SavedSearch.objects.filter(user=user)
        known = mine.filter(query=query).first()
        if known:
            change(known, name, alert)
            return known
        if mine.count() >= MOST:
            raise TooMany
        now = timezone.now()
        return SavedSearch.objects.create(
            user=user,
            query=query,
            name=name,
            alert=alert,
            created_at=now,
            told_until=_before(now),
            next_at=due(alert, now),
        )


@transaction.atomic
def change(search: SavedSearch, name: str, alert: str) -> None:
    """Another name, or other alerts; who turns them on hears of what comes from then on."""
    row = _locked(search)
    if row is None:
        return
    row.name = name
    if row.alert != alert:
        now = timezone.now()
        if row.alert == Alert.NONE:
            row.told_until = _before(now)
        row.alert, row.next_at = alert, due(alert, now)
        if alert == Alert.NONE:
            _forget_mail(row)
    row.save()


def silence(search: SavedSearch) -> None:
    """No more alerts, not even the one that waits to be sent.  Twice does no harm."""
    change(search, search.name, Alert.NONE)


@transaction.atomic
def delete(search: SavedSearch) -> None:
    """Delete it, with the alert that waits to be sent."""
    row = _locked(search)
    if row is not None:
        _forget_mail(row)
        row.delete()


def due(alert: str, now: datetime) -> datetime | None:
    """When the next message is due; None without alerts."""
    return now + EVERY[Alert(alert)] if alert in EVERY else None


def _before(now: datetime) -> datetime:
    """The last whole second that is over: times in the index are of seconds."""
    return now.replace(microsecond=0) - timedelta(seconds=1)


def _locked(search: SavedSearch) -> SavedSearch | None:
    """The row as it is now, which no worker moves on meanwhile; None when it is gone."""
    return SavedSearch.objects.select_for_update().filter(pk=search.pk).first()


def _forget_mail(search: SavedSearch) -> None:
    if search.last_mail_id is not None:
        waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
        waiting.filter(pk=search.last_mail_id).delete()
        search.last_mail = None
