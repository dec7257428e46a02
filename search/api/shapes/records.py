"""A record in full, and the lists that belong to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

import msgspec
from msgspec.structs import fields

from portal.catalogue import records
from portal.catalogue.records import Access
from portal.web import public
from search.api.shapes.base import Shape
from search.api.shapes.rows import Kind, RecordRow


class RelatedRecords(Shape, frozen=True, kw_only=True):
    """A page of the records that belong to a record, out of "total"."""

    total: int
    items: tuple[RecordRow, ...]
    next: str | None


class FileList(Shape, frozen=True, kw_only=True):
    """A page of the files of a record, out of "total"."""

    total: int
    items: tuple[records.File, ...]
    next: str | None


class FacilityName(Shape, frozen=True, kw_only=True):
    """A facility by its slug, which filters take."""

    slug: str
    name: str


class ListAddress(Shape, frozen=True, kw_only=True):
    """How long a list is, and where to read it."""

    total: int
    url: str


class TechniqueOfRecord(records.Technique, frozen=True, kw_only=True):
    """A technique as the record names it, and its way from the root of PaNET ("panet" is its
    identifier there)."""

    path: tuple[str, ...]


class SourceOfRecord(Shape, frozen=True, kw_only=True):
    """A source that has the record: under which identifier, and when it was seen there."""

    source: str
    facility: str
    identifier: str
    first_seen: datetime
    last_seen: datetime


class Provenance(Shape, frozen=True, kw_only=True):
    """Where the record came from; the first source gives the metadata."""

    version: int
    first_seen: datetime
    last_changed: datetime
    sources: tuple[SourceOfRecord, ...]


_HEAD: dict[str, Any] = {
    "id": int,
    "kind": Kind,
    "url": str,
    "self": str,
    "pid": str,
    "doi": str,
    "facility": FacilityName,
    "availability": Access,
    "open_from": str,
    "files": ListAddress,
    "related_records": ListAddress,
    "provenance": Provenance,
}


def _fields() -> Iterator[tuple[str, Any] | tuple[str, Any, Any]]:
    """Those of its own, then all public ones that Documents and Datasets have: they are left out
    when they say nothing, but for the title."""
    yield from _HEAD.items()
    known = {one.name: one for kind in get_args(records.AnyRecord) for one in fields(kind)}
    for name, one in known.items():
        if name in _HEAD or name in public.LEFT_OUT:
            continue
        if name == "techniques":
            yield name, tuple[TechniqueOfRecord, ...], ()
        elif one.required:
            yield name, one.type
        else:
            yield name, one.type, one.default


Record = msgspec.defstruct(
    "Record",
    _fields(),
    namespace={
        "__doc__": "A Document or Dataset. Quantities are as given (values, unit) and, where the "
        'unit is known, in SI ("si"); a dimension is a word of /api/v1/units.'
    },
    kw_only=True,
    frozen=True,
)
