"""All blocks together: the census that pages read."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import msgspec
from django.utils import timezone

from portal.catalogue.models.records import pack, unpack
from portal.dictionary.census import blocks
from portal.dictionary.census.counts import Count, added
from portal.dictionary.models import Census, CountedBlock, CountedGroup

GROUP = 32  # blocks that are added together
SPELLINGS_SHOWN = 20  # names as they came, the commonest
_COUNTS = msgspec.json.Decoder(list[Count])


def add_up() -> int:
    """Make the totals anew, of the groups with their changes; how many names there are."""
    for group, counted_at in _counted_at().items():
        known = CountedGroup.objects.filter(group=group).values_list("added_at", flat=True).first()
        if known is None or known < counted_at:
            _add_group(group)
    found = added(_groups())
    for one in found:
        one.spellings = one.spellings[:SPELLINGS_SHOWN]
    Census.objects.update_or_create(
        id=Census.ONE,
        defaults={
            "token": uuid4().hex,
            "made_at": timezone.now(),
            "packed": pack(msgspec.json.encode(found)),
        },
    )
    return len(found)


def _counted_at() -> dict[int, datetime]:
    """When a block of each group was counted last."""
    found: dict[int, datetime] = {}
    for block, counted_at in CountedBlock.objects.values_list("block", "counted_at"):
        group = block // GROUP
        found[group] = max(counted_at, found.get(group, counted_at))
    return found


def _add_group(group: int) -> None:
    now = timezone.now()  # a block that is counted meanwhile has the group added once more
    found = added(blocks.several(group * GROUP, (group + 1) * GROUP - 1))
    packed = pack(msgspec.json.encode(found))
    CountedGroup.objects.update_or_create(group=group, defaults={"packed": packed, "added_at": now})


def _groups() -> Iterator[list[Count]]:
    rows = CountedGroup.objects.order_by("group").values_list("packed", flat=True)
    for packed in rows.iterator(chunk_size=4):
        yield _COUNTS.decode(unpack(packed))


def token() -> str:
    """What the present totals are known by; "" where nothing was ever counted."""
    return Census.objects.values_list("token", flat=True).first() or ""


def read() -> tuple[str, list[Count]]:
    """The totals with their token, the commonest names first."""
    row = Census.objects.first()
    return (row.token, _COUNTS.decode(unpack(row.packed))) if row else ("", [])
