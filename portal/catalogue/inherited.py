"""What a Document has by its Datasets.

Catalogues tell techniques, instruments and the times of measuring of the Datasets alone;
a Document that says nothing of its own has those of its public Datasets.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portal.catalogue.models import Record, RecordLink
from portal.catalogue.models.records import RecordQuerySet
from portal.catalogue.records import AnyRecord, Instrument, Struct, Technique

MOST_DATASETS = 100  # of one Document that are looked at
MOST_EACH = 100  # techniques, and instruments
AT_ONCE = 5_000  # names in one query

Place = tuple[int, str]  # facility and identifier


class Inherited(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the Datasets of one Document tell together; dates as records have them."""

    techniques: tuple[Technique, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    start_date: str = ""
    end_date: str = ""


NOTHING = Inherited()
_decoder = msgspec.json.Decoder(Inherited)


def encode(told: Inherited) -> str:
    """As JSON; equal ones give equal texts."""
    return msgspec.json.encode(told).decode()


def decode(text: str) -> Inherited:
    """What ``encode`` wrote; "" is nothing.  Raises msgspec.ValidationError."""
    return _decoder.decode(text) if text else NOTHING


def whole(document: Record) -> AnyRecord:
    """The metadata of a Document, completed by its Datasets; of a Dataset, its own."""
    if document.kind != Record.Kind.DOCUMENT:
        return document.metadata
    return completed(document.metadata, inherited([document]).get(document.pk, NOTHING))


def inherited(documents: Sequence[Record]) -> dict[int, Inherited]:
    """By the Documents' ids; those without public Datasets are left out."""
    named = _named(documents)
    if not named:
        return {}
    datasets = _datasets({place for places in named.values() for place in places})
    found = {}
    for pk, places in named.items():
        mine = {row.pk: row for place in places for row in datasets.get(place, ())}
        if mine:
            found[pk] = _together([row.metadata for row in mine.values()])
    return found


def completed(metadata: AnyRecord, told: Inherited) -> AnyRecord:
    """The Document's metadata, with what its Datasets tell where it says nothing."""
    dates = (
        {} if metadata.start_date else {"start_date": told.start_date, "end_date": told.end_date}
    )
    return msgspec.structs.replace(
        metadata,
        techniques=metadata.techniques or told.techniques,
        instruments=metadata.instruments or told.instruments,
        **dates,
    )


def documents_of(datasets: Iterable[Record]) -> list[int]:
    """The ids of the Documents, public or not, that these Datasets belong to."""
    by_facility: dict[int, list[str]] = defaultdict(list)
    for row in datasets:
        by_facility[row.facility_id] += [one for one in (row.pid, row.doi) if one]
    found: dict[int, None] = {}
    for facility, pids in by_facility.items():
        links = RecordLink.objects.filter(facility=facility, dataset_pid__in=pids)
        if named := set(links.values_list("document_pid", flat=True)):
            documents = Record.objects.filter(kind=Record.Kind.DOCUMENT).only("pk")
            found |= dict.fromkeys(row.pk for row in _named_so(documents, facility, named))
    return list(found)


def _named(documents: Sequence[Record]) -> dict[int, list[Place]]:
    """The Datasets of each Document by facility and identifier, the first hundred."""
    owners = {
        (row.facility_id, one): row.pk for row in documents for one in (row.pid, row.doi) if one
    }
    links = RecordLink.objects.filter(
        facility__in={facility for facility, _ in owners},
        document_pid__in={pid for _, pid in owners},
    )
    named: dict[int, list[Place]] = defaultdict(list)
    for facility, document, dataset in links.order_by("pk").values_list(
        "facility_id", "document_pid", "dataset_pid"
    ):
        owner = owners.get((facility, document))
        if owner is not None and len(named[owner]) < MOST_DATASETS:
            named[owner].append((facility, dataset))
    return named


def _datasets(places: set[Place]) -> dict[Place, list[Record]]:
    """The public Datasets by each of their identifiers."""
    found: dict[Place, list[Record]] = defaultdict(list)
    public = Record.objects.public().filter(kind=Record.Kind.DATASET)
    for facility in {facility for facility, _ in places}:
        pids = {pid for owner, pid in places if owner == facility}
        for row in _named_so(public, facility, pids):
            found[facility, row.pid or row.doi].append(row)
    return found


def _named_so(rows: RecordQuerySet, facility: int, names: Iterable[str]) -> Iterator[Record]:
    """Those of a facility's rows that links mean by these names: a DOI counts without a PID."""
    names = sorted(names)
    for start in range(0, len(names), AT_ONCE):
        part = names[start : start + AT_ONCE]
        yield from rows.with_pid(facility, part)
        yield from rows.with_doi(part).filter(facility=facility, pid="")


def _together(datasets: Sequence[AnyRecord]) -> Inherited:
    techniques = dict.fromkeys(one for dataset in datasets for one in dataset.techniques)
    instruments = dict.fromkeys(one for dataset in datasets for one in dataset.instruments)
    starts = [one.start_date for one in datasets if one.start_date]
    ends = [one.end_date or one.start_date for one in datasets if one.start_date]
    return Inherited(
        techniques=tuple(techniques)[:MOST_EACH],
        instruments=tuple(instruments)[:MOST_EACH],
        start_date=min(starts, default=""),
        end_date=max(ends, default=""),
    )
