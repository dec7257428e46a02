"""Many items in two sets, and how the database means to read a page of each list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from portal.catalogue.models import Facility, Record
from publishing.oai import items
from publishing.oai.models import Item, ItemSet, Membership

COUNT = 20_000
PAGE = 200
SETS = ("facility_large", "facility_small")  # all but every tenth, and the others


def main() -> dict[str, str]:
    """The plans of first and late pages, by what is listed."""
    fill()
    return {name: query.order_by("stamp")[:PAGE].explain() for name, query in lists()}


def lists() -> Iterator[tuple[str, "QuerySet[Any]"]]:
    for spec in ("", *SETS):
        for after in (0, COUNT // 2):
            yield f"{spec or 'everything'} behind {after}", items._listed(spec, after, None, None)


def fill() -> None:
    facility = Facility.objects.create(slug="here", name="Here", short_name="Here")
    large, small = (ItemSet.objects.create(spec=spec, name=spec) for spec in SETS)
    now = datetime.now(UTC)
    made = [
        Record(kind="document", facility=facility, pid=f"{n}", created_at=now, changed_at=now)
        for n in range(1, COUNT + 1)
    ]
    records = Record.objects.bulk_create(made, batch_size=1_000)
    Item.objects.bulk_create(
        (Item(record=one, stamp=stamp) for stamp, one in enumerate(records, 1)), batch_size=1_000
    )
    Membership.objects.bulk_create(
        (
            Membership(set=large if stamp % 10 else small, item_id=one.pk, stamp=stamp)
            for stamp, one in enumerate(records, 1)
        ),
        batch_size=1_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
