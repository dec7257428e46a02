"""Write what a source tells into the catalogue: one batch, one transaction.

Identity (see docs/architecture.md): a record is found by its DOI, else by its
facility and PID.  Where several sources tell of one record, the source with the
lowest precedence gives the metadata; the others are kept beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from portal.catalogue import bodies
from portal.catalogue.bodies import Key
from portal.catalogue.bulk import insert
from portal.catalogue.models import Source, SourceRecord
from portal.catalogue.models.records import pack
from portal.catalogue.records import AnyRecord, RecordKind, digest, encode
from portal.locks import hold_until_commit

# Who tells of a record is read and written by one transaction at a time: otherwise a
# record could be withdrawn while another source begins to tell of it.
WRITING = "catalogue"
Remap = Callable[[SourceRecord], AnyRecord | None]


@dataclass(frozen=True)
class Told:
    """What a source tells of one record in one harvest.

    ``record`` is None when the payload was rejected (``reason`` says why), when the
    source says that the record is ``deleted``, or when it is as it was (``same``).
    ``about`` is the id of the Record that it tells of, where the source knows it: whatever
    identifiers that one has by now, it is no other.
    """

    kind: RecordKind
    native_id: str
    payload: bytes
    payload_hash: str
    record: AnyRecord | None = None
    reason: str = ""
    deleted: bool = False
    same: bool = False
    about: int | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.native_id


@dataclass(frozen=True)
class Result:
    """What became of it: created, updated, unchanged, rejected or withdrawn."""

    told: Told
    source_record: SourceRecord
    what: str
    reason: str = ""


def known(source: Source, keys: Iterable[Key]) -> dict[Key, SourceRecord]:
    """The source records that exist already, without their payloads."""
    natives = {native_id for _, native_id in keys}
    found = SourceRecord.objects.filter(source=source, native_id__in=natives).defer("packed")
    return {(row.kind, row.native_id): row for row in found}


def store(
    source: Source, told: Sequence[Told], run: int, now: datetime, remap: Remap
) -> list[Result]:
    """Store a batch in one transaction; the results come in the batch's order.

    ``run`` is the harvest's number; ``remap`` makes a record anew from a source
    record's payload, for when the metadata has to come from another source.
    A record told twice is stored twice, in order.
    """
    with transaction.atomic():
        hold_until_commit(WRITING)
        results: list[Result] = []
        for part in _without_repeats(told):
            results += _Batch(source, run, now, remap).store(part)
        return results


def withdraw(rows: Sequence[SourceRecord], now: datetime, remap: Remap) -> None:
    """The sources no longer have these: a record goes with its last source record."""
    with transaction.atomic():
        hold_until_commit(WRITING)
        for row in rows:
            row.state, row.changed_at = SourceRecord.State.WITHDRAWN, now
        SourceRecord.objects.bulk_update(rows, ["state", "changed_at"], batch_size=200)
        bodies.settle({row.record_id for row in rows if row.record_id}, now, remap)


def _without_repeats(told: Sequence[Told]) -> Iterable[list[Told]]:
    part: dict[Key, Told] = {}
    for one in told:
        if one.key in part:
            yield list(part.values())
            part = {}
        part[one.key] = one
    if part:
        yield list(part.values())


@dataclass
class _Batch:
    """One batch on its way; the same key never comes twice in it."""

    source: Source
    run: int
    now: datetime
    remap: Remap
    rows: dict[Key, SourceRecord] = field(default_factory=dict)
    created: list[SourceRecord] = field(default_factory=list)
    changed: list[SourceRecord] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    told_of: list[tuple[SourceRecord, bodies.Target]] = field(default_factory=list)
    orphaned: set[int] = field(default_factory=set)

    def store(self, told: list[Told]) -> list[Result]:
        self.rows = known(self.source, (one.key for one in told))
        mapped = [one for one in told if one.record is not None]
        targets = bodies.Targets(self.source, mapped, self.rows, self.now)
        results = [self._one(one, targets) for one in told]
        targets.save()
        self._save_rows()
        if self.orphaned:
            bodies.settle(self.orphaned, self.now, self.remap)
        return results

    def _one(self, one: Told, targets: bodies.Targets) -> Result:
        row = self.rows.get(one.key)
        if one.same and row is not None:
            return self._unchanged(one, row)
        if one.deleted:
            return self._deleted(one, row)
        if one.record is None:
            return self._rejected(one, row)
        return self._mapped(one, one.record, row, targets)

    def _unchanged(self, one: Told, row: SourceRecord) -> Result:
        self.same.append(row.pk)
        return Result(one, row, "unchanged")

    def _mapped(
        self, one: Told, record: AnyRecord, row: SourceRecord | None, targets: bodies.Targets
    ) -> Result:
        body_hash = digest(encode(record))
        old_state, old_hash = (row.state, row.body_hash) if row else ("", "")
        row = self._row(one, row)
        before = row.record_id
        target = targets.find(one, record, before)
        if before and target.row.pk != before:
            self.orphaned.add(before)
            targets.leave(before, one.native_id)
        row.state, row.reason, row.body_hash = SourceRecord.State.PRESENT, "", body_hash
        targets.put(target, row, record)
        self.told_of.append((row, target))
        if not before:
            return Result(one, row, "created")
        if (old_state, old_hash, before) == (row.state, body_hash, target.row.pk):
            return Result(one, row, "unchanged")
        row.changed_at = self.now
        restored = old_state == SourceRecord.State.WITHDRAWN
        return Result(one, row, "updated", "restored" if restored else "")

    def _rejected(self, one: Told, row: SourceRecord | None) -> Result:
        row = self._row(one, row)
        row.state, row.reason = SourceRecord.State.REJECTED, one.reason
        return Result(one, row, "rejected", one.reason)

    def _deleted(self, one: Told, row: SourceRecord | None) -> Result:
        gone = row is not None and row.state == SourceRecord.State.WITHDRAWN
        row = self._row(one, row)
        if gone:
            return Result(one, row, "unchanged")
        row.state, row.changed_at = SourceRecord.State.WITHDRAWN, self.now
        if row.record_id:
            self.orphaned.add(row.record_id)
        return Result(one, row, "withdrawn")

    def _row(self, one: Told, row: SourceRecord | None) -> SourceRecord:
        if row is None:
            row = SourceRecord(
                source=self.source,
                kind=one.kind,
                native_id=one.native_id,
                first_seen=self.now,
                changed_at=self.now,
            )
            self.created.append(row)
        else:
            self.changed.append(row)
        if one.payload or not row.pk:
            row.packed = pack(one.payload)
            row.payload_hash = one.payload_hash
        row.last_seen, row.last_run, row.missed = self.now, self.run, 0
        return row

    def _save_rows(self) -> None:
        for row, target in self.told_of:
            row.record_id = target.row.pk
        insert(self.created)
        if self.changed:
            _upsert(self.changed)
        SourceRecord.objects.filter(pk__in=self.same).update(
            last_seen=self.now, last_run=self.run, missed=0
        )


def _upsert(rows: list[SourceRecord]) -> None:
    """Rewrite whole rows by primary key: far faster than an UPDATE with a CASE a row."""
    light = [row for row in rows if "packed" in row.get_deferred_fields()]
    whole = [row for row in rows if "packed" not in row.get_deferred_fields()]
    fields = [field for field in SourceRecord._meta.concrete_fields if not field.primary_key]
    SourceRecord.objects.bulk_create(
        whole,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[field.name for field in fields],
    )
    names = [field.name for field in fields if field.name not in ("packed", "payload_hash")]
    SourceRecord.objects.bulk_update(light, names)
