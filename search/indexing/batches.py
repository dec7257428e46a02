"""Records of the catalogue, read and projected some at a time."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.catalogue.models import Facility, FileList, Record
from portal.dictionary import current
from search.files import indexing as files
from search.files.document import FileNames
from search.indexing.document import IndexDocument
from search.indexing.projection import index_document
from search.suggest import reading
from search.suggest.document import RecordNames

log = logging.getLogger("beamfinder.search")
BATCH = 500
LONGEST_REASON = 1_000


@dataclass(slots=True)
class Projected:
    """What the indices hold of some records, and why others can't be projected.

    ``documents`` of records, ``names`` of the files of those that have files, ``suggested``:
    what the search box offers of each.  A record that can't be projected is in none of them.
    """

    documents: list[IndexDocument] = field(default_factory=list)
    names: list[FileNames] = field(default_factory=list)
    suggested: list[RecordNames] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)

    @property
    def held(self) -> tuple[Sequence[Any], ...]:
        """For each of search.indexing.indices.all_indices what it is to hold."""
        return self.documents, self.names, self.suggested

    def add(self, record: Record, listed: FileList | None) -> None:
        """Project one record with its files; nothing where it isn't public.  Raises anything."""
        if not record.is_public():
            return
        metadata = record.metadata
        document = index_document(record, metadata)
        suggested = reading.read(document, metadata)
        names = files.names(record, listed) if listed else None
        self.documents.append(document)
        self.suggested.append(suggested)
        if names and names.paths:
            self.names.append(names)


class Projector:
    """Projects records; facilities are read once, when it is made."""

    def __init__(self) -> None:
        self._facilities = {facility.pk: facility for facility in Facility.objects.all()}

    def by_id(self, ids: Iterable[int]) -> Projected:
        """The present state of these records, without those that are gone."""
        wanted = list(ids)
        current.refresh()  # after the rows were read: a change's rows come behind its mark
        return self._project(list(Record.objects.filter(pk__in=wanted)))

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

    def _project(self, records: Sequence[Record]) -> Projected:
        projected = Projected()
        listed = files.lists(record.pk for record in records)
        for record in records:
            try:
                record.facility = self._facility(record)
                projected.add(record, listed.get(record.pk))
            except Exception as error:  # whatever it is, it's this record's
                log.warning("record %s can't be indexed: %s", record.pk, error)
                projected.problems[record.pk] = reason(error)
        return projected

    def _facility(self, record: Record) -> Facility:
        facility = self._facilities.get(record.facility_id)
        if facility is None:
            facility = self._facilities[record.facility_id] = record.facility
        return facility


def reason(error: BaseException) -> str:
    text = f"{type(error).__name__}: {error}".replace("\x00", "")
    return text.encode("utf-8", "replace").decode()[:LONGEST_REASON]
