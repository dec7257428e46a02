"""Harvests a provider of the PaNOSC Search API: all documents, then all datasets.

There is no list of what changed, so each harvest sweeps, and hashes of the content tell
what is new.  Records come with their relations in pages; never one by one.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from harvest.client import Client, FetchError
from harvest.client.errors import BadAnswer, Gone, NotFound, ServerError
from harvest.connectors.base import Context, Json, Page, Presence, RawRecord, Rejected
from harvest.connectors.paging import UNREADABLE, Position, Reader, Row, advance, counted, overrun
from harvest.connectors.panosc import mapping, payload
from harvest.connectors.panosc.relations import RELATIONS, question
from harvest.connectors.raw import identifier, raw_record, stub
from portal.catalogue.records import AnyRecord, RecordKind, digest

_LISTS: dict[RecordKind, str] = {"document": "Documents", "dataset": "Datasets"}
_MOST: dict[RecordKind, int] = {"document": 200, "dataset": 200}  # records of a page
_log = logging.getLogger(__name__)


@dataclass
class Progress:
    """How far a sweep is; what its checkpoints hold."""

    phase: RecordKind = "document"
    position: Position = field(default_factory=lambda: Position(by_time=False))
    counts: dict[str, int | None] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=dict)
    complete: bool = True

    @classmethod
    def read(cls, checkpoint: Json) -> "Progress":
        return cls(**{**checkpoint, "position": Position.read(checkpoint["position"])})

    def write(self) -> Json:
        return {**vars(self), "position": self.position.write()}

    @property
    def expected(self) -> int | None:
        counts = [self.counts.get(kind) for kind in _LISTS]
        return sum(n for n in counts if n is not None) if None not in counts else None


class PaNOSC:
    """One provider; its address is the one to which /Documents is added."""

    kind: ClassVar[str] = "panosc"
    incremental: ClassVar[bool] = False

    def __init__(self, url: str, client: Client) -> None:
        self.base = url.rstrip("/")
        self.client = client
        self.notes: list[str] = []
        self._ordered = True  # until a provider fails when asked for an order

    def pages(self, cursor: Json | None, checkpoint: Json | None) -> Iterator[Page]:
        """Every document and every dataset that the provider lists.  Raises FetchError."""
        progress = Progress.read(checkpoint) if checkpoint else self._begin()
        for kind in ("document", "dataset"):
            if progress.phase == kind:
                yield from self._list(kind, progress)
                progress.phase, progress.position = "dataset", Position(by_time=False)
        yield Page(
            records=(),
            checkpoint=progress.write() | {"position": Position(done=True).write()},
            expected=progress.expected,
            last=True,
            complete=progress.complete,
            notes=self._told(),
        )

    def _begin(self) -> Progress:
        return Progress(counts={kind: self._count(name) for kind, name in _LISTS.items()})

    def _list(self, kind: RecordKind, progress: Progress) -> Iterator[Page]:
        if kind not in progress.relations:
            progress.relations[kind] = self._possible(kind)
        relations = progress.relations[kind]
        reader = Reader(
            lambda position, limit: self._rows(kind, relations, position, limit),
            lambda position, error: self._stub(kind, position, error),
            _MOST[kind],
        )
        count = progress.counts.get(kind)
        while not progress.position.done:
            items, progress.position = self._next(reader, progress.position, count)
            if items:
                records = tuple(self._record(kind, item) for item in items)
                yield Page(records, progress.write(), progress.expected, notes=self._told())
        progress.complete &= self._all_seen(kind, progress.position, count)

    def _next(
        self, reader: Reader, position: Position, count: int | None
    ) -> tuple[list[Any], Position]:
        """The next items that are new; behind as many as are counted a failure is the end."""
        try:
            rows, limit = reader.page(position)
        except FetchError:
            if count is None or position.seen < count:
                raise
            rows, limit = [], 0
        fresh, position = advance(position, rows, limit)
        if overrun(position, count):
            position = replace(position, done=True, sure=False)
        return [row.item for row in fresh], position

    def _all_seen(self, kind: RecordKind, position: Position, count: int | None) -> bool:
        """Whether as many came as the provider counts, now or when the sweep began."""
        if count is None:
            return position.sure
        return position.seen == count or position.seen == self._count(_LISTS[kind])

    def _rows(
        self, kind: RecordKind, relations: list[str], position: Position, limit: int
    ) -> list[Row]:
        try:
            items = self._ask(kind, relations, position.skip, limit)
        except ServerError as error:
            if error.status != 500 or not position.seen:
                raise
            # One record may be at fault: find it as if the page couldn't be read.
            raise UNREADABLE[0](error.url, error.what) from error
        return [_row(item) for item in items]

    def _stub(self, kind: RecordKind, position: Position, error: FetchError) -> list[Row]:
        """A record that can't be read with its relations: its identifier and why."""
        items = self._ask(kind, [], position.skip, 1)
        rows = [_row(item) for item in items[:1]]
        ident = identifier(items[0], payload.IDS) if items else ""
        return [row._replace(item=stub(payload.IDS[0], ident, "_time", "", error)) for row in rows]

    def _ask(self, kind: RecordKind, relations: list[str], skip: int, limit: int) -> list[Any]:
        url = f"{self.base}/{_LISTS[kind]}"
        asked = question(kind, relations, skip, limit)
        if not self._ordered:
            del asked["order"]
        answer = self.client.get_json(url, {"filter": msgspec.json.encode(asked).decode()})
        if not isinstance(answer, list):
            raise BadAnswer(url, "the answer isn't a list")
        return answer

    def _possible(self, kind: RecordKind) -> list[str]:
        """The relations that the provider can give: those that don't make it fail.

        Raises FetchError when it fails without any.
        """
        wanted = list(RELATIONS[kind])
        if self._gives(kind, wanted) is None:
            return wanted
        if self._ordered and self._gives(kind, []) is not None:
            self._ordered = False
            return self._possible(kind)
        self._ask(kind, [], 0, 1)
        given = []
        for relation in wanted:
            problem = self._gives(kind, [relation])
            if problem is None:
                given.append(relation)
            else:
                self.notes.append(f"{_LISTS[kind]} come without their {relation}: {problem}")
        return given

    def _gives(self, kind: RecordKind, relations: list[str]) -> FetchError | None:
        """Why the provider doesn't give these relations; None if it does."""
        try:
            self._ask(kind, relations, 0, 1)
        except (BadAnswer, ServerError) as error:
            if isinstance(error, ServerError) and error.status != 500:
                raise
            return error
        return None

    def _count(self, name: str) -> int | None:
        """Its own count; None where it tells none."""
        try:
            return counted(self.client.get_json(f"{self.base}/{name}/count"))
        except FetchError:
            return None

    def _record(self, kind: RecordKind, item: Any) -> RawRecord:
        prepare = payload.dataset if kind == "dataset" else payload.document
        return raw_record(kind, item, payload.IDS, prepare)

    def _told(self) -> tuple[str, ...]:
        notes, self.notes = tuple(self.notes), []
        return notes

    def probe(self, kind: RecordKind, native_id: str) -> Presence:
        """What the record's own address answers; raises no FetchError."""
        try:
            answer = self.client.get_bytes(self.address(kind, native_id)).strip()
        except (NotFound, Gone):
            return Presence.GONE
        except FetchError:
            return Presence.UNKNOWN
        return Presence.UNKNOWN if answer in (b"", b"null", b"{}") else Presence.PRESENT

    def address(self, kind: RecordKind, native_id: str) -> str:
        """Where the API answers the record; none for what has no identifier of its own."""
        if native_id.startswith("#"):
            return ""
        return f"{self.base}/{_LISTS[kind]}/{quote(native_id, safe='')}"

    @staticmethod
    def map(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
        """The record of a payload.  Pure; raises Rejected."""
        try:
            return mapping.to_record(kind, payload, context)
        except Rejected:
            raise
        except Exception as error:  # one record must not stop a harvest
            _log.exception("mapping failed")
            raise Rejected(f"mapping it failed ({error!r:.200}): please report this") from error


def _row(item: Any) -> Row:
    ident = identifier(item, payload.IDS)
    return Row(ident or f"#{digest(msgspec.json.encode(item))}", "", item)
