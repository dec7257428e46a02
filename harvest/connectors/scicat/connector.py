"""Harvests a SciCat: published documents, then datasets, then those that documents name.

The checkpoint of each page tells the phase, the position in its list and what the
catalogue counted, so that a harvest goes on exactly behind the page that was stored last.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal

from harvest.client import Client, FetchError
from harvest.client.errors import Forbidden, Gone, NotFound
from harvest.connectors.base import Context, Json, Page, Presence, RawRecord, Rejected
from harvest.connectors.paging import Position
from harvest.connectors.raw import raw_record
from harvest.connectors.scicat import mapping, payload
from harvest.connectors.scicat.api import Api
from harvest.connectors.scicat.companions import RELATIONS_3, RELATIONS_4, Companions
from harvest.connectors.scicat.listing import Listing
from harvest.connectors.scicat.named import Named
from portal.catalogue.records import AnyRecord, RecordKind

_LISTS: dict[RecordKind, str] = {"document": "publisheddata", "dataset": "datasets"}
_IDS = {"document": payload.DOCUMENT_IDS, "dataset": payload.DATASET_IDS}
_MOST = {"document": 1_000, "dataset": 500}  # records of a page
_OVERLAP = timedelta(minutes=1)  # records may be written a little later than they say
_log = logging.getLogger(__name__)

Phase = Literal["document", "dataset", "named"]


@dataclass
class Progress:
    """How far a harvest is; what its checkpoints hold."""

    phase: Phase = "document"
    position: Position = field(default_factory=Position)
    counts: dict[str, int | None] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)
    complete: bool = True
    after: str = ""  # of the named datasets

    @classmethod
    def read(cls, checkpoint: Json) -> "Progress":
        return cls(**{**checkpoint, "position": Position.read(checkpoint["position"])})

    def write(self) -> Json:
        return {**vars(self), "position": self.position.write()}

    @property
    def expected(self) -> int | None:
        counts = [self.counts.get(kind) for kind in _LISTS]
        return sum(n for n in counts if n is not None) if None not in counts else None


class ScicatConnector:
    """SciCat version 3, or the version that the address names (…/api/v4)."""

    kind: ClassVar[str] = "scicat"
    incremental: ClassVar[bool] = True
    version: ClassVar[int] = 3

    def __init__(self, url: str, client: Client) -> None:
        self.api = Api(url, client, self.version)
        self.companions = Companions(self.api)

    def pages(self, cursor: Json | None, checkpoint: Json | None) -> Iterator[Page]:
        """Documents and datasets from the oldest update to the latest.

        Raises FetchError.
        """
        begun = datetime.now(UTC)
        progress = Progress.read(checkpoint) if checkpoint else self._begin(cursor)
        named = Named(self.api, self.companions, known=checkpoint is None and cursor is None)
        for kind in ("document", "dataset"):
            if progress.phase == kind:
                yield from self._list(kind, progress, cursor, named)
                progress.phase = "dataset" if kind == "document" else "named"
                progress.position = _start(cursor, "dataset")
        yield from self._named(progress, named, cursor)
        yield Page(
            records=(),
            checkpoint=progress.write(),
            expected=progress.expected,
            last=True,
            complete=progress.complete,
            cursor=_cursor(progress, cursor, begun),
            notes=self._notes(),
        )

    def _begin(self, cursor: Json | None) -> Progress:
        progress = Progress(position=_start(cursor, "document"))
        if cursor is None:
            progress.counts = {kind: self.api.count(name) for kind, name in _LISTS.items()}
        return progress

    def _list(
        self, kind: RecordKind, progress: Progress, cursor: Json | None, named: Named
    ) -> Iterator[Page]:
        listing = Listing(
            self.api, _LISTS[kind], _IDS[kind], _MOST[kind], include=self._relations(kind)
        )
        count = progress.counts.get(kind)
        while not progress.position.done:
            try:
                items, progress.position = listing.next(progress.position, count)
            except (Forbidden, NotFound) as error:
                if kind == "document" or progress.position.seen:
                    raise
                self._note(f"the datasets aren't listed, so only named ones are read: {error}")
                progress.complete = False
                progress.position = replace(progress.position, done=True)
            else:
                if items:
                    named.listed(kind, items)
                    records = self._records(kind, items)
                    yield Page(records, progress.write(), progress.expected, notes=self._notes())
        progress.newest[kind] = progress.position.newest
        if cursor is None:
            progress.complete &= self._all_seen(kind, progress)

    def _relations(self, kind: RecordKind) -> Sequence[str]:
        if kind == "document":
            return ()
        return RELATIONS_4 if self.api.version == 4 else RELATIONS_3

    def _all_seen(self, kind: RecordKind, progress: Progress) -> bool:
        """Whether as many came as the catalogue counts, now or when the harvest began."""
        position = progress.position
        counts = {progress.counts.get(kind)}
        if position.seen not in counts:
            counts.add(self.api.count(_LISTS[kind]))
        if counts == {None}:
            return position.sure
        return position.seen in counts

    def _records(self, kind: RecordKind, items: Sequence[Any]) -> tuple[RawRecord, ...]:
        if kind == "dataset":
            items = self.companions.complete(items)
        prepare = payload.dataset if kind == "dataset" else payload.document
        return tuple(raw_record(kind, item, _IDS[kind], prepare) for item in items)

    def _named(self, progress: Progress, named: Named, cursor: Json | None) -> Iterator[Page]:
        """The datasets that documents name and no list shows."""
        since = _start(cursor, "document")
        for last, items in named.pages(since, progress.after):
            progress.after = last
            yield Page(
                self._records("dataset", items),
                progress.write(),
                progress.expected,
                notes=self._notes(),
            )

    def _note(self, text: str) -> None:
        self.companions.notes.append(text)

    def _notes(self) -> tuple[str, ...]:
        """What there is to tell, once."""
        notes, self.companions.notes = tuple(self.companions.notes), []
        return notes

    def probe(self, kind: RecordKind, native_id: str) -> Presence:
        """What the record's own address says; raises no FetchError.

        An empty answer confirms nothing: servers give it for records that are hidden as
        well.  Version 4 has a second address, which tells those from what is gone.
        """
        name = _LISTS[kind]
        public, own = (self.api.address(name, native_id, way) for way in (True, False))
        presence, empty = self._presence(public)
        if presence is Presence.PRESENT or own == public:
            return presence
        if presence is Presence.UNKNOWN and not empty:
            return presence
        return self._presence(own)[0]

    def _presence(self, address: str) -> tuple[Presence, bool]:
        """What an address answers, and whether that is nothing."""
        try:
            answer = self.api.client.get_bytes(address).strip()
        except (NotFound, Gone):
            return Presence.GONE, False
        except FetchError:
            return Presence.UNKNOWN, False
        empty = answer in (b"", b"null", b"{}")
        return Presence.UNKNOWN if empty else Presence.PRESENT, empty

    def address(self, kind: RecordKind, native_id: str) -> str:
        """Where the API answers the record; none for what has no identifier of its own."""
        return "" if native_id.startswith("#") else self.api.address(_LISTS[kind], native_id)

    @staticmethod
    def map(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
        """The record of a payload of either version.  Pure; raises Rejected."""
        try:
            return mapping.to_record(kind, payload, context)
        except Rejected:
            raise
        except Exception as error:  # one record must not stop a harvest
            _log.exception("mapping failed")
            raise Rejected(f"mapping it failed ({error!r:.200}): please report this") from error


class Scicat4Connector(ScicatConnector):
    """SciCat version 4."""

    kind: ClassVar[str] = "scicat4"
    version: ClassVar[int] = 4


def _start(cursor: Json | None, kind: RecordKind) -> Position:
    return Position(since=(cursor or {}).get(kind) or "")


def _cursor(progress: Progress, cursor: Json | None, begun: datetime) -> Json:
    """Where the next harvest begins: a little before the latest update that was seen.

    A time in the future, which some clock got wrong, would hide all that comes before it.
    """
    made: Json = {}
    for kind in _LISTS:
        newest = progress.newest.get(kind, "")
        try:
            moment = min(datetime.fromisoformat(newest), begun) - _OVERLAP
            made[kind] = moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
        except (ValueError, TypeError, OverflowError):
            made[kind] = (cursor or {}).get(kind) or ""
    return made
