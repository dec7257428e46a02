"""The way of a record from a catalogue into ours: fetch, map, store, page by page."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from harvest import absence
from harvest.client import Client, FetchError
from harvest.connectors import CONNECTORS
from harvest.connectors.base import Connector, Context, Json, Page, RawRecord, Rejected
from harvest.models import Outcome, Run
from harvest.runs import begin, end, was_full
from portal.catalogue import own
from portal.catalogue.bulk import insert
from portal.catalogue.models import Source, SourceRecord
from portal.catalogue.records import AnyRecord, RecordKind, digest
from portal.catalogue.store import Result, Told, known, store
from portal.locks import lock

COUNTED = ("created", "updated", "unchanged", "rejected", "withdrawn")
MOST_NOTES = 100
MOST_COUNTED = 2**31 - 1
Progress = Callable[[Run], None]

logger = logging.getLogger(__name__)


def harvest(source: Source, full: bool = False, progress: Progress = lambda run: None) -> Run:
    """Harvest a source once, or go on with the run that was cut off; the run as it ended.

    ``full`` sweeps the whole catalogue and maps every record anew.  A catalogue that
    fails leaves the run FAILED with the reason, and all that came before it stored.

    Raises portal.locks.Busy when the source is being harvested already.
    """
    with lock(f"harvest-{source.pk}"):
        source.refresh_from_db()  # it may have waited for others for hours
        run = begin(source, full)
        try:
            client = _client(source)
        except (OSError, ValueError) as error:
            return end(run, Run.State.FAILED, f"its token file can't be used: {error}")
        with client:
            connector = CONNECTORS[source.kind](source.url, client)
            return _Harvest(source, run, connector, full or was_full(run), progress).run_through()


def release(source: Source) -> Run | None:
    """A person looked at a held source: withdraw what is missing and confirmed as gone.

    Raises portal.locks.Busy while the source is being harvested, and OSError or
    ValueError when its token file can't be used.
    """
    with lock(f"harvest-{source.pk}"), _client(source) as client:
        source.refresh_from_db()
        return absence.release(source, CONNECTORS[source.kind](source.url, client), remap)


def remap(row: SourceRecord) -> AnyRecord | None:
    """A source record's payload mapped anew; None when it can't be."""
    if row.source.kind == own.KIND:
        return own.read(row)
    connector = CONNECTORS[row.source.kind]
    try:
        return _mapped(connector, _kind(row.kind), row.payload, context(row.source))
    except Rejected:
        return None


def context(source: Source) -> Context:
    """What mapping has to know of a source."""
    facility = source.facility
    return Context(
        facility=facility.short_name,
        time_zone=facility.time_zone,
        probe=facility.probe,
        default_licence=facility.default_licence,
        embargo_hides_metadata=facility.embargo_hides_metadata,
        source_url=source.url,
        private_unless_said=bool(source.token_file),
    )


def _client(source: Source) -> Client:
    path = source.token_file
    token = Path(path).read_text("utf-8").strip() if path else ""
    return Client.from_settings(token, source.url)


@dataclass
class _Harvest:
    source: Source
    run: Run
    connector: Connector
    full: bool
    progress: Progress

    def __post_init__(self) -> None:
        self.context = context(self.source)

    def run_through(self) -> Run:
        run = end(self.run, *self._outcome())
        self.progress(run)
        return run

    def _outcome(self) -> tuple[str, str]:
        """Go the whole way; how the run ended, and why if it isn't complete."""
        try:
            self._pages()
        except FetchError as error:
            return Run.State.FAILED, str(error)
        at = self.run.checkpoint or {}
        if not at.get("last"):
            return Run.State.FAILED, "the catalogue's answer ended without a last page"
        if not self.run.sweep:
            self._retry_rejected()
        elif at["complete"]:
            self._settle_absence(at)
        self.source.cursor = at["cursor"]
        self.source.save(update_fields=["cursor", "swept_at"])
        if at["complete"]:
            return Run.State.COMPLETE, ""
        return Run.State.INCOMPLETE, self._disagreement()

    def _pages(self) -> None:
        """Store page after page; a run that was cut off after the last one has none left."""
        at = self.run.checkpoint or {}
        if at.get("last"):
            return
        cursor = None if self.run.sweep else self.source.cursor
        for page in self.connector.pages(cursor, at.get("connector")):
            self._save(page)
            self.progress(self.run)
            if page.last:
                return

    def _save(self, page: Page) -> None:
        """One page's records, outcomes, counts and checkpoint, in one transaction."""
        told = self._map(page.records)
        with transaction.atomic():
            self._record(self._store(told, timezone.now()))
            self.run.checkpoint = {
                "connector": page.checkpoint,
                "last": page.last,
                "complete": page.complete,
                "cursor": page.cursor,
                "full": self.full,
            }
            self._note(page.notes)
            if page.expected is not None:
                self.run.expected = min(page.expected, MOST_COUNTED)
            self.run.save()

    def _note(self, notes: Iterable[str]) -> None:
        """Keep what the operator should know, within bounds."""
        kept = self.run.notes.splitlines()
        self.run.notes = "\n".join([*kept, *(note[:300] for note in notes)][:MOST_NOTES])

    def _settle_absence(self, at: Json) -> None:
        """Once a run, however often it is cut off: counting the missing isn't repeated."""
        self.source.swept_at = timezone.now()
        if not at.get("missed"):
            with transaction.atomic():
                absence.count(self.source, self.run)
                at["missed"] = True
                self.run.save()
        absence.settle(self.source, self.run, self.connector, remap)

    def _disagreement(self) -> str:
        counted = self.run.expected
        said = f"the catalogue counts {counted}, and " if counted is not None else ""
        return f"{said}not every record could be read: nothing is withdrawn after such a harvest"

    def _map(self, raw: tuple[RawRecord, ...]) -> list[Told]:
        rows = known(self.source, ((one.kind, one.native_id) for one in raw))
        return [self._map_one(one, rows.get((one.kind, one.native_id))) for one in raw]

    def _map_one(self, raw: RawRecord, row: SourceRecord | None) -> Told:
        payload_hash = digest(raw.payload)
        start = (raw.kind, raw.native_id, raw.payload, payload_hash)
        if raw.deleted:
            return Told(*start, deleted=True)
        present = row is not None and row.state == SourceRecord.State.PRESENT
        if row and present and row.payload_hash == payload_hash and not self.full:
            return Told(*start, same=True)
        if raw.problem:
            return Told(*start, reason=raw.problem)
        try:
            record = _mapped(self.connector, raw.kind, raw.payload, self.context)
        except Rejected as error:
            return Told(*start, reason=str(error))
        return Told(*start, record=record)

    def _store(self, told: list[Told], now: datetime) -> list[Result]:
        """Store a batch; where the database refuses it, halve it down to the record at fault."""
        try:
            return store(self.source, told, self.run.pk, now, remap)
        except (DatabaseError, ValueError, OverflowError) as error:
            if isinstance(error, OperationalError) and "index row" not in str(error):
                raise  # the database's own trouble, and no record's
            if len(told) == 1:
                return store(self.source, [_refused(told[0], error)], self.run.pk, now, remap)
            half = len(told) // 2
            return self._store(told[:half], now) + self._store(told[half:], now)

    def _record(self, results: list[Result]) -> None:
        self.run.seen += len(results)
        for result in results:
            setattr(self.run, result.what, getattr(self.run, result.what) + 1)
        insert(
            Outcome(
                run=self.run,
                source_record=result.source_record,
                what=result.what,
                reason=result.reason,
            )
            for result in results
            if result.what != "unchanged"
        )

    def _retry_rejected(self) -> None:
        """Records rejected before may map now, though the catalogue didn't list them again."""
        rejected = self.source.records.filter(
            state=SourceRecord.State.REJECTED, last_run__lt=self.run.pk
        )
        for pk in list(rejected.values_list("pk", flat=True)):
            row = SourceRecord.objects.get(pk=pk)
            raw = RawRecord(_kind(row.kind), row.native_id, row.payload)
            told = self._map_one(raw, row)
            with transaction.atomic():
                self._record(self._store([told], timezone.now()))
                self.run.save()


def _mapped(
    connector: Connector | type[Connector], kind: RecordKind, payload: bytes, context: Context
) -> AnyRecord:
    """The payload's record.  Raises Rejected.

    A fault of the mapping itself is one record's rejection, not the end of a harvest.
    """
    try:
        return connector.map(kind, payload, context)
    except Rejected:
        raise
    except Exception as error:
        logger.exception("mapping a %s of %s", kind, context.source_url)
        what = f"{type(error).__name__}: {error}"
        raise Rejected(f"our mapping failed: {what[:200]}") from error


def _kind(name: str) -> RecordKind:
    return "document" if name == "document" else "dataset"


def _refused(told: Told, error: Exception) -> Told:
    what = (str(error) or type(error).__name__).splitlines()[0]
    reason = f"the database refused it: {what[:200]}"
    return Told(told.kind, told.native_id, told.payload, told.payload_hash, reason=reason)
