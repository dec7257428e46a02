"""Keeps the census up to date: counts again what changed, a few blocks at a time."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.catalogue.models import ChangedBlock, Record
from portal.dictionary.census import blocks, totals
from portal.dictionary.models import Census, CountedBlock
from portal.locks import Busy, lock

LOCK = "census"
AT_ONCE = 4  # blocks of one step of the worker
_ROWS = 10_000
# While a harvest goes on, blocks change all the time; the sum over all of them can wait.
ADD_UP_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Counted:
    """How many blocks were counted and are left, and why nothing was done when it is ``busy``."""

    blocks: int = 0
    left: int = 0
    busy: str = ""


def count(limit: int | None = AT_ONCE) -> Counted:
    """Count up to ``limit`` blocks that changed (None: all), then add up where it is time."""
    try:
        with lock(LOCK):
            return _count(limit)
    except Busy as error:
        return Counted(busy=str(error))


def everything() -> None:
    """Have every block counted again."""
    last = Record.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last is not None:
        found = range(last // ChangedBlock.BLOCK + 1)
        ChangedBlock.objects.bulk_create((ChangedBlock(block=one) for one in found), _ROWS)


def _count(limit: int | None) -> Counted:
    done = 0
    while limit is None or done < limit:
        block = ChangedBlock.objects.order_by("pk").values_list("block", flat=True).first()
        if block is None:
            break
        _count_block(block)
        done += 1
    left = ChangedBlock.objects.values("block").distinct().count()
    if _is_time(left):
        totals.add_up()
    return Counted(done, left)


def _count_block(block: int) -> None:
    """The rows are read before the records: who writes later leaves another row."""
    rows = list(ChangedBlock.objects.filter(block=block).values_list("pk", flat=True)[:_ROWS])
    found = blocks.counted(block)
    with transaction.atomic():
        blocks.keep(block, found)
        ChangedBlock.objects.filter(pk__in=rows).delete()


def _is_time(left: int) -> bool:
    """Whether something was counted since the last sum, and nothing is left or it is old."""
    counted = CountedBlock.objects.order_by("-counted_at").values_list("counted_at", flat=True)
    newest, made = counted.first(), Census.objects.values_list("made_at", flat=True).first()
    if newest is None or (made is not None and newest <= made):
        return False
    return not left or made is None or timezone.now() - made > ADD_UP_AFTER
