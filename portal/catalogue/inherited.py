"""What a Document has by its Datasets.

Catalogues tell techniques, instruments and the times of measuring of the Datasets alone;
a Document that says nothing of its own has those of its public Datasets.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from portal.catalogue.models import Record, RecordLink
from portal.catalogue.models.records import RecordQuerySet
from portal.catalogue.records import AnyRecord, Instrument, Struct, Technique

MOST_DATASETS = 100  # of one Document that are looked at: those that were known first
MOST_EACH = 100  # techniques, and instruments
AT_ONCE = 5_000  # values in one query
DOCUMENTS_AT_ONCE = 50

log = logging.getLogger("beamfinder.catalogue")

Value = TypeVar("Value", int, str)
Place = tuple[int, str]  # a facility and an identifier that links use


class Inherited(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the Datasets of one Document tell together; dates as records have them.

    ``datasets`` are their ids and ``changed`` when the last of them did (ISO 8601).
    """

    techniques: tuple[Technique, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    start_date: str = ""
    end_date: str = ""
    datasets: tuple[int, ...] = ()
    changed: str = ""


class _Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The part of a Dataset's body that matters here: the rest isn't even decoded."""

    techniques: tuple[Technique, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    start_date: str = ""
    end_date: str = ""


class _Dataset(NamedTuple):
    pk: int
    told: _Told
    changed: str


NOTHING = Inherited()
_decoder = msgspec.json.Decoder(Inherited)
_told = msgspec.json.Decoder(_Told)


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


def completed(metadata: AnyRecord, told: Inherited) -> AnyRecord:
    """The Document's metadata, with what its Datasets tell where it says nothing."""
    dates = {"start_date": told.start_date, "end_date": told.end_date}
    return msgspec.structs.replace(
        metadata,
        techniques=metadata.techniques or told.techniques,
        instruments=metadata.instruments or told.instruments,
        **({} if metadata.start_date or metadata.end_date else dates),
    )


def inherited(documents: Sequence[Record]) -> dict[int, Inherited]:
    """By the Documents' ids; those without public Datasets are left out."""
    found: dict[int, Inherited] = {}
    for start in range(0, len(documents), DOCUMENTS_AT_ONCE):
        part = _members(documents[start : start + DOCUMENTS_AT_ONCE])
        wanted = {pk for pks in part.values() for pk in pks}
        told = {one.pk: one for ids in _chunks(wanted) for one in _read(ids)}
        for document, pks in part.items():
            if known := [told[pk] for pk in pks if pk in told]:
                found[document] = _together(known)
    return found


def still_public(ids: Iterable[int]) -> set[int]:
    """Those of these records that may be seen at this moment."""
    public = Record.objects.public()
    found = (public.filter(pk__in=part).values_list("pk", flat=True) for part in _chunks(set(ids)))
    return {pk for part in found for pk in part}


def places(row: Record) -> list[Place]:
    """By what links may name a record."""
    return [(row.facility_id, one) for one in (row.pid, row.doi) if one]


def documents_of(datasets: Iterable[int], names: Iterable[Place]) -> list[int]:
    """The ids of the Documents, public or not, that Datasets belong to.

    The Datasets are given by their ids, for what they say themselves, and by their names,
    for what Documents say of them: where two records claim a name, these differ.
    """
    named: set[Place] = set()
    for ids in _chunks(set(datasets)):
        links = RecordLink.objects.filter(record__in=ids)
        named.update(links.values_list("facility_id", "document_pid"))
    for facility, mine in _by_facility(names).items():
        for part in _chunks(mine):
            links = RecordLink.objects.filter(facility=facility, dataset_pid__in=part)
            named.update(links.values_list("facility_id", "document_pid"))
    documents = Record.objects.filter(kind=Record.Kind.DOCUMENT).only("pk")
    return [
        row.pk
        for facility, mine in _by_facility(named).items()
        for row in _named_so(documents, facility, mine)
    ]


def _members(documents: Sequence[Record]) -> dict[int, list[int]]:
    """The ids of each Document's public Datasets, by number, within bounds."""
    owners = {place: row.pk for row in documents for place in places(row)}
    linked: dict[Place, set[int]] = defaultdict(set)  # a Dataset's name to its Documents
    for facility, names in _by_facility(owners).items():
        links = RecordLink.objects.filter(facility=facility, document_pid__in=names)
        for document, dataset in links.values_list("document_pid", "dataset_pid").iterator():
            linked[facility, dataset].add(owners[facility, document])
    members: dict[int, set[int]] = defaultdict(set)
    public = Record.objects.public().filter(kind=Record.Kind.DATASET)
    for facility, names in _by_facility(linked).items():
        for row in _named_so(public.only("facility_id", "pid", "doi"), facility, names):
            for place in places(row):
                for owner in linked.get(place, ()):
                    members[owner].add(row.pk)
    return {owner: sorted(pks)[:MOST_DATASETS] for owner, pks in members.items()}


def _read(ids: Iterable[int]) -> Iterator[_Dataset]:
    """What each Dataset tells, and when it last changed."""
    rows = Record.objects.filter(pk__in=ids).values_list("pk", "body", "changed_at")
    for pk, body, changed in rows.iterator():
        try:
            yield _Dataset(pk, _told.decode(body), changed.isoformat())
        except msgspec.MsgspecError:
            log.exception("dataset %s can't be read: its documents do without it", pk)


def _named_so(rows: RecordQuerySet, facility: int, names: Iterable[str]) -> Iterator[Record]:
    """Those of a facility's rows that links mean by these names, PIDs or DOIs."""
    for part in _chunks(names):
        yield from rows.with_pid(facility, part)
        yield from rows.with_doi(part).filter(facility=facility)


def _by_facility(given: Iterable[Place]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for facility, name in given:
        found[facility].add(name)
    return found


def _chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """In order, as many as one query takes."""
    every = sorted(values)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _together(datasets: Sequence[_Dataset]) -> Inherited:
    told = [one.told for one in datasets]
    techniques = dict.fromkeys(technique for one in told for technique in one.techniques)
    instruments = dict.fromkeys(instrument for one in told for instrument in one.instruments)
    dated = [one for one in told if one.start_date]
    return Inherited(
        techniques=tuple(techniques)[:MOST_EACH],
        instruments=tuple(instruments)[:MOST_EACH],
        start_date=min((one.start_date for one in dated), default=""),
        end_date=max((one.end_date or one.start_date for one in dated), default=""),
        datasets=tuple(one.pk for one in datasets),
        changed=max(one.changed for one in datasets),
    )
