"""When a source is harvested next."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from harvest.models import Run
from portal.catalogue import own
from portal.catalogue.models import Source

AFTER_FAILURE = timedelta(hours=1)


def next_due(source: Source) -> datetime:
    """When the source wants to be harvested; a failed run is tried again within the hour."""
    last = source.runs.first()
    if last is None:
        return source.created_at
    if last.state in (Run.State.RUNNING, Run.State.FAILED):
        return (last.finished_at or last.started_at) + AFTER_FAILURE
    hours = source.interval_hours or settings.HARVEST_INTERVAL_HOURS
    return last.started_at + timedelta(hours=hours)


def due() -> list[Source]:
    """The enabled sources whose time has come, the longest waiting first."""
    now = timezone.now()
    enabled = Source.objects.filter(enabled=True).exclude(kind=own.KIND)
    times = [(next_due(source), source.pk, source) for source in enabled]
    return [source for at, _, source in sorted(times) if at <= now]
