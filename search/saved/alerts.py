"""The worker's step that writes the messages about what is new in saved searches.

A record is new to a search when it is found now, and first could be seen by anybody
(``Record.appeared_at``) after what was told last.  Each message speaks of a window of time
that begins where the one before it ended.  The message and the end of its window are written
in one transaction, guarded by the state they were made from: killed at any moment, or beside
another worker, either both are there or none, and no record is told twice.  Whether a
message that is being sent is sent again is decided in portal/mail/sending.py.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.mail.models import OutgoingMail
from portal.mail.recipients import confirmed
from search.errors import BadQuery, EngineUnavailable
from search.saved import messages, services
from search.saved.models import SavedSearch
from search.saved.settled import settled_until

log = logging.getLogger("beamfinder.alerts")
AT_ONCE = 50  # searches of one step
SECONDS = 5.0  # of one step, so that the worker's others get their turn
LATE = timedelta(hours=1)  # an index that is further behind is waited for …
PATIENCE = timedelta(hours=12)  # … but not for longer
AGAIN_AFTER = timedelta(hours=1)  # what failed, for whatever reason


def alert() -> int:
    """Queue the messages that are due; how many.  An engine that is away is asked again later."""
    now, started = timezone.now(), time.monotonic()
    due = SavedSearch.objects.filter(next_at__lte=now).select_related("user")
    searches = list(due.order_by("next_at", "pk")[:AT_ONCE])
    if not searches:
        return 0
    until = settled_until(now, min(search.told_until for search in searches))
    written = 0
    for search in searches:
        if time.monotonic() - started > SECONDS:
            break
        if until < now - LATE and search.next_at and search.next_at > now - PATIENCE:
            continue
        try:
            written += _one(search, until, now)
        except EngineUnavailable as error:
            # It may be this search that the engine can't answer: the next step begins with others.
            log.warning("alerts wait for the search engine: %s", error)
            _again(search, now)
            break
        except Exception:
            log.exception("the alert of saved search %s failed, and is tried again", search.pk)
            _again(search, now)
    return written


def _again(search: SavedSearch, now: datetime) -> None:
    same = SavedSearch.objects.filter(pk=search.pk, next_at=search.next_at)
    same.update(next_at=now + AGAIN_AFTER)


def _one(search: SavedSearch, until: datetime, now: datetime) -> int:
    """Write the search's message, if there is anything to tell."""
    if until <= search.told_until:
        return 0
    if not confirmed(search.user):
        return _told(search, until, now)
    try:
        message = messages.news(search, until)
    except BadQuery as error:
        problem = str(error)
        once = None if search.problem else messages.unreadable(search, problem)
        return _told(search, until, now, once, problem)
    return _told(search, until, now, message)


@transaction.atomic
def _told(
    search: SavedSearch,
    until: datetime,
    now: datetime,
    message: messages.Message | None = None,
    problem: str = "",
) -> int:
    """Note how far the search is told, with the message that tells it, unless somebody else
    did so, or its owner changed it meanwhile."""
    same = SavedSearch.objects.filter(
        pk=search.pk,
        alert=search.alert,
        next_at=search.next_at,
        told_until=search.told_until,
    )
    if not same.update(told_until=until, next_at=_next(search, now), problem=problem):
        return 0
    if message is None:
        return 0
    mail: OutgoingMail = message.queue(search.user)
    SavedSearch.objects.filter(pk=search.pk).update(last_mail=mail)
    return 1


def _next(search: SavedSearch, now: datetime) -> datetime | None:
    """The next time at the hour of the last one."""
    every = services.EVERY[SavedSearch.Alert(search.alert)]
    assert search.next_at is not None  # it was due
    return search.next_at + every * ((now - search.next_at) // every + 1)
