"""Fills a house with made-up Documents and has them stamped, as the worker does it.

Nobody has heard of their facilities before, so all their Documents are stamped.
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.bench.oai.documents import FACILITIES, Documents
from portal.catalogue.bodies import moment
from portal.catalogue.bulk import insert
from portal.catalogue.models import (
    Facility,
    Record,
    RecordLink,
    Source,
    SourceRecord,
)
from portal.catalogue.models.records import pack
from portal.catalogue.records import AnyRecord, Dataset, Document, digest, encode
from publishing.oai.stamping import stamp

BATCH = 2_000  # documents in one transaction


def fill(records: int, data: Path) -> dict[str, Any]:
    """Store ``records`` Documents and stamp them; what that took as a JSON object."""
    started = time.perf_counter()
    _store(Documents(records, data), records)
    stored = time.perf_counter()
    stamped = stamp(limit=None).stamped
    seconds = time.perf_counter() - stored
    return {
        "stored_seconds": round(stored - started, 2),
        "stamped": stamped,
        "seconds": round(seconds, 2),
        "items_per_second": round(stamped / seconds),
    }


def _store(documents: Documents, records: int) -> None:
    sources = [_source(number) for number in range(FACILITIES)]
    now = datetime.now(UTC)
    for start in range(0, records, BATCH):
        batch = _Batch()
        for number in range(start, min(start + BATCH, records)):
            batch.add(documents, number, sources[number % FACILITIES], now)
        batch.store()


class _Batch:
    """The rows of some Documents and of their Datasets."""

    def __init__(self) -> None:
        self.documents: list[tuple[Record, Document, bytes]] = []
        self.datasets: list[Record] = []

    def add(self, documents: Documents, number: int, source: Source, now: datetime) -> None:
        payload = documents.payload(number)
        document, dataset = documents.document(number, payload), documents.dataset(number, payload)
        self.documents.append((_row(document, source, now), document, payload))
        if dataset is not None:
            self.datasets.append(_row(dataset, source, now))

    @transaction.atomic
    def store(self) -> None:
        insert(row for row, _, _ in self.documents)
        insert(self.datasets)
        insert(_link(row, document) for row, document, _ in self.documents)
        insert(_told(row, payload) for row, _, payload in self.documents)


def _source(number: int) -> Source:
    facility = Facility.objects.create(
        slug=f"bench-{number}",
        name=f"Facility {number}",
        short_name=f"Bench {number}",
        website=f"https://facility-{number}.example",
        offers_harvested=True,
    )
    url = f"https://facility-{number}.example/api/v3"
    return Source.objects.create(facility=facility, name=f"bench-{number}", kind="scicat", url=url)


def _row(record: AnyRecord, source: Source, now: datetime) -> Record:
    body = encode(record)
    kind = Record.Kind.DATASET if isinstance(record, Dataset) else Record.Kind.DOCUMENT
    return Record(
        kind=kind.value,
        facility=source.facility,
        source=source,
        pid=record.pid,
        doi=record.doi,
        body=body.decode(),
        hash=digest(body),
        public_from=moment(record.public_from),
        access=record.access,
        open_from=moment(record.open_from),
        created_at=now,
        changed_at=now,
    )


def _link(row: Record, document: Document) -> RecordLink:
    return RecordLink(
        record=row,
        facility=row.facility,
        document_pid=document.pid,
        dataset_pid=document.dataset_pids[0],
    )


def _told(row: Record, payload: bytes) -> SourceRecord:
    return SourceRecord(
        source=row.source,
        kind=row.kind,
        native_id=row.doi,
        record_id=row.pk,
        packed=pack(payload),
        payload_hash=digest(payload),
        body_hash=row.hash,
        state=SourceRecord.State.PRESENT.value,
        first_seen=row.changed_at,
        last_seen=row.changed_at,
        changed_at=row.changed_at,
    )
