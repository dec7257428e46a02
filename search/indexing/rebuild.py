"""All indices anew, beside those in use, without a gap in service.

The catalogue is the truth.  All public records are written to new ones; then
what changed meanwhile, as the outbox tells; then the new one takes the old one's
place in one step.  A rebuild that fails leaves no trace but its reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.catalogue.models import Record
from portal.locks import lock
from search import services
from search.engines.base import Engine, Rebuild
from search.errors import IndexingFailed
from search.files import services as files
from search.files.engines.base import FileEngine, FileRebuild
from search.indexing import outbox
from search.indexing.batches import Projector, reason
from search.indexing.drain import BATCH, LOCK, Held, Taken
from search.suggest import services as suggestions
from search.suggest.keeping import Keeper, KeeperRebuild

MOST_REFUSED = 1_000  # records; when there are more, it isn't they who are at fault

Progress = Callable[[int, int], None]  # records done, records in all


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
        return rebuild_locked(services.engine(), files.engine(), suggestions.keeper(), progress)


def rebuild_locked(
    engine: Engine,
    files: FileEngine,
    keeper: Keeper,
    progress: Progress = lambda done, total: None,
) -> RebuildReport:
    """The same for who holds the lock already.

    Killed between the swaps, the older indices are as they were, and the outbox still
    holds what all have to be told.  Suggestions are counted in the new index of records.
    """
    report = RebuildReport()
    covered = outbox.present()  # their records are read after this, as all are
    with engine.rebuild() as target, files.rebuild() as names, keeper.rebuild() as suggested:
        new = _Rebuilds(target, names, suggested)
        _write_everything(new, report, progress)
        later = _catch_up(new, report, covered)
        names.swap()
        target.swap()
        suggested.swap()
    outbox.settle_rebuilt([*covered, *later], report.problems)
    return report


@dataclass(frozen=True, slots=True)
class _Rebuilds:
    """The new indices, each being filled."""

    records: Rebuild
    names: FileRebuild
    suggested: KeeperRebuild


def _write_everything(new: _Rebuilds, report: RebuildReport, progress: Progress) -> None:
    total = Record.objects.public().count()
    done = 0
    progress(done, total)
    for projected in Projector().everything():
        report.problems |= projected.problems
        report.indexed += _write(new.records, projected.documents, report, fresh=True)
        _write(new.names, projected.names, report, fresh=True)
        _write(new.suggested, projected.suggested, report, fresh=True)
        done += len(projected.documents) + len(projected.problems)
        progress(min(done, total), total)


class _Target(Protocol[Taken]):
    def add(self, documents: Sequence[Taken]) -> None: ...

    def replace(self, upserts: Sequence[Taken], deletes: Iterable[int]) -> None: ...


def _write(
    target: _Target[Held],
    documents: Sequence[Held],
    report: RebuildReport,
    fresh: bool = False,
) -> int:
    """Write a batch, halved down to the records at fault where it is refused; how many.

    ``fresh`` documents aren't in the new index yet.  After a refusal a part of the batch
    may be, so the halves replace what is there.
    """
    try:
        if fresh:
            target.add(documents)
        else:
            target.replace(documents, ())
        return len(documents)
    except IndexingFailed as error:
        if len(documents) > 1:
            half = len(documents) // 2
            halves = (documents[:half], documents[half:])
            return sum(_write(target, part, report) for part in halves)
        report.problems |= {document.id: reason(error) for document in documents}
        if not documents or len(report.problems) > MOST_REFUSED:
            raise
        target.replace((), [documents[0].id])
        return 0


def _catch_up(new: _Rebuilds, report: RebuildReport, covered: frozenset[int]) -> list[int]:
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
        projected = projector.by_id(record for _, record in later)
        new.records.replace((), projected.deletes)
        report.problems |= projected.problems
        _write(new.records, projected.documents, report)
        changed = {record for _, record in later}
        for target in (new.names, new.suggested):
            target.replace((), changed)
        _write(new.names, projected.names, report)
        _write(new.suggested, projected.suggested, report)
        settled += [row for row, _ in later]
    return settled
