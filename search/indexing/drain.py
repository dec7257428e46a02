"""From the outbox to the indices: what is committed in the catalogue can be found.

They are told in turn: that of records, that of files, that of suggestions.

Rows are deleted only when the engine has made their batch durable, so after a crash
of either they are only written again, to the same effect.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from portal.locks import Busy, lock
from search import services
from search.engines.base import Engine
from search.errors import IndexingFailed
from search.files import services as files
from search.files.engines.base import FileEngine
from search.indexing import outbox
from search.indexing.batches import Projector, reason
from search.suggest import services as suggestions
from search.suggest.keeping import Keeper

log = logging.getLogger("beamfinder.search")
LOCK = "index"
BATCH = 1_000  # rows
AT_ONCE = 20_000  # rows of one call, unless it is told otherwise
_CHECK_EVERY = 30.0  # seconds between looks at an index that has nothing to be told


@dataclass(frozen=True)
class DrainReport:
    """How many records were indexed, deleted and set aside, and how many rows are left.

    ``busy`` is why nothing was done, when another process writes to the index.
    """

    indexed: int = 0
    deleted: int = 0
    set_aside: int = 0
    left: int = 0
    busy: str = ""


class _Look:
    """When the idle index was last looked at, and when a rebuild failed last."""

    at = -_CHECK_EVERY
    failed_at = -_CHECK_EVERY


def drain(limit: int | None = AT_ONCE) -> DrainReport:
    """Tell the index what the outbox holds, up to ``limit`` rows (None: all of them).

    An index that is missing, damaged or of another version is rebuilt first.
    Raises EngineUnavailable when the engine doesn't answer; the rows stay.
    """
    if not outbox.waiting(0, 1) and time.monotonic() - _Look.at < _CHECK_EVERY:
        return DrainReport()
    try:
        with lock(LOCK):
            _Look.at = time.monotonic()
            return _drain(services.engine(), files.engine(), suggestions.keeper(), limit)
    except Busy as error:
        return DrainReport(left=outbox.left(), busy=str(error))


def _drain(engine: Engine, files: FileEngine, keeper: Keeper, limit: int | None) -> DrainReport:
    rebuilt = _rebuild_if_needed(engine, files, keeper)
    indexed, deleted, problems, after, done = rebuilt, 0, 0, 0, 0
    projector = Projector()
    while limit is None or done < limit:
        rows = outbox.waiting(after, BATCH)
        if not rows:
            break
        result = _batch(engine, files, keeper, projector, rows)
        indexed, deleted = indexed + result.indexed, deleted + result.deleted
        problems += result.set_aside
        after, done = rows[-1][0], done + len(rows)
    return DrainReport(indexed, deleted, problems, outbox.left())


def _batch(
    engine: Engine,
    files: FileEngine,
    keeper: Keeper,
    projector: Projector,
    rows: list[tuple[int, int]],
) -> DrainReport:
    projected = projector.by_id(record for _, record in rows)
    refused = write(engine, projected.documents, projected.deletes)
    names = [one for one in projected.names if one.id not in refused]
    named = {one.id for one in names}
    refused |= write(files, names, sorted({record for _, record in rows} - named))
    suggested = [one for one in projected.suggested if one.id not in refused]
    kept = {one.id for one in suggested}
    refused |= write(keeper, suggested, sorted({record for _, record in rows} - kept))
    problems = projected.problems | refused
    indexed = [one.id for one in projected.documents if one.id not in refused]
    deleted = [pk for pk in projected.deletes if pk not in problems]
    outbox.settle([row for row, _ in rows], [*indexed, *deleted], problems)
    return DrainReport(len(indexed), len(deleted), len(problems))


class Indexed(Protocol):
    """What either index holds of a record."""

    @property
    def id(self) -> int: ...


Held = TypeVar("Held", bound=Indexed)
Taken = TypeVar("Taken", contravariant=True)


class Index(Protocol[Taken]):
    def write(self, upserts: Sequence[Taken], deletes: Iterable[int]) -> None: ...


def write(engine: Index[Held], documents: Sequence[Held], deletes: Sequence[int]) -> dict[int, str]:
    """Write a batch; where it is refused, halve it down to the records at fault.

    Returns why records were refused, by id; their former state is deleted, since it
    may no longer be public.  Raises IndexingFailed when nothing at all can be written.
    """
    try:
        engine.write(documents, deletes)
        return {}
    except IndexingFailed as error:
        if not documents:
            raise
        if len(documents) == 1:
            engine.write((), [*deletes, documents[0].id])  # raises when the engine is at fault
            log.warning("record %s is set aside: %s", documents[0].id, error)
            return {documents[0].id: reason(error)}
        half = len(documents) // 2
        refused = write(engine, documents[:half], deletes)
        return refused | write(engine, documents[half:], ())


def _rebuild_if_needed(engine: Engine, files: FileEngine, keeper: Keeper) -> int:
    """How many records a rebuild indexed; 0 when none was needed."""
    why = engine.needs_rebuild() or files.needs_rebuild() or keeper.needs_rebuild()
    if not why:
        return 0
    if time.monotonic() - _Look.failed_at < _CHECK_EVERY:
        raise IndexingFailed(f"{why} Rebuilding it failed a moment ago, and is tried again soon.")
    from search.indexing.rebuild import rebuild_locked

    log.info("rebuilding the search index: %s", why)
    try:
        report = rebuild_locked(engine, files, keeper)
    except BaseException:
        _Look.failed_at = time.monotonic()
        raise
    return report.indexed
