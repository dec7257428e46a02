"""What items hold at the moment they are given out: their records, and who told of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.catalogue import own
from portal.catalogue.inherited import Inherited, decode, still_public
from portal.catalogue.models import Facility, Record, SourceRecord
from portal.catalogue.models.records import RecordQuerySet
from portal.web import links
from publishing.oai.items import Item


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was harvested: its source, its identifier there, its last change."""

    url: str
    kind: str
    native_id: str
    changed_at: datetime


def visible(page: Sequence[Item]) -> set[int]:
    """The ids of those records that may be given out now."""
    return set(_offered(page).values_list("pk", flat=True))


def records(page: Sequence[Item]) -> dict[int, Record]:
    """The records of a page that may be given out now, by id, with their facilities."""
    found = {record.pk: record for record in _offered(page)}
    # Not joined: a page has hundreds of records of a few facilities.
    facilities = Facility.objects.in_bulk({record.facility_id for record in found.values()})
    for record in found.values():
        record.facility = facilities[record.facility_id]
    return found


def inherited(page: Iterable[Item]) -> dict[int, Inherited]:
    """What the items have by their Datasets, by record; as long as all of these are public.

    The items are stamped anew a moment after one of the Datasets is hidden.
    """
    told = {item.record_id: decode(item.inherited) for item in page if item.inherited}
    public = still_public(pk for one in told.values() for pk in one.datasets)
    return {pk: one for pk, one in told.items() if public.issuperset(one.datasets)}


def origins(ids: Iterable[int]) -> dict[int, Origin]:
    """For each harvested record the source that gives its metadata, as on its page.

    None for what was published here.  One query, and without the payloads.
    """
    told = SourceRecord.objects.filter(record__in=ids, state=SourceRecord.State.PRESENT)
    told = told.order_by("source__precedence", "source_id", "native_id")
    found: dict[int, Origin] = {}
    names = ("record_id", "source__url", "source__kind", "native_id", "changed_at")
    for pk, *values in told.values_list(*names):
        found.setdefault(pk, Origin(*values))
    return {pk: origin for pk, origin in found.items() if origin.kind != own.KIND}


def _offered(page: Sequence[Item]) -> RecordQuerySet:
    """An item is stamped a moment after its record changed: what became private since then
    is asked for here, so that it is never given out; nor is what was only tried out."""
    ids = [item.record_id for item in page if not item.deleted]
    found = Record.objects.public().filter(pk__in=ids, kind=Record.Kind.DOCUMENT)
    return found.exclude(doi__startswith=links.SANDBOX) if links.tries_stay_at_home() else found
