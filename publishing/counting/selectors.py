"""How often a record was looked at and downloaded."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum

from portal.catalogue.models import Record
from publishing.counting.models import Count


@dataclass(frozen=True)
class Usage:
    """Sums over all days since the first; None where nothing was counted yet."""

    views: int = 0
    downloads: int = 0
    since: date | None = None


def usage(record: Record) -> Usage:
    counted = Count.objects.filter(record=record).order_by().values("what")
    rows = list(counted.annotate(sum=Sum("number"), since=Min("day")))
    sums = {row["what"]: row["sum"] for row in rows}
    return Usage(
        views=sums.get(Count.What.VIEW, 0),
        downloads=sums.get(Count.What.DOWNLOAD, 0),
        since=min((row["since"] for row in rows), default=None),
    )
