"""Which record a told one belongs to, and whose metadata it carries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from portal.catalogue import companions
from portal.catalogue.bulk import insert
from portal.catalogue.inherited import Place, documents_of, places
from portal.catalogue.models import (
    ChangedBlock,
    ChangedDocument,
    Outbox,
    Record,
    RecordVersion,
    Source,
    SourceRecord,
)
from portal.catalogue.models.records import pack
from portal.catalogue.records import AnyRecord, Dataset, File, digest, encode
from portal.normalise import dates

if TYPE_CHECKING:
    from portal.catalogue.store import Told

Key = tuple[str, str]  # kind, identifier

OWN = "own"  # the kind of a source of what is published here (portal.catalogue.own)

# Who comes first where several sources tell of one record.
Rank = tuple[int, int, str]  # precedence, source, native identifier


@dataclass(eq=False)
class Target:
    """A Record on its way into the database, and what was there before."""

    row: Record
    tellers: set[Rank] = field(default_factory=set)
    own: bool = False  # whether one of them is what was published here
    before: RecordVersion | None = None  # what it was, to be kept
    record: AnyRecord | None = None  # set when the metadata is to be written
    was: list[Place] = field(init=False)  # by what links named it until now

    def __post_init__(self) -> None:
        self.was = places(self.row) if self.row.pk else []

    def apply(self, record: AnyRecord, new_hash: str, source: Source, now: datetime) -> None:
        """Carry this record's metadata, whose content hash is ``new_hash``, from now on."""
        row = self.row
        if row.pk and row.hash == new_hash and row.withdrawn_at is None:
            return
        if row.pk and self.before is None and row.hash != new_hash:
            self.before = _version(row, now)
            row.version += 1
        row.kind = "dataset" if isinstance(record, Dataset) else "document"
        if row.facility_id != source.facility_id:
            row.facility_id, row.pid = source.facility_id, ""  # a PID is its facility's own
        row.source_id = source.pk
        row.body = encode(without_files(record)).decode()
        row.hash = new_hash
        row.public_from, row.open_from = moment(record.public_from), moment(record.open_from)
        row.appeared_at = _appeared(row, now)
        row.access = record.access
        row.changed_at, row.withdrawn_at = now, None
        self.record = record


class Targets:
    """The records that a batch of told ones belongs to, found in a few queries."""

    def __init__(
        self,
        source: Source,
        mapped: Sequence["Told"],
        rows: dict[Key, SourceRecord],
        now: datetime,
    ) -> None:
        self.source, self.now = source, now
        self.all: list[Target] = []
        self.by_id: dict[int, Target] = {}
        self.by_doi: dict[tuple[str, str], Target] = {}
        self.by_pid: dict[tuple[str, str], Target] = {}
        records = [one.record for one in mapped if one.record is not None]
        linked = [rows[one.key].record_id for one in mapped if one.key in rows]
        linked += [one.about for one in mapped]
        self._load(Record.objects.filter(pk__in=[pk for pk in linked if pk]))
        self._load(Record.objects.with_doi({r.doi for r in records if r.doi}))
        pids = {r.pid for r in records if r.pid}
        self._load(Record.objects.with_pid(source.facility_id, pids))
        self._load_tellers()

    def find(self, one: "Told", record: AnyRecord, linked: int | None) -> Target:
        """The one it names; else by its DOI; else the one it has been; else by its facility and
        PID; else a new one."""
        if one.about is not None:
            return self.by_id[one.about]
        target = self.by_doi.get((one.kind, record.doi)) if record.doi else None
        if target is None and linked:
            held, alone = self.by_id[linked], {self._rank(one.native_id)}
            kept = held.own and held.row.pid == record.pid != ""  # published with the one it had
            if kept or not _differ(held.row.doi, record.doi) or held.tellers <= alone:
                target = held
        if target is None and record.pid:
            found = self.by_pid.get((one.kind, record.pid))
            if found and not _differ(found.row.doi, record.doi):
                target = found
        return target or self._new(one.kind)

    def put(self, target: Target, row: SourceRecord, record: AnyRecord) -> None:
        """``row`` tells ``record`` of ``target``: its metadata, if nobody goes before it."""
        rank = self._rank(row.native_id)
        target.tellers.add(rank)
        if min(target.tellers) == rank:
            target.apply(record, row.body_hash, self.source, self.now)
            self._claim(target, record)

    def leave(self, pk: int, native_id: str) -> None:
        """The source record tells of another record from now on."""
        self.by_id[pk].tellers.discard(self._rank(native_id))

    def save(self) -> None:
        save([target for target in self.all if target.record is not None], self.now)

    def _claim(self, target: Target, record: AnyRecord) -> None:
        """Take the identifiers; a PID that another record of the facility has stays there."""
        kind, row = target.row.kind, target.row
        if record.doi and _take(self.by_doi, (kind, record.doi), (kind, row.doi), target):
            row.doi = record.doi
        if record.pid and _take(self.by_pid, (kind, record.pid), (kind, row.pid), target):
            row.pid = record.pid

    def _rank(self, native_id: str) -> Rank:
        return self.source.precedence, self.source.pk, native_id

    def _new(self, kind: str) -> Target:
        target = Target(Record(kind=kind, created_at=self.now, changed_at=self.now))
        self.all.append(target)
        return target

    def _load(self, found: Iterable[Record]) -> None:
        for row in found:
            if row.pk in self.by_id:
                continue
            target = Target(row)
            self.all.append(target)
            self.by_id[row.pk] = target
            if row.doi:
                self.by_doi[row.kind, row.doi] = target
            if row.pid and row.facility_id == self.source.facility_id:
                self.by_pid[row.kind, row.pid] = target

    def _load_tellers(self) -> None:
        rows = SourceRecord.objects.filter(
            record__in=list(self.by_id), state=SourceRecord.State.PRESENT
        )
        names = ("record_id", "source__precedence", "source_id", "native_id", "source__kind")
        for pk, precedence, source, native_id, kind in rows.values_list(*names):
            self.by_id[pk].tellers.add((precedence, source, native_id))
            self.by_id[pk].own |= kind == OWN


def settle(
    ids: Iterable[int], now: datetime, remap: Callable[[SourceRecord], AnyRecord | None]
) -> None:
    """Give each record the metadata of its first teller; withdraw those that have none left."""
    targets = []
    for row in Record.objects.filter(pk__in=list(ids)):
        told_by = row.told_by.exclude(state=SourceRecord.State.WITHDRAWN)
        tellers = list(
            told_by.select_related("source__facility").order_by(
                "source__precedence", "source_id", "native_id"
            )
        )
        if not tellers:
            _withdraw(row, now)
            continue
        for teller in tellers:
            record = remap(teller)
            if record is not None:
                target = Target(row)
                target.apply(record, digest(encode(record)), teller.source, now)
                _claim_free(row, record)
                targets.append(target)
                break
    save([target for target in targets if target.record is not None], now)


def save(targets: list[Target], now: datetime) -> None:
    """Write the records, their former versions, their companions and the outbox rows."""
    fresh = [target.row for target in targets if target.row.pk is None]
    old = [target.row for target in targets if target.row.pk is not None]
    if old:  # first, for they may give up identifiers that the new ones have now
        names = [f.attname for f in Record._meta.concrete_fields if not f.primary_key]
        Record.objects.bulk_create(
            old, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
    insert(fresh)
    datasets = [target for target in targets if target.row.kind == Record.Kind.DATASET]
    left = documents_of(
        (row.pk for row in old if row.kind == Record.Kind.DATASET),
        (place for target in datasets for place in target.was),
    )
    RecordVersion.objects.bulk_create(target.before for target in targets if target.before)
    known = {row.pk for row in old}
    companions.save(
        [(target.row, target.record) for target in targets if target.record is not None], known
    )
    announce([target.row for target in targets], now, left)


def announce(changed: Sequence[Record], now: datetime, left: Iterable[int] = ()) -> None:
    """Have the search index and the census told of these records, and harvesters of Documents.

    A Document changes as well with each of its Datasets; ``left`` are the ids of those
    that had one of these until now.
    """
    reindex([row.pk for row in changed], now)
    documents = [*left]
    documents += [row.pk for row in changed if row.kind == Record.Kind.DOCUMENT]
    datasets = [row for row in changed if row.kind == Record.Kind.DATASET]
    documents += documents_of(
        (row.pk for row in datasets), (place for row in datasets for place in places(row))
    )
    insert(ChangedDocument(record_id=pk) for pk in dict.fromkeys(documents))


def reindex(ids: Sequence[int], now: datetime) -> None:
    """Have the search index and the census told of these records, which didn't change."""
    insert(Outbox(record_id=pk, written_at=now) for pk in ids)
    insert(ChangedBlock(block=one) for one in {pk // ChangedBlock.BLOCK for pk in ids})


def without_files(record: AnyRecord) -> AnyRecord:
    """The record as its row keeps it: the files stand in a row of their own."""
    if isinstance(record, Dataset) and record.files:
        from msgspec.structs import replace

        nothing: tuple[File, ...] = ()
        return replace(record, files=nothing)
    return record


def moment(text: str) -> datetime | None:
    """The first second of what the ISO text means, in UTC; None for an empty text."""
    return datetime.fromtimestamp(dates.bounds(text)[0], UTC) if text else None


def _take(index: dict[Key, Target], new: Key, old: Key, target: Target) -> bool:
    """Whether an identifier is the target's now; the one it had is free again then."""
    if index.setdefault(new, target) is not target:
        return False
    if old != new and index.get(old) is target:
        del index[old]
    return True


def _claim_free(row: Record, record: AnyRecord) -> None:
    """Take the identifiers that no other record has."""
    others = Record.objects.filter(kind=row.kind).exclude(pk=row.pk)
    if record.doi and not others.with_doi([record.doi]).exists():
        row.doi = record.doi
    if record.pid and not others.with_pid(row.facility_id, [record.pid]).exists():
        row.pid = record.pid


def _appeared(row: Record, now: datetime) -> datetime | None:
    """When a record could be seen first: that it came once doesn't change any more."""
    if row.appeared_at is not None and row.appeared_at <= now:
        return row.appeared_at
    return None if row.public_from is None else max(row.public_from, now)


def _withdraw(row: Record, now: datetime) -> None:
    if row.withdrawn_at is None:
        row.withdrawn_at = row.changed_at = now
        row.save(update_fields=["withdrawn_at", "changed_at"])
        announce([row], now)


def _version(row: Record, now: datetime) -> RecordVersion:
    """What a record is before it changes."""
    return RecordVersion(
        record=row,
        number=row.version,
        packed=pack(row.body.encode()),
        hash=row.hash,
        since=row.changed_at,
        until=now,
        source_id=row.source_id,
    )


def _differ(one: str, other: str) -> bool:
    """Two DOIs that are both known and not the same."""
    return bool(one and other and one != other)
