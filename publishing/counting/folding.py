"""The worker's step that brings what was noted into the database."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.catalogue.models import Record
from portal.locks import Busy, lock
from publishing.counting.models import Count
from publishing.counting.notes import folder, settled

LOCK = "counting"
FILES_AT_ONCE = 100
TAKEN = ".taken"
_LINE = re.compile(r"(\d{1,18}) (view|download) (\d{4}-\d\d-\d\d)", re.ASCII)


class Day(NamedTuple):
    """What is counted together."""

    record: int
    what: str
    day: date


def fold() -> int:
    """Add what was noted in minutes that are over; how many files that were.

    A file is set aside before what it says is committed, and deleted afterwards: a worker that
    is killed in between counts a minute too few, never one twice.
    """
    with suppress(Busy), lock(LOCK):
        for left in folder().glob(f"*{TAKEN}"):  # by one that was killed
            left.unlink()
        files = settled(timezone.now())[:FILES_AT_ONCE]
        for file in files:
            _fold(file)
        return len(files)
    return 0


def _fold(file: Path) -> None:
    noted = _read(file)
    taken = file.with_suffix(TAKEN)
    file.rename(taken)
    try:
        with transaction.atomic():
            _add(noted)
    except BaseException:
        taken.rename(file)
        raise
    taken.unlink()


def _read(file: Path) -> Counter[Day]:
    """What a file says; a line that was cut off counts for nothing."""
    found: Counter[Day] = Counter()
    for line in file.read_text(errors="replace").splitlines():
        if said := _LINE.fullmatch(line):
            with suppress(ValueError):
                found[Day(int(said[1]), said[2], date.fromisoformat(said[3]))] += 1
    return found


def _add(noted: Counter[Day]) -> None:
    """Only of records that are there: a file may have come from anywhere."""
    known = set(
        Record.objects.filter(pk__in={one.record for one in noted}).values_list("pk", flat=True)
    )
    for one, number in noted.items():
        if one.record not in known:
            continue
        where = {"record_id": one.record, "what": one.what, "day": one.day}
        if not Count.objects.filter(**where).update(number=F("number") + number):
            Count.objects.create(**where, number=number)
