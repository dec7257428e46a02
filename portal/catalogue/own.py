"""Records that are published here: one more source of their facility, that goes before all others.

What was published stays as it was frozen, whatever the facility's catalogue tells later.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from portal.catalogue import bodies
from portal.catalogue.models import Facility, Source, SourceRecord
from portal.catalogue.records import AnyRecord, RecordKind, decode, digest, encode
from portal.catalogue.store import Told

KIND = bodies.OWN
PRECEDENCE = 0


def source(facility: Facility) -> Source:
    """The source of what the facility publishes here; made when it is asked for first.

    It is never harvested: it has no address and isn't enabled.
    """
    found, _ = Source.objects.get_or_create(
        kind=KIND,
        url=f"own:{facility.slug}",
        defaults={
            "facility": facility,
            "name": f"{facility.slug}-published-here"[-60:],
            "precedence": PRECEDENCE,
            "enabled": False,
        },
    )
    return found


def told(native_id: str, record: AnyRecord) -> Told:
    """The record, with its files, as its payload keeps it."""
    payload = encode(record)
    kind = cast(RecordKind, type(record).__struct_config__.tag)
    return Told(kind, native_id, payload, digest(payload), record)


def told_of(pk: int, record: AnyRecord) -> Told:
    """The same, of the Record of this id: its source may have given it another DOI since."""
    return replace(told(str(pk), record), about=pk)


def read(row: SourceRecord) -> AnyRecord:
    """What ``told`` kept.  Raises msgspec.ValidationError when it isn't a record."""
    return decode(row.payload)


def remap(row: SourceRecord) -> AnyRecord | None:
    """A source record mapped anew, whatever its source; None when it can't be."""
    mapped: Callable[[SourceRecord], AnyRecord | None] = import_string(settings.REMAP)
    return mapped(row)
