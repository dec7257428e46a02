"""The outbox as the index sees it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from portal.catalogue.models import Outbox

_AT_ONCE = 1_000  # rows deleted by one statement


def waiting(after: int, most: int) -> list[tuple[int, int]]:
    """The next rows behind ``after`` as (row, record), oldest first, without those set aside."""
    rows = Outbox.objects.filter(reason="", pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", "record_id")[:most])


def present() -> frozenset[int]:
    """All rows that there are now, without those set aside."""
    return frozenset(Outbox.objects.filter(reason="").values_list("pk", flat=True).iterator())


def left() -> int:
    return Outbox.objects.filter(reason="").count()


def set_aside() -> int:
    return Outbox.objects.exclude(reason="").count()


def settle(rows: Iterable[int], indexed: Iterable[int], problems: Mapping[int, str]) -> None:
    """The rows are dealt with: gone, but for one row with its reason for each problem.

    What was once set aside of records that were indexed now is gone as well.
    """
    with transaction.atomic():
        _delete(rows)
        earlier = Outbox.objects.exclude(reason="")
        if problems or earlier.exists():
            earlier.filter(record_id__in=[*indexed, *problems]).delete()
            _keep(problems)


def settle_rebuilt(rows: Iterable[int], problems: Mapping[int, str]) -> None:
    """The same after a rebuild, to which everything that was set aside came again."""
    with transaction.atomic():
        _delete(rows)
        Outbox.objects.exclude(reason="").delete()
        _keep(problems)


def _delete(rows: Iterable[int]) -> None:
    known = list(rows)
    for start in range(0, len(known), _AT_ONCE):
        Outbox.objects.filter(pk__in=known[start : start + _AT_ONCE]).delete()


def _keep(problems: Mapping[int, str]) -> None:
    now = timezone.now()
    Outbox.objects.bulk_create(
        Outbox(record_id=pk, written_at=now, reason=why) for pk, why in problems.items()
    )
