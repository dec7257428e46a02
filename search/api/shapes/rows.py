"""A record in short, as lists have it."""

from typing import Literal

from portal.catalogue.records import Access
from search.api.shapes.base import Shape

Kind = Literal["document", "dataset"]


class TellingParameter(Shape, frozen=True, kw_only=True):
    """A quantity as people read it, such as "Sample temperature" and "293.15 K"."""

    name: str
    value: str


class RecordRow(Shape, frozen=True, kw_only=True):
    """A record in short. "url" is its page for people, "self" its address in this API;
    "facility" is a slug, "size" in bytes; dates have the precision they are known with, and
    texts that aren't known are empty."""

    id: int
    url: str
    self: str
    kind: Kind
    title: str
    facility: str
    doi: str
    pid: str
    type: str
    date: str
    year: int | None
    availability: Access
    open_from: str | None
    instruments: tuple[str, ...]
    techniques: tuple[str, ...]
    samples: tuple[str, ...]
    people: tuple[str, ...]
    parameters: tuple[TellingParameter, ...]
    file_count: int | None
    size: int | None
