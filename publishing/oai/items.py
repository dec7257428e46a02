"""The items as harvesters ask for them: by time, by set, one page after the other.

All times are whole seconds since 1970; bounds are inclusive, and None leaves one open.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from portal.catalogue.models import Mark
from publishing.oai import models
from publishing.oai.models import WITHIN
from publishing.oai.sets import EVERYTHING, EVERYTHING_NAME

BUSY_MARK = "oai-busy"  # the second that items are being given at the moment


@dataclass(frozen=True, slots=True)
class Item:
    """An item's header: its record's id, its place in the order, and its sets.

    ``inherited`` is what its Datasets told when it was stamped (portal.catalogue.inherited).
    """

    record_id: int
    stamp: int
    deleted: bool
    sets: tuple[str, ...]
    inherited: str = ""

    @property
    def datestamp(self) -> int:
        return self.stamp >> WITHIN


@dataclass(frozen=True, slots=True)
class ItemSet:
    """A set by its setSpec and its name."""

    spec: str
    name: str


def now() -> int:
    """The moment an answer speaks of: whoever asks again from then on misses nothing.

    That is the present second, or the one that items are being given while they aren't
    committed yet.  Take it before reading a list.
    """
    present = clock()
    busy = Mark.objects.filter(name=BUSY_MARK).values_list("value", flat=True).first()
    return min(present, int(busy)) if busy else present


def clock() -> int:
    """The present second by the one clock of all processes: the database server's, if any."""
    if connection.vendor != "postgresql":
        return int(time.time())
    with connection.cursor() as cursor:
        cursor.execute("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint")
        return int(cursor.fetchone()[0])


def page(after: int, first: int | None, last: int | None, spec: str, most: int) -> list[Item]:
    """The next items behind the stamp ``after``, at most so many, in the order of stamps.

    ``spec`` is the setSpec they are in, "" for any.
    """
    # One statement, so that a change meanwhile can't part an item from its place.
    found = _listed(spec, after, first, last).order_by("stamp")
    at = "item__" if _is_part(spec) else ""
    rows = found.values_list(
        f"{at}record_id", "stamp", f"{at}deleted", f"{at}sets", f"{at}inherited"
    )
    return [_item(*row) for row in rows[:most]]


def count(first: int | None, last: int | None, spec: str) -> int:
    """How many items the whole list has."""
    return _listed(spec, 0, first, last).count()


def one(record_id: int) -> Item | None:
    """The item of a record, or None when it was never offered."""
    row = models.Item.objects.filter(pk=record_id).first()
    if row is None:
        return None
    return _item(row.record_id, row.stamp, row.deleted, row.sets, row.inherited)


def earliest() -> int:
    """The earliest datestamp of all; the present second when there is no item yet."""
    stamp = models.Item.objects.order_by("stamp").values_list("stamp", flat=True).first()
    return now() if stamp is None else stamp >> WITHIN


def sets(after: str = "", most: int | None = None) -> list[ItemSet]:
    """The sets behind the setSpec ``after``, in the order of their characters."""
    found = [ItemSet(*row) for row in models.ItemSet.objects.values_list("spec", "name")]
    found.append(ItemSet(EVERYTHING, EVERYTHING_NAME))
    return sorted((one for one in found if one.spec > after), key=lambda one: one.spec)[:most]


def known(spec: str) -> bool:
    """Whether there is a set with this setSpec."""
    return not _is_part(spec) or models.ItemSet.objects.filter(spec=spec).exists()


def _is_part(spec: str) -> bool:
    return spec not in ("", EVERYTHING)


def _listed(spec: str, after: int, first: int | None, last: int | None) -> "QuerySet[Any]":
    """What a list walks along, within bounds: the items, or a set's memberships."""
    rows: QuerySet[Any] = models.Item.objects.all()
    if _is_part(spec):
        # By its number: through a join PostgreSQL would read and sort the whole set.
        known = models.ItemSet.objects.filter(spec=spec).values_list("pk", flat=True).first()
        rows = models.Membership.objects.filter(set=known or 0)
    lowest = after + 1 if first is None else max(after + 1, first << WITHIN)
    rows = rows.filter(stamp__gte=lowest)
    return rows if last is None else rows.filter(stamp__lt=(last + 1) << WITHIN)


def _item(record_id: int, stamp: int, deleted: bool, specs: str, inherited: str) -> Item:
    return Item(record_id, stamp, deleted, (EVERYTHING, *specs.split()), inherited)
