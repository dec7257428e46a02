"""Records of the catalogue, read and projected some at a time."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portal.catalogue.models import Facility, Record
from portal.dictionary import current
from search.files import indexing as files
from search.files.document import FileNames
from search.indexing.document import IndexDocument
from search.indexing.projection import project
from search.suggest import reading
from search.suggest.document import RecordNames

log = logging.getLogger("beamfinder.search")
BATCH = 500
LONGEST_REASON = 1_000


@dataclass(slots=True)
class Projected:
    """Documents to write, ids to delete, and why some records can't be projected.

    ``names`` are the file names of those documents that have files, ``suggested`` what
    the search box offers of each document.
    """

    documents: list[IndexDocument] = field(default_factory=list)
    names: list[FileNames] = field(default_factory=list)
    suggested: list[RecordNames] = field(default_factory=list)
    deletes: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)


class Projector:
    """Projects records; facilities are read once, when it is made."""

    def __init__(self) -> None:
        self._facilities = {facility.pk: facility for facility in Facility.objects.all()}

    def by_id(self, ids: Iterable[int]) -> Projected:
        """The present state of these records; those that are gone are deletes."""
        wanted = list(dict.fromkeys(ids))
        current.refresh()  # after the rows were read: a change's rows come behind its mark
        projected = self._project(Record.objects.filter(pk__in=wanted))
        known = {document.id for document in projected.documents}
        projected.deletes = [pk for pk in wanted if pk not in known]
        return projected

    def everything(self) -> Iterator[Projected]:
        """All public records, by id, read in parts so that memory stays flat."""
        last = 0
        while True:
            part = Record.objects.public().filter(pk__gt=last).order_by("pk")[:BATCH]
            records = list(part)
            if not records:
                return
            last = records[-1].pk
            current.refresh()
            yield self._project(records)

    def _project(self, records: Iterable[Record]) -> Projected:
        projected = Projected()
        for record in records:
            try:
                record.facility = self._facility(record)
                document = project(record)
                suggested = reading.read(document, record.metadata) if document else None
            except Exception as error:  # whatever it is, it's this record's
                log.warning("record %s can't be indexed: %s", record.pk, error)
                projected.problems[record.pk] = reason(error)
                continue
            if document and suggested:
                projected.documents.append(document)
                projected.suggested.append(suggested)
        _add_names(projected)
        return projected

    def _facility(self, record: Record) -> Facility:
        facility = self._facilities.get(record.facility_id)
        if facility is None:
            facility = self._facilities[record.facility_id] = record.facility
        return facility


def _add_names(projected: Projected) -> None:
    """A record whose list of files can't be read isn't indexed at all."""
    listed = files.read(document.id for document in projected.documents)
    projected.names = listed.names
    if listed.problems:
        read = [one for one in projected.suggested if one.id not in listed.problems]
        kept = [one for one in projected.documents if one.id not in listed.problems]
        projected.documents, projected.suggested = kept, read
        projected.problems |= {pk: reason(why) for pk, why in listed.problems.items()}


def reason(error: BaseException) -> str:
    text = f"{type(error).__name__}: {error}".replace("\x00", "")
    return text.encode("utf-8", "replace").decode()[:LONGEST_REASON]
