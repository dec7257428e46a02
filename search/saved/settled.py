"""Up to when everything that appeared is in the index."""

from datetime import datetime, timedelta

from django.db.models import Min

from portal.catalogue import ticks
from portal.catalogue.models import Mark, Record
from search.indexing import outbox

MARGIN = timedelta(
    minutes=10
)  # longer than a harvest's transaction is open, and the index refreshed
MOST_WAITING = 1_000  # records; an index that is behind by more is waited for


def settled_until(now: datetime, since: datetime) -> datetime:
    """A whole second by which all that appeared after ``since`` can be found.

    It is ``since`` where nobody can know.
    """
    mark = Mark.objects.filter(name=ticks.MARK).first()
    waiting = outbox.waiting(0, MOST_WAITING)
    if mark is None or len(waiting) == MOST_WAITING:
        return since
    limit = min(now - MARGIN, datetime.fromisoformat(mark.value))
    late = Record.objects.filter(pk__in=[pk for _, pk in waiting], appeared_at__gt=since)
    oldest = late.aggregate(oldest=Min("appeared_at"))["oldest"]
    if oldest is not None:
        limit = min(limit, oldest - timedelta(seconds=1))
    return max(since, limit.replace(microsecond=0))
