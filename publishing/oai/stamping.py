"""Give each offered Document that changed a new place in the order of changes.

One process at a time does this (the worker), so stamps are given and become visible in
one order.  While a batch isn't committed yet, a mark that is already visible says which
second its items get: answers given meanwhile speak of that second at the latest, so a
harvester that goes on from there misses nothing.
"""

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from portal.catalogue.inherited import NOTHING, Inherited, completed, encode, inherited
from portal.catalogue.models import ChangedDocument, Mark, Record
from portal.locks import Busy, lock
from publishing.oai import sets
from publishing.oai.items import BUSY_MARK, clock
from publishing.oai.models import WITHIN, Item, ItemSet, Membership
from publishing.oai.offering import Offered, Offering

log = logging.getLogger("beamfinder.oai")
LOCK = "oai"
BATCH = 500  # documents
AT_ONCE = 20_000  # of one call, so that the worker's other steps get their turn


@dataclass(frozen=True)
class Report:
    """How many items were stamped, and why nothing was done when another process is at it."""

    stamped: int = 0
    busy: str = ""


def stamp(limit: int | None = AT_ONCE) -> Report:
    """Bring the items to the catalogue's present state, up to ``limit`` documents."""
    try:
        with lock(LOCK):
            return Report(_stamp(limit))
    except Busy as error:
        return Report(busy=str(error))


def _stamp(limit: int | None) -> int:
    try:
        stamped = _stamp_waiting(Offering.announced(), limit)
    except Exception:
        # What was begun was taken back. Only a kill leaves the mark, as then nobody knows.
        Mark.objects.filter(name=BUSY_MARK).delete()
        raise
    Mark.objects.filter(name=BUSY_MARK).delete()
    return stamped


def _stamp_waiting(offering: Offering, limit: int | None) -> int:
    done = stamped = 0
    while limit is None or done < limit:
        rows = list(ChangedDocument.objects.order_by("pk").values_list("pk", "record_id")[:BATCH])
        if not rows:
            break
        stamped += _batch(rows, offering)
        done += len(rows)
    return stamped


def _batch(rows: Sequence[tuple[int, int]], offering: Offering) -> int:
    changes = _changes({record for _, record in rows}, offering)
    second = _begin() if changes.items else 0
    with transaction.atomic():
        if changes.items:
            _write(changes, second)
        ChangedDocument.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    return len(changes.items)


@dataclass
class _Changes:
    """The items that differ from what was offered last, and the names of their sets."""

    items: list[Item] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def _changes(ids: Iterable[int], offering: Offering) -> _Changes:
    changes = _Changes()
    known = Item.objects.in_bulk(list(ids))
    records = Record.objects.filter(pk__in=ids, kind=Record.Kind.DOCUMENT).order_by("pk")
    # Of a facility that came a moment ago all Documents are announced by the next step.
    records = records.filter(facility__in=offering.facilities)
    offered = [record for record in records if offering.offers(record)]
    told = inherited(offered)
    given = {record.pk: told.get(record.pk, NOTHING) for record in offered}
    for record in records:
        item = known.get(record.pk) or Item(record=record)
        facility = offering.facilities[record.facility_id]
        names = _brought(item, record, facility, given.get(record.pk))
        if names is not None:
            changes.items.append(item)
            changes.names |= names
    return changes


def _brought(
    item: Item, record: Record, facility: Offered, told: Inherited | None
) -> dict[str, str] | None:
    """Bring an item to its record's present state; ``told`` is None when it isn't offered.

    The names of its sets, None where nothing changed.
    """
    text = "" if told in (None, NOTHING) else encode(told)
    state = "deleted" if told is None else _state(record, facility.state, text)
    if item.state == state:
        return None
    if told is not None:
        try:
            names = sets.names(record, facility.facility, completed(record.metadata, told))
        except Exception:  # whatever it is, it's this record's, and others wait behind it
            log.exception("document %s can't be offered", record.pk)
            return _brought(item, record, facility, None)
        item.sets, item.inherited = " ".join(sorted(names)), text
        item.state, item.deleted = state, False
        return names
    if item._state.adding:
        return None  # nobody was ever told of it
    item.state, item.deleted = state, True
    return {}


def _state(record: Record, facility: str, told: str) -> str:
    """The hash of all that an item's metadata and sets are made from."""
    # The moment too: harvesters may have seen what a record was between two equal states.
    changed = record.changed_at.isoformat()
    parts = (record.hash, changed, record.doi, record.pid, record.availability, facility, told)
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _begin() -> int:
    """The second that a batch gets, told to everybody before any item has it."""
    last = Item.objects.order_by("-stamp").values_list("stamp", flat=True).first() or 0
    told = max(clock(), last >> WITHIN)  # a clock that was set back doesn't turn the order
    Mark.objects.update_or_create(name=BUSY_MARK, defaults={"value": str(told)})
    # An answer that came before the mark was seen may speak of a later second than it.
    return max(clock(), told)


def _write(changes: _Changes, second: int) -> None:
    last = Item.objects.order_by("-stamp").values_list("stamp", flat=True).first() or 0
    first = max(second << WITHIN, last + 1)
    for number, item in enumerate(changes.items):
        item.stamp = first + number
    Item.objects.bulk_create(
        changes.items,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["stamp", "deleted", "sets", "state", "inherited"],
    )
    known = _known_sets(changes.names)
    Membership.objects.filter(item__in=changes.items).delete()
    Membership.objects.bulk_create(
        Membership(set_id=known[spec], item=item, stamp=item.stamp)
        for item in changes.items
        for spec in item.sets.split()
    )


def _known_sets(names: dict[str, str]) -> dict[str, int]:
    """All sets' keys by setSpec; those named here exist afterwards, under these names."""
    known = {row.spec: row for row in ItemSet.objects.all()}
    fresh = [ItemSet(spec=s, name=n) for s, n in names.items() if s not in known]
    ItemSet.objects.bulk_create(fresh)
    for spec, name in names.items():
        if spec in known and known[spec].name != name:
            known[spec].name = name
            known[spec].save(update_fields=["name"])
    return {row.spec: row.pk for row in [*known.values(), *fresh]}
