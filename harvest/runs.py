"""Which run a harvest is: a new one, or the one that was cut off."""

from datetime import timedelta

from django.utils import timezone

from harvest.connectors import CONNECTORS
from harvest.models import Run
from portal.catalogue.models import Source

MOST_RESUMED = 5  # times without another page stored


def begin(source: Source, full: bool) -> Run:
    """The run that was cut off, to go on with, or a new one."""
    last = source.runs.first()
    if last and _resumable(last, full):
        at = last.checkpoint or {}
        last.checkpoint = {**at, "resumed": at.get("resumed", 0) + 1}
        last.resumed += 1
        last.state, last.error, last.finished_at = Run.State.RUNNING, "", None
        last.save(update_fields=["resumed", "checkpoint", "state", "error", "finished_at"])
        return last
    if last and last.state == Run.State.RUNNING:
        last.state, last.error = Run.State.FAILED, "cut off, and not to be gone on with"
        last.finished_at = timezone.now()
        last.save(update_fields=["state", "error", "finished_at"])
    incremental = CONNECTORS[source.kind].incremental and not full and source.cursor is not None
    return Run.objects.create(
        source=source, sweep=not incremental or _sweep_due(source), started_at=timezone.now()
    )


def _resumable(run: Run, full: bool) -> bool:
    """Cut off or failed on its way, less than a day ago, and not again and again at one page."""
    if run.checkpoint is None or run.state not in (Run.State.RUNNING, Run.State.FAILED):
        return False
    if full and not was_full(run):
        return False
    fresh = timezone.now() - run.started_at < timedelta(days=1)
    return fresh and run.checkpoint.get("resumed", 0) < MOST_RESUMED


def _sweep_due(source: Source) -> bool:
    """Only a sweep sees that a record has gone, so there is one a week."""
    ended = (Run.State.COMPLETE, Run.State.INCOMPLETE)
    last = source.runs.filter(sweep=True, state__in=ended).first()
    return last is None or (timezone.now() - last.started_at).days >= 7


def was_full(run: Run) -> bool:
    """Whether the run that is gone on with maps every record anew."""
    return bool((run.checkpoint or {}).get("full"))


def end(run: Run, state: str, error: str = "") -> Run:
    """The run, ended in this state."""
    run.state, run.error = state, error
    run.finished_at = timezone.now()
    run.save()
    return run
