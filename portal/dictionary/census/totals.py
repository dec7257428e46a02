"""All blocks together: the census that pages read."""

from uuid import uuid4

import msgspec
from django.utils import timezone

from portal.catalogue.models.records import pack, unpack
from portal.dictionary.census import blocks
from portal.dictionary.census.counts import Count, added
from portal.dictionary.models import Census

SPELLINGS_SHOWN = 20  # names as they came, the commonest
_COUNTS = msgspec.json.Decoder(list[Count])


def add_up() -> int:
    """Make the totals anew; how many names there are."""
    found = added(blocks.every())
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


def token() -> str:
    """What the present totals are known by; "" where nothing was ever counted."""
    return Census.objects.values_list("token", flat=True).first() or ""


def read() -> tuple[str, list[Count]]:
    """The totals with their token, the commonest names first."""
    row = Census.objects.first()
    return (row.token, _COUNTS.decode(unpack(row.packed))) if row else ("", [])
