"""A catalogue without HTTP: what it lists is told by the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from harvest.client import FetchError
from harvest.connectors.base import Context, Json, Page, Presence, RawRecord, Rejected
from portal.catalogue.records import AnyRecord, Dataset, Document, RecordKind


@dataclass
class Shelf:
    """What the catalogue has, and how it behaves."""

    records: dict[str, Json] = field(default_factory=dict)  # native id -> fields of a record
    page_size: int = 2
    complete: bool = True
    fail_after: int | None = None  # pages
    addresses: dict[str, Presence] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    starts: list[Json | None] = field(default_factory=list)


class ShelfConnector:
    """Lists a shelf; ``shelf`` is set by the test on a subclass of its own."""

    kind = "shelf"
    incremental = False
    shelf: Shelf

    def __init__(self, url: str, client: object) -> None:
        self.url = url

    def pages(self, cursor: Json | None, checkpoint: Json | None) -> Iterator[Page]:
        shelf = self.shelf
        shelf.starts.append(checkpoint)
        names = [*shelf.records, *sorted(shelf.deleted)]
        start = checkpoint["skip"] if checkpoint else 0
        for number, at in enumerate(range(start, max(len(names), 1), shelf.page_size)):
            if shelf.fail_after is not None and number >= shelf.fail_after:
                raise FetchError(self.url, "the catalogue answered 500: try again later")
            end = at + shelf.page_size
            last = end >= len(names)
            yield Page(
                records=tuple(self._raw(name) for name in names[at:end]),
                checkpoint={"skip": end},
                expected=len(names),
                last=last,
                complete=last and shelf.complete,
            )

    def _raw(self, name: str) -> RawRecord:
        fields = self.shelf.records.get(name)
        if fields is None:
            return RawRecord("document", name, b"", deleted=True)
        kind: RecordKind = "dataset" if fields.get("kind") == "dataset" else "document"
        return RawRecord(kind, name, msgspec.json.encode(fields, order="deterministic"))

    def probe(self, kind: RecordKind, native_id: str) -> Presence:
        return self.shelf.addresses.get(native_id, Presence.GONE)

    def address(self, kind: RecordKind, native_id: str) -> str:
        return f"{self.url}/{native_id}" if self.shelf.addresses else ""

    @staticmethod
    def map(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
        fields = msgspec.json.decode(payload)
        if "title" not in fields:
            raise Rejected("it has no title")
        fields = {"public_from": "2020-01-01T00:00:00Z", **fields}
        fields.pop("kind", None)
        return msgspec.convert(fields, Dataset if kind == "dataset" else Document)
