"""All indices anew, beside those in use, without a gap in service.

The catalogue is the truth.  All public records are written to new ones; then
what changed meanwhile, as the outbox tells; then the new one takes the old one's
place in one step.  A rebuild that fails leaves no trace but its reason.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from portal.catalogue.models import Record
from portal.locks import lock
from search.engines.index import Held, Rebuild
from search.errors import IndexingFailed
from search.indexing import outbox
from search.indexing.batches import Projected, Projector
from search.indexing.drain import BATCH, LOCK
from search.indexing.indices import Indices, all_indices
from search.indexing.refusals import written

MOST_REFUSED = 1_000  # records; when there are more, it isn't they who are at fault

Progress = Callable[[int, int], None]  # records done, records in all
Targets = Sequence[Rebuild[Any, int]]


@dataclass(slots=True)
class RebuildReport:
    """How many records were written, less those that changed meanwhile; and the refused."""

    indexed: int = 0
    problems: dict[int, str] = field(default_factory=dict)


def rebuild(progress: Progress = lambda done, total: None) -> RebuildReport:
    """Rebuild the index.

    Raises portal.locks.Busy when another process writes to it, EngineUnavailable or
    IndexingFailed when the engine doesn't take it; the index in use is then as it was.
    """
    with lock(LOCK):
        return rebuild_locked(all_indices(), progress)


def rebuild_locked(
    indices: Indices, progress: Progress = lambda done, total: None
) -> RebuildReport:
    """The same for who holds the lock already.

    Killed between the swaps, the older indices are as they were, and the outbox still
    holds what all have to be told.
    """
    report = RebuildReport()
    covered = outbox.present()  # their records are read after this, as all are
    with ExitStack() as stack:
        targets = [stack.enter_context(index.rebuild()) for index in indices]
        _write_everything(targets, report, progress)
        later = _catch_up(targets, report, covered)
        for target in targets:
            target.swap()
    outbox.settle_rebuilt([*covered, *later], report.problems)
    return report


def _write_everything(targets: Targets, report: RebuildReport, progress: Progress) -> None:
    total = Record.objects.public().count()
    done = 0
    progress(done, total)
    for projected in Projector().everything():
        _write(targets, projected, report)
        report.indexed += len({one.id for one in projected.documents} - report.problems.keys())
        done += len(projected.documents) + len(projected.problems)
        progress(min(done, total), total)


def _write(targets: Targets, projected: Projected, report: RebuildReport) -> None:
    """Add records that aren't in the new indices yet, less those that are refused."""
    report.problems |= projected.problems
    for target, held in zip(targets, projected.held, strict=True):
        taken = [one for one in held if one.id not in report.problems]
        try:
            target.add(taken)
        except IndexingFailed:
            report.problems |= written(_again(target), target.delete, taken)
            if len(report.problems) > MOST_REFUSED:
                raise


def _again(target: Rebuild[Held, int]) -> Callable[[Sequence[Held]], None]:
    """Adds documents of which some may be in the new index."""

    def again(documents: Sequence[Held]) -> None:
        target.delete([one.id for one in documents])
        target.add(documents)

    return again


def _catch_up(targets: Targets, report: RebuildReport, covered: frozenset[int]) -> list[int]:
    """Write what changed since the rebuild began; the outbox rows that are dealt with.

    ``covered`` rows aren't looked at: they tell of changes that were there by then.
    """
    projector = Projector()
    settled: list[int] = []
    last, full = 0, True
    while full:
        rows = outbox.waiting(last, BATCH)
        full = len(rows) == BATCH  # what comes while the last few are written can wait
        last = rows[-1][0] if rows else last
        later = [(row, record) for row, record in rows if row not in covered]
        changed = {record for _, record in later}
        for target in targets:
            target.delete(changed)
        report.problems = {pk: why for pk, why in report.problems.items() if pk not in changed}
        _write(targets, projector.by_id(changed), report)
        settled += [row for row, _ in later]
    return settled
