"""Absence is not deletion: when a record that is no longer listed is withdrawn.

Only after two complete sweeps in a row without it, and where the record has an
address of its own in the catalogue, only when that answers 404 or 410.  A source
that suddenly loses more than a tenth of its records is held until somebody looked.
"""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from harvest.client import FetchError
from harvest.connectors.base import Connector, Presence
from harvest.models import Outcome, Run
from portal.catalogue.models import Source, SourceRecord
from portal.catalogue.records import AnyRecord, RecordKind
from portal.catalogue.store import withdraw

Remap = Callable[[SourceRecord], AnyRecord | None]
SWEEPS = 2
BATCH = 200


def count(source: Source, run: Run) -> None:
    """After a complete sweep: count who was missing, or hold the source (and save it)."""
    _drop_rejected(source, run)
    missing = _missing(source, run.pk)
    fresh, total = missing.filter(missed=0).count(), _present(source).count()
    if fresh * 10 > total:
        source.held = (
            f"{fresh} of {total} records weren't listed on {timezone.now():%Y-%m-%d}: "
            f"nothing is withdrawn until `manage.py source release {source.name}`"
        )
        source.save(update_fields=["held"])
    if not source.held:
        missing.update(missed=F("missed") + 1)


def settle(source: Source, run: Run, connector: Connector, remap: Remap) -> None:
    """Withdraw whom two complete sweeps missed and nothing contradicts."""
    if not source.held:
        missing = _missing(source, run.pk).filter(missed__gte=SWEEPS)
        _confirm_and_withdraw(missing, run, connector, remap)


def release(source: Source, connector: Connector, remap: Remap) -> Run | None:
    """A person looked at a held source: withdraw what the last sweep missed.

    A record with an address of its own still has to be gone there.
    """
    run = source.runs.filter(sweep=True, state=Run.State.COMPLETE).first()
    source.held = ""
    source.save(update_fields=["held"])
    if run is not None:
        missing = _missing(source, run.pk)
        missing.filter(missed=0).update(missed=1)
        _confirm_and_withdraw(missing, run, connector, remap)
    return run


def _present(source: Source) -> QuerySet[SourceRecord]:
    """What the source tells of, also where the latest it told couldn't be mapped."""
    kept = Q(state=SourceRecord.State.REJECTED, record__isnull=False)
    return source.records.filter(Q(state=SourceRecord.State.PRESENT) | kept)


def _missing(source: Source, run: int) -> QuerySet[SourceRecord]:
    return _present(source).filter(last_run__lt=run)


def _drop_rejected(source: Source, run: Run) -> None:
    """A rejected payload that isn't offered any more has nothing to lose."""
    SourceRecord.objects.filter(
        source=source, state=SourceRecord.State.REJECTED, record=None, last_run__lt=run.pk
    ).update(state=SourceRecord.State.WITHDRAWN, changed_at=timezone.now())


def _confirm_and_withdraw(
    missing: QuerySet[SourceRecord], run: Run, connector: Connector, remap: Remap
) -> None:
    batch: list[SourceRecord] = []
    for row in missing.defer("packed").order_by("pk").iterator(chunk_size=BATCH):
        if _gone(row, connector):
            batch.append(row)
        if len(batch) == BATCH:
            _withdraw(batch, run, remap)
            batch = []
    _withdraw(batch, run, remap)


def _gone(row: SourceRecord, connector: Connector) -> bool:
    kind: RecordKind = "document" if row.kind == "document" else "dataset"
    if not connector.address(kind, row.native_id):
        return True
    try:
        return connector.probe(kind, row.native_id) is Presence.GONE
    except FetchError:
        return False


def _withdraw(rows: Iterable[SourceRecord], run: Run, remap: Remap) -> None:
    """Withdraw, say so and count it in one transaction: the run may be cut off at any time."""
    rows = list(rows)
    reason = f"not listed by {SWEEPS} complete sweeps"
    with transaction.atomic():
        withdraw(rows, timezone.now(), remap)
        Outcome.objects.bulk_create(
            Outcome(run=run, source_record=row, what=Outcome.What.ABSENT, reason=reason)
            for row in rows
        )
        run.absent += len(rows)
        run.save(update_fields=["absent"])
