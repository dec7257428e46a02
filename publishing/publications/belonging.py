"""The Documents that Datasets belong to, public or not: some catalogues name people only there.

Those of the facility's catalogue, and none that was published here: what its authors typed
grants nobody anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from portal.catalogue import own
from portal.catalogue.models import Record, RecordLink, SourceRecord
from portal.catalogue.models.records import RecordQuerySet
from portal.catalogue.records import AnyRecord


def documents(datasets: Sequence[Record]) -> dict[int, list[AnyRecord]]:
    """The metadata of each Dataset's Documents, by the Dataset's id; three queries a facility."""
    found: dict[int, list[AnyRecord]] = {}
    houses: dict[int, list[Record]] = defaultdict(list)
    for one in datasets:
        houses[one.facility_id].append(one)
    for house, rows in houses.items():
        found |= _documents(house, rows)
    return found


def datasets_of(documents: Iterable[Record]) -> RecordQuerySet:
    """The Datasets of these Documents, public or not."""
    belong = Q(pk__in=())
    for one in documents:
        named = RecordLink.objects.filter(
            facility=one.facility_id, document_pid__in=_names(one)
        ).values("dataset_pid")
        both = Record.objects.with_pid(one.facility_id, named), Record.objects.with_doi(named)
        belong |= Q(pk__in=both[0].values("pk")) | Q(pk__in=both[1].values("pk"))
    return Record.objects.filter(belong, kind=Record.Kind.DATASET)


def published_here() -> QuerySet[SourceRecord, Any]:
    """The ids of the Documents that were published here, withdrawn ones too."""
    told = SourceRecord.objects.filter(source__kind=own.KIND)
    return told.filter(kind=Record.Kind.DOCUMENT, record__isnull=False).values("record")


def _documents(house: int, rows: Sequence[Record]) -> dict[int, list[AnyRecord]]:
    owners = {name: row.pk for row in rows for name in _names(row)}
    mine = Q(record__in=[row.pk for row in rows]) | Q(dataset_pid__in=owners)
    links = RecordLink.objects.filter(mine, facility=house)
    pairs = set(links.values_list("dataset_pid", "document_pid"))
    named = {document for _, document in pairs}
    every = Record.objects.filter(kind=Record.Kind.DOCUMENT, facility=house, withdrawn_at=None)
    every = every.exclude(pk__in=published_here())
    by_name: dict[str, Record] = {}
    for row in [*every.with_pid(house, named), *every.with_doi(named)]:
        by_name |= dict.fromkeys(_names(row), row)
    found: dict[int, dict[int, AnyRecord]] = defaultdict(dict)
    for dataset, document in sorted(pairs):
        if dataset in owners and document in by_name:
            row = by_name[document]
            found[owners[dataset]].setdefault(row.pk, row.metadata)
    return {pk: list(several.values()) for pk, several in found.items()}


def _names(record: Record) -> list[str]:
    """By which links name a record."""
    return [name for name in (record.pid, record.doi) if name]
