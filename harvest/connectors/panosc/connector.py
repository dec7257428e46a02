"""Reads a provider of the PaNOSC Search API: Documents, then Datasets, list by list.

Providers differ: counts come as objects, bare numbers or text; batches are capped;
some fail when much is included, and no date filter can be relied on.  So every
harvest is a sweep, content hashes tell what changed, and the lists are read by the
number of records that came, never one record at a time.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from harvest.client import Client, FetchError
from harvest.client.errors import BadAnswer, NotJSON, ServerError, TimedOut, TooDeep, TooLarge
from harvest.connectors import paging
from harvest.connectors.base import Context, Json, Page, Presence, RawRecord
from harvest.connectors.panosc import mapping
from harvest.connectors.raw import identifier_problem
from portal.catalogue.records import AnyRecord, RecordKind, digest

MODELS: dict[RecordKind, str] = {"document": "Documents", "dataset": "Datasets"}
KINDS: tuple[RecordKind, ...] = ("document", "dataset")
BATCH = 500
SMOOTH = 8  # batches in a row that must come before larger ones are tried again
MOST_UNREADABLE = 50  # records left out of one harvest; beyond it the provider is broken
# What is asked for with each record, from everything down to the least, for providers
# that fail when asked for much.  A dataset is never read without its documents: they tell
# the end of its embargo.
INCLUDES: dict[RecordKind, tuple[list[Json], ...]] = {
    "document": (
        [
            {"relation": "datasets"},
            {
                "relation": "members",
                "scope": {"include": [{"relation": "person"}, {"relation": "affiliation"}]},
            },
            {"relation": "parameters"},
        ],
        [{"relation": "datasets"}],
        [],
    ),
    "dataset": (
        [
            {"relation": name}
            for name in ("documents", "techniques", "instrument", "files", "parameters", "samples")
        ],
        [
            {"relation": name}
            for name in ("documents", "techniques", "instrument", "parameters", "samples")
        ],
        [{"relation": "documents"}, {"relation": "parameters"}],
        [{"relation": "documents"}],
    ),
}
_REQUEST_STATUSES = (400, 413, 414, 422)


@dataclass
class _Place:
    """How far a sweep has come; its fields are the checkpoint."""

    phase: int = 0  # index into KINDS
    skip: int = 0
    includes: int = 0  # index into INCLUDES[kind]
    counts: list[int | None] = field(default_factory=lambda: [None] * len(KINDS))
    counted: bool = False
    agreed: bool = True  # so far every list had as many records as its count says
    unreadable: int = 0
    last_page: str = ""  # digest, to notice a provider that ignores skip
    limit: int = BATCH  # records asked for at once
    smooth: int = 0  # batches that came since it was made smaller

    @property
    def kind(self) -> RecordKind:
        return KINDS[self.phase]

    @property
    def expected(self) -> int | None:
        known = [count for count in self.counts if count is not None]
        return sum(known) if len(known) == len(KINDS) else None


class PanoscConnector:
    """A provider of the PaNOSC Search API at ``url`` (…/api)."""

    kind: ClassVar[str] = "panosc"
    incremental: ClassVar[bool] = False

    def __init__(self, url: str, client: Client) -> None:
        self.url, self.client = url.rstrip("/"), client

    def pages(self, cursor: Json | None, checkpoint: Json | None) -> Iterator[Page]:
        """Every record, Documents first.  Raises FetchError; see Connector."""
        place = _Place(**checkpoint) if checkpoint else _Place()
        if not place.counted:
            place.counts = [self._count(kind) for kind in KINDS]
            place.counted = True
        while place.phase < len(KINDS):
            kind = place.kind
            records, ended = self._batch(place)
            if ended:
                self._next_phase(place)
            done = place.phase == len(KINDS)
            yield Page(
                records=tuple(_raw(kind, item) for item in records),
                checkpoint=asdict(place),
                expected=place.expected,
                last=done,
                complete=done and place.agreed,
            )

    def probe(self, kind: RecordKind, native_id: str) -> Presence:
        """Whether the record's own address still answers."""
        try:
            status = self.client.status(self.address(kind, native_id))
        except FetchError:
            return Presence.UNKNOWN
        if status in (404, 410):
            return Presence.GONE
        return Presence.PRESENT if status == 200 else Presence.UNKNOWN

    def address(self, kind: RecordKind, native_id: str) -> str:
        return f"{self.url}/{MODELS[kind]}/{quote(native_id, safe='')}"

    @staticmethod
    def map(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
        return mapping.record(kind, payload, context)

    def _count(self, kind: RecordKind) -> int | None:
        """How many the provider says it has; None when it doesn't say."""
        try:
            answer = self.client.get_json(f"{self.url}/{MODELS[kind]}/count")
        except FetchError:
            return None
        return paging.counted(answer)

    def _batch(self, place: _Place) -> tuple[list[Any], bool]:
        """The next records of this phase, and whether they are its last."""
        records = self._list(place)
        mark = digest(msgspec.json.encode(records)) if records else ""
        if not records or mark == place.last_page:
            return [], True
        place.last_page = mark
        place.skip += len(records)
        count = place.counts[place.phase]
        most = paging.ENDLESS if count is None else min(count, paging.ENDLESS)
        return records, place.skip >= most

    def _next_phase(self, place: _Place) -> None:
        count = place.counts[place.phase]
        agreed = count in (None, place.skip) and place.skip < paging.ENDLESS
        place.agreed = place.agreed and agreed
        place.phase, place.skip, place.last_page, place.includes = place.phase + 1, 0, "", 0
        place.limit, place.smooth = BATCH, 0

    def _list(self, place: _Place) -> list[Any]:
        """One batch; where the provider fails, smaller ones and then less in each.

        Only an answer that speaks of the request makes it less; an outage is raised.
        A record that can't be read on its own becomes its error, and is rejected.
        """
        while True:
            try:
                records = self._ask(place, place.limit)
            except FetchError as error:
                if place.limit > 1 and _is_too_many(error):
                    place.limit, place.smooth = max(1, place.limit // 8), 0
                elif _is_too_much(error) and place.includes + 1 < len(INCLUDES[place.kind]):
                    place.includes, place.limit, place.smooth = place.includes + 1, BATCH, 0
                elif isinstance(error, (TooLarge, TooDeep, NotJSON)) and _may_leave_out(place):
                    place.includes, place.agreed = 0, False
                    place.unreadable += 1
                    return [_Unreadable(place.skip, error.what)]
                else:
                    raise
            else:
                _grow(place)
                return records

    def _ask(self, place: _Place, limit: int) -> list[Any]:
        wanted: Json = {"limit": limit, "skip": place.skip}
        includes = INCLUDES[place.kind][place.includes]
        if includes:
            wanted["include"] = includes
        text = msgspec.json.encode(wanted).decode()
        answer = self.client.get_json(f"{self.url}/{MODELS[place.kind]}", {"filter": text})
        if not isinstance(answer, list):
            raise NotJSON(self.url, f"a list of {MODELS[place.kind]} was asked for, and none came")
        return answer


@dataclass(frozen=True)
class _Unreadable:
    """Stands for a record that the provider can't send."""

    place: int
    reason: str


def _is_too_much(error: FetchError) -> bool:
    """Whether the answer is about what was asked for, so that asking for less may help."""
    if isinstance(error, ServerError):
        return error.status == 500
    if isinstance(error, BadAnswer):
        return error.status in _REQUEST_STATUSES
    return isinstance(error, TooLarge | TooDeep | NotJSON)


def _is_too_many(error: FetchError) -> bool:
    """Whether a smaller batch may help: also when a large one takes too long, since it loses
    nothing."""
    return _is_too_much(error) or isinstance(error, TimedOut) or error.status == 504


def _grow(place: _Place) -> None:
    """Larger batches again, slowly: each that fails costs the provider several attempts."""
    if place.limit == BATCH:
        return
    place.smooth += 1
    if place.smooth >= SMOOTH:
        place.limit, place.smooth = min(BATCH, place.limit * 2), 0


def _may_leave_out(place: _Place) -> bool:
    """A single bad record may be passed over; a provider that is broken altogether not."""
    count = place.counts[place.phase]
    return count is not None and place.skip < count and place.unreadable < MOST_UNREADABLE


def _raw(kind: RecordKind, item: Any) -> RawRecord:
    if isinstance(item, _Unreadable):
        name = f"number {item.place + 1} of the list"
        return RawRecord(kind, name, b"{}", problem=f"it can't be read: {item.reason}")
    if isinstance(item, dict):
        item.pop("score", None)
    payload = msgspec.json.encode(item, order="deterministic")
    pid = item.get("pid") if isinstance(item, dict) else None
    if isinstance(pid, int) and not isinstance(pid, bool):
        pid = str(pid)
    problem = "it isn't an object"
    if isinstance(item, dict):
        problem = "it has no pid"
    if isinstance(pid, str) and pid.strip():
        problem = identifier_problem(pid, ("pid",))
    native_id = f"without pid: {digest(payload)}" if problem else str(pid)
    return RawRecord(kind, native_id, payload, problem=problem)
