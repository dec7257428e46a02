"""What pages read of the catalogue: public records, and the traces of withdrawn ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Window
from django.utils import timezone

from portal.catalogue.models import (
    Facility,
    FileList,
    Record,
    RecordLink,
    SourceRecord,
)
from portal.catalogue.models.records import RecordQuerySet

# What pages say of who told a record.
TOLD = (
    *("record_id", "native_id", "first_seen", "last_seen"),
    *("source__name", "source__kind", "source__token_file", "source__precedence"),
    *("source__facility__slug", "source__facility__short_name"),
)
LONGEST_IDENTIFIER = 2000  # characters; no DOI or PID is longer


def by_id(pk: int) -> Record | None:
    """The record that may be shown under this internal id: public, or withdrawn since."""
    return _shown(Record.objects.filter(pk=pk))


def by_doi(doi: str) -> Record | None:
    """The record with this DOI; the Document where a Dataset has the same one."""
    if not _possible(doi):
        return None
    return _shown(Record.objects.with_doi([doi.lower()]))


def by_pid(facility: str, pid: str) -> Record | None:
    """The record with this PID at the facility (its slug), exactly as written."""
    if not _possible(pid) or not _possible(facility):
        return None
    owner = Facility.objects.filter(slug=facility).first()
    return _shown(Record.objects.with_pid(owner, [pid])) if owner else None


def rows(ids: Sequence[int], *related: str) -> list[Record]:
    """The public records among these, in the given order, with their facilities."""
    found = Record.objects.public().filter(pk__in=ids).select_related("facility", *related)
    by_pk = {record.pk: record for record in found}
    return [by_pk[pk] for pk in ids if pk in by_pk]


def relatives(record: Record, ids: Sequence[int]) -> list[Record]:
    """The public records among these, in the given order, which are all of the record's own
    facility: it is the very object, so that it needn't be read for each of them."""
    by_pk = {row.pk: row for row in Record.objects.public().filter(pk__in=ids)}
    found = [by_pk[pk] for pk in ids if pk in by_pk]
    for row in found:
        row.facility = record.facility
    return found


def datasets_of(document: Record) -> RecordQuerySet:
    """The public Datasets that belong to a Document, whichever of the two says so."""
    links = RecordLink.objects.filter(
        facility=document.facility_id, document_pid__in=_own_pids(document)
    ).values("dataset_pid")
    return _linked(Record.Kind.DATASET, document, links)


def documents_of(dataset: Record) -> RecordQuerySet:
    """The public Documents that a Dataset belongs to."""
    links = RecordLink.objects.filter(
        facility=dataset.facility_id, dataset_pid__in=_own_pids(dataset)
    ).values("document_pid")
    return _linked(Record.Kind.DOCUMENT, dataset, links)


def some(found: RecordQuerySet, start: int, size: int) -> tuple[list[int], int, datetime | None]:
    """The ids of a part of these records, how many there are, and when the last one changed.

    All in one query: where links are followed, asking twice costs more than rendering a page.
    """
    summed = found.annotate(total=Window(Count("pk")), last=Window(Max("changed_at")))
    told = summed.select_related(None).values_list("pk", "total", "last")
    part = list(told[start : start + size])
    if not part and start:
        return [], *_size_and_change(found)
    _, total, changed = part[0] if part else (0, 0, None)
    return [pk for pk, _, _ in part], total, changed


def _size_and_change(found: RecordQuerySet) -> tuple[int, datetime | None]:
    summed = found.order_by().aggregate(total=Count("pk"), changed=Max("changed_at"))
    return summed["total"], summed["changed"]


def told_by(record: Record) -> list[SourceRecord]:
    """Which sources have the record, without what they sent; who gives its metadata first.

    The others only where they need no login: what one sees may be private there.
    """
    found = record.told_by.filter(state=SourceRecord.State.PRESENT)
    found = found.select_related("source__facility").only(*TOLD)
    rows = list(found.order_by("source__precedence", "source_id", "native_id"))
    return rows[:1] + [row for row in rows[1:] if not row.source.token_file]


def file_list(record: Record) -> FileList | None:
    return FileList.objects.filter(pk=record.pk).first()


def facilities() -> QuerySet[Facility]:
    return Facility.objects.order_by("short_name", "slug")


def facility_names() -> dict[str, str]:
    """What to call each facility, by its slug."""
    return dict(facilities().values_list("slug", "short_name"))


def was_public(record: Record) -> bool:
    """Whether a withdrawn record had been public: only then may its trace be shown."""
    withdrawn, since = record.withdrawn_at, record.public_from
    return withdrawn is not None and since is not None and since <= min(withdrawn, timezone.now())


def _shown(candidates: QuerySet[Record]) -> Record | None:
    """The public one of the few candidates, Documents first; else one withdrawn since."""
    found: Iterable[Record] = candidates.select_related("facility", "source").order_by(
        "-kind", "id"
    )[:4]
    fit = [record for record in found if record.is_public() or was_public(record)]
    return min(fit, key=lambda record: not record.is_public(), default=None)


def _linked(kind: str, record: Record, pids: QuerySet[RecordLink, Any]) -> RecordQuerySet:
    named = Record.objects.filter(facility=record.facility_id, kind=kind)
    by_pid = named.with_pid(record.facility_id, pids)
    by_doi = named.with_doi(pids).filter(pid="")
    found = Record.objects.public().filter(
        Q(pk__in=by_pid.values("pk")) | Q(pk__in=by_doi.values("pk"))
    )
    return found.select_related("facility").order_by("id")


def _own_pids(record: Record) -> list[str]:
    """The identifiers by which links name a record."""
    return [pid for pid in (record.pid, record.doi) if pid]


def _possible(identifier: str) -> bool:
    return 0 < len(identifier) <= LONGEST_IDENTIFIER and "\x00" not in identifier
