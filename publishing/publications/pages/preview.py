"""The landing page that a publication will have, before it has it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.catalogue.bodies import moment
from portal.catalogue.models import Record
from portal.catalogue.records import Dataset, Document, Related, encode
from portal.web import rows, show
from publishing.doi.models import Doi
from publishing.landing import parts
from publishing.landing.styles import citations
from publishing.publications import telling
from publishing.publications.content import Content
from publishing.publications.models import Publication

SHOWN = 50  # Datasets


@dataclass(frozen=True)
class Shown:
    """The Datasets at the beginning of the list, and how many there are."""

    items: list[rows.Row]
    total: int


def context(publication: Publication, content: Content) -> dict[str, Any]:
    """What the parts of a record's page ask for.

    It has no address yet, nor have Datasets that are private, so nothing of it leads there.
    """
    now = timezone.now()
    document = telling.made(publication, content, now)
    record = _record(publication, document, now)
    return {
        "publication": publication,
        "doi": document.doi,
        "record": record,
        "metadata": document,
        "row": rows.row(record),
        "facility": record.facility,
        "trails": parts.trails(document),
        "people": (everybody := parts.people(document)),
        "byline": parts.byline(document, everybody),
        "measured": show.span(document.start_date, document.end_date),
        "grants": parts.grants(document),
        "works": parts.works(_leading_somewhere(publication, document)),
        "instruments": parts.instruments(document),
        "keywords": parts.keywords(document),
        "samples": parts.samples(document),
        "licence": parts.licence(document.licence),
        "citations": citations(record, document),
        "own": True,
        "datasets": _datasets(publication, content, now),
    }


def _leading_somewhere(publication: Publication, document: Document) -> list[Related]:
    """The related works but for all versions together, whose DOI leads nowhere before."""
    concept = Doi.objects.filter(series=publication.series_id).values_list("name", flat=True)
    return [one for one in document.related if not one.doi or one.doi not in concept]


def _datasets(publication: Publication, content: Content, now: datetime) -> Shown:
    found = telling.datasets(publication, content, now)
    items = [rows.row(_record(publication, one, now)) for one in found[:SHOWN]]
    return Shown([replace(one, url="") for one in items], len(found))


def _record(publication: Publication, told: Document | Dataset, now: datetime) -> Record:
    """As the catalogue will have it; never stored."""
    document = isinstance(told, Document)
    return Record(
        pk=0,
        kind=Record.Kind.DOCUMENT if document else Record.Kind.DATASET,
        facility=publication.series.facility,
        doi=told.doi,
        pid=told.pid,
        body=encode(told).decode(),
        public_from=now,
        access=told.access,
        open_from=moment(told.open_from),
        created_at=publication.created_at,
        changed_at=now,
    )
