"""What answers look like: the types that the OpenAPI document is made from."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, get_args

import msgspec
from msgspec.structs import fields

from portal.catalogue import records
from portal.catalogue.records import Access
from portal.web import public
from search.api.shape import Shape
from search.api.why_shapes import WayOut, Why

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


class FacetCount(Shape, frozen=True, kw_only=True):
    """A value to filter by, what to call it, and how many of the records found have it."""

    value: str
    label: str
    count: int


class FacetCounts(Shape, frozen=True, kw_only=True):
    """The commonest values; "more" says that there are others, "timed_out" that counting took
    too long, so that there are none."""

    values: tuple[FacetCount, ...]
    more: bool
    timed_out: bool


class Bin(Shape, frozen=True, kw_only=True, rename={"low": "from", "high": "to"}):
    """How many records have a value from "from" to below "to"; null where there is no end.
    "range" is the filter that finds them."""

    low: float | None
    high: float | None
    count: int
    range: str


class Histogram(Shape, frozen=True, kw_only=True):
    """How the values of a parameter lie among the records found, but for its own ranges:
    "records" of "total" have values, from "least" to "most", null where none has any. A record
    with several values counts in each bin that holds one. The edges are round numbers in
    "unit", "" for numbers without one. "timed_out" says that counting took too long."""

    name: str
    label: str
    dimension: str
    unit: str
    total: int
    records: int
    least: float | None
    most: float | None
    logarithmic: bool
    bins: tuple[Bin, ...]
    timed_out: bool


class Understood(Shape, frozen=True, kw_only=True):
    """What the search was taken to mean, in words; "match" is "all" where all words of q must
    be found, "most" where any will do. Where little was found, "did_you_mean" is q with
    misspelt words mended, as far as records have others; where nothing was, "ways" out."""

    sentence: str
    notes: tuple[str, ...]
    match: str
    did_you_mean: str | None
    ways: tuple[WayOut, ...]


class RecordList(Shape, frozen=True, kw_only=True):
    """A page of what was found, out of "total" records; "next" is the address of the page
    after it, null on the last one. "index_moved" says, of pages by relevance, that the index has
    changed since the first one. "facets" holds those that were asked for, by name, "histograms"
    those asked for, in order; "why" explains the records, by their numbers, if that was asked."""

    total: int
    items: tuple[RecordRow, ...]
    next: str | None
    index_moved: bool
    facets: dict[str, FacetCounts]
    histograms: tuple[Histogram, ...]
    query: Understood
    why: dict[str, Why]


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


class FoundFile(Shape, frozen=True, kw_only=True):
    """A file by its path in the dataset, with its size in bytes where that is known."""

    path: str
    size: int | None


class FilesOfDataset(Shape, frozen=True, kw_only=True):
    """A dataset with how many of its files match, and the first of these. "url" is its page for
    people, "self" its address in this API; "facility" is a slug."""

    id: int
    url: str
    self: str
    title: str
    facility: str
    doi: str
    pid: str
    date: str
    availability: Access
    matching: int
    files: tuple[FoundFile, ...]


class FoundFiles(Shape, frozen=True, kw_only=True):
    """A page of datasets with such files; there are others beyond "total" where
    "more_than_total" says so."""

    total: int
    more_than_total: bool
    items: tuple[FilesOfDataset, ...]
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


class Suggestion(Shape, frozen=True, kw_only=True):
    """Something to go on with: "q" is the box's text with it, and "url" what that finds, "count"
    how many records have it; "detail" is the range of a measured quantity in words. A title has an
    empty "q" and no count: "url" is its record."""

    label: str
    detail: str
    count: int | None
    q: str
    url: str


class SuggestionGroup(Shape, frozen=True, kw_only=True):
    """Suggestions of one kind, the commonest first."""

    kind: str
    label: str
    items: tuple[Suggestion, ...]


class SuggestionList(Shape, frozen=True, kw_only=True):
    """Suggestions by kind; none where nothing begins with the text."""

    groups: tuple[SuggestionGroup, ...]


class Technique(Shape, frozen=True, kw_only=True):
    """A technique of PaNET; the others are named by their identifiers. "parents" and
    "children" are those right above and below it."""

    id: str
    self: str
    iri: str
    label: str
    alternatives: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    deprecated: bool


class TechniqueInTree(Technique, frozen=True, kw_only=True):
    """A technique with all it is a kind of, all kinds of it, and one path from the root."""

    ancestors: tuple[str, ...]
    descendants: tuple[str, ...]
    path: tuple[str, ...]


class TechniqueList(Shape, frozen=True, kw_only=True):
    """Techniques, by number."""

    total: int
    items: tuple[Technique, ...]


class KnownParameter(Shape, frozen=True, kw_only=True):
    """A parameter's name, what it measures, and the usual units.

    "unit" is the one most used; "least" and "most" are the smallest and the largest value in it,
    null where there are none. "spellings" are names as they came, the commonest first.
    """

    name: str
    label: str
    dimension: str
    units: tuple[str, ...]
    unit: str
    records: int
    least: float | None
    most: float | None
    spellings: tuple[str, ...]


class ParameterList(Shape, frozen=True, kw_only=True):
    """Names of parameters; "total" counts also those beyond the limit."""

    total: int
    items: tuple[KnownParameter, ...]


class UnitOfDimension(Shape, frozen=True, kw_only=True):
    """A unit; an SI value is (value + offset) × factor."""

    symbol: str
    factor: float
    offset: float


class Dimension(Shape, frozen=True, kw_only=True):
    """A kind of quantity, its SI unit, and the usual units."""

    name: str
    label: str
    si: str
    units: tuple[UnitOfDimension, ...]


class DimensionList(Shape, frozen=True, kw_only=True):
    """All dimensions, by name."""

    total: int
    items: tuple[Dimension, ...]


class Facility(Shape, frozen=True, kw_only=True):
    """A facility. "url" is its page for people; "probe" is what it measures with; texts that
    aren't known are empty."""

    slug: str
    self: str
    name: str
    short_name: str
    country: str
    website: str
    ror: str
    probe: str
    default_licence: str
    url: str
    records_url: str
    records: int | None


class FacilityList(Shape, frozen=True, kw_only=True):
    """The facilities."""

    total: int
    items: tuple[Facility, ...]


class FacilityDetail(Facility, frozen=True, kw_only=True):
    """A facility with its counts; "embargo_hides_metadata" says whether its records can't even
    be found before the end of their embargo."""

    documents: int | None
    datasets: int | None
    instruments: dict[str, int] | None
    embargo_hides_metadata: bool
