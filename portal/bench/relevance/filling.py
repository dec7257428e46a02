"""Stores a collection's documents as a harvest stores a facility's."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from portal.bench.relevance import collection
from portal.bench.relevance.collection import Text
from portal.catalogue.models import Facility, Source
from portal.catalogue.records import Document, digest
from portal.catalogue.store import Told, store
from portal.normalise import text

BATCH = 500  # documents in one transaction


def fill(path: Path) -> dict[str, Any]:
    """Store all documents of the collection in ``path``; how many, as a JSON object."""
    documents = collection.read(path).documents
    facility = Facility.objects.create(slug="relevance", name="Relevance", short_name="Relevance")
    url = "https://relevance.example"
    source = Source.objects.create(facility=facility, name="relevance", kind="scicat", url=url)
    now = datetime.now(UTC)
    for start in range(0, len(documents), BATCH):
        told = [_told(one) for one in documents[start : start + BATCH]]
        store(source, told, 1, now, lambda row: None)
    return {"documents": len(documents)}


def _told(one: Text) -> Told:
    payload = msgspec.json.encode(one)
    record = Document(
        pid=one.id,
        title=text.clean(one.title),
        summary=text.plain(one.text),
        public_from="1970-01-01",
    )
    return Told("document", one.id, payload, digest(payload), record)
