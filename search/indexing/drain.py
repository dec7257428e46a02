"""From the outbox to the indices: what is committed in the catalogue can be found.

They are told in turn: that of records, that of files, that of suggestions.

Rows are deleted only when the engine has made their batch durable, so after a crash
of either they are only written again, to the same effect.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from portal.locks import Busy, lock
from search.engines.index import Held, Index
from search.errors import IndexingFailed
from search.indexing import outbox
from search.indexing.batches import Projector
from search.indexing.indices import Indices, all_indices
from search.indexing.refusals import written

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
            return _drain(all_indices(), limit)
    except Busy as error:
        return DrainReport(left=outbox.left(), busy=str(error))


def _drain(indices: Indices, limit: int | None) -> DrainReport:
    indexed, deleted, problems, after, done = _rebuild_if_needed(indices), 0, 0, 0, 0
    projector = Projector()
    while limit is None or done < limit:
        rows = outbox.waiting(after, BATCH)
        if not rows:
            break
        result = _batch(indices, projector, rows)
        indexed, deleted = indexed + result.indexed, deleted + result.deleted
        problems += result.set_aside
        after, done = rows[-1][0], done + len(rows)
    return DrainReport(indexed, deleted, problems, outbox.left())


def _batch(indices: Indices, projector: Projector, rows: list[tuple[int, int]]) -> DrainReport:
    changed = {record for _, record in rows}
    projected = projector.by_id(changed)
    problems = projected.problems
    for index, held in zip(indices, projected.held, strict=True):
        problems |= _write(index, [one for one in held if one.id not in problems], changed)
    indexed = {one.id for one in projected.documents} - problems.keys()
    deleted = changed - indexed - problems.keys()
    outbox.settle([row for row, _ in rows], changed - problems.keys(), problems)
    return DrainReport(len(indexed), len(deleted), len(problems))


def _write(index: Index[Held, int], documents: Sequence[Held], changed: set[int]) -> dict[int, str]:
    """Write what the index holds of the records that changed, and delete the others."""
    gone = sorted(changed - {one.id for one in documents})
    return written(
        lambda part: index.write(part, gone), lambda ids: index.write((), [*gone, *ids]), documents
    )


def _rebuild_if_needed(indices: Indices) -> int:
    """How many records a rebuild indexed; 0 when none was needed."""
    why = next(filter(None, (index.needs_rebuild() for index in indices)), "")
    if not why:
        return 0
    if time.monotonic() - _Look.failed_at < _CHECK_EVERY:
        raise IndexingFailed(f"{why} Rebuilding it failed a moment ago, and is tried again soon.")
    from search.indexing.rebuild import rebuild_locked

    log.info("rebuilding the search index: %s", why)
    try:
        report = rebuild_locked(indices)
    except BaseException:
        _Look.failed_at = time.monotonic()
        raise
    return report.indexed
