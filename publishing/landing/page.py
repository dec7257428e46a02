"""Everything a record page shows, gathered in a bounded number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from portal.catalogue import given, own, selectors
from portal.catalogue.models import FileList, Record, SourceRecord
from portal.catalogue.records import AnyRecord, File
from portal.web import paging, rows
from portal.web.paging import Pages
from portal.web.preferred import Units
from publishing.counting.selectors import Usage, usage
from publishing.exports import schema_org
from publishing.exports.view import (
    MOST_READ,
    Attached,
    View,
    files_of,
    files_of_several,
    made,
    part,
)
from publishing.landing.versions import Versions, versions
from publishing.publications.since import Since, since

FILES_A_PAGE = 100
RELATIVES_A_PAGE = 20


@dataclass(frozen=True)
class Files:
    """One page of a Dataset's files, as everybody may be told of them."""

    items: Sequence[File]
    pages: Pages

    @property
    def first(self) -> int:
        """The number of the first file on this page, from 1."""
        return self.pages.start + 1

    @property
    def dated(self) -> bool:
        return any(file.time for file in self.items)

    @property
    def checked(self) -> bool:
        return any(file.checksum for file in self.items)


@dataclass(frozen=True)
class Relatives:
    """The Datasets of a Document, or the Documents of a Dataset."""

    items: Sequence[rows.Row]
    records: Sequence[tuple[Record, AnyRecord]]  # the same, in the same order
    pages: Pages
    changed: datetime | None


@dataclass(frozen=True)
class Page:
    """A public record with what stands around it."""

    record: Record
    metadata: AnyRecord
    files: Files
    relatives: Relatives
    told_by: Sequence[SourceRecord]
    usage: Usage
    attached: Sequence[Attached]  # the first files of the Datasets shown, for programs
    since: Mapping[int, Since]  # of this Dataset, or of those shown: what their facility tells now
    facility_told: datetime | None  # when it said anything of them last
    versions: Versions

    def view(self) -> View:
        """The record as exports see it, with what the page shows of files and relatives."""
        relatives = tuple(part(*one) for one in self.relatives.records)
        is_document = self.record.kind == Record.Kind.DOCUMENT
        return made(
            self.record,
            self.metadata,
            parts=relatives if is_document else (),
            part_count=self.relatives.pages.total if is_document else 0,
            belongs_to=() if is_document else relatives,
            files=(*files_of(self.record, self.metadata, self.files.items), *self.attached),
            file_count=self.files.pages.total,
        )

    @property
    def changed(self) -> float:
        """When what the page shows last changed, in epoch seconds."""
        record, now_open = self.record, self.record.availability == "open"
        times = [record.changed_at, record.public_from, self.relatives.changed]
        times.append(self.versions.changed)
        times += [row.first_seen for row in self.told_by]
        times.append(self.facility_told)
        if now_open:
            times.append(record.open_from)
        times += [one.open_from for one, _ in self.relatives.records if one.availability == "open"]
        return max(time.timestamp() for time in times if time is not None)


def gather(
    request: HttpRequest, record: Record, units: Units | None = None, *, attach: bool = False
) -> Page:
    """The page of a public record, with the part of its lists that the request asks for.

    Quantities of its relatives are in these units, where there are any.  ``attach`` the first
    files of a Document's Datasets, too.
    """
    relatives, told_by = _relatives(request, record, units), selectors.told_by(record)
    published_here = bool(told_by) and told_by[0].source.kind == own.KIND
    differing, told = _since(record, relatives) if published_here else ({}, None)
    return Page(
        record=record,
        metadata=record.metadata,
        files=_files(request, record),
        relatives=relatives,
        told_by=told_by,
        usage=usage(record),
        versions=versions(record),
        attached=_attached(record, relatives) if attach else (),
        since=differing,
        facility_told=told,
    )


def _since(record: Record, relatives: Relatives) -> tuple[Mapping[int, Since], datetime | None]:
    """Of what was published here; harvested records are as their facility tells them."""
    is_document = record.kind == Record.Kind.DOCUMENT
    return since([one.pk for one, _ in relatives.records] if is_document else [record.pk])


def _files(request: HttpRequest, record: Record) -> Files:
    found = selectors.file_list(record) if record.kind == Record.Kind.DATASET else None
    pages = paging.pages(request, "files", found.count if found else 0, FILES_A_PAGE)
    items = found.files[pages.start : pages.stop] if found else ()
    return Files(given.files(record, items), pages)


def _attached(record: Record, relatives: Relatives) -> Sequence[Attached]:
    """As many files as the JSON-LD of a Document's page tells of; their addresses while open."""
    if record.kind != Record.Kind.DOCUMENT or not relatives.records:
        return ()
    ids = [one.pk for one, _ in relatives.records]
    lists = FileList.objects.filter(pk__in=ids, count__lte=MOST_READ)
    by_pk = {one.pk: one for one in lists}
    return files_of_several(relatives.records, by_pk, schema_org.MOST_FILES)


def _relatives(request: HttpRequest, record: Record, units: Units | None) -> Relatives:
    if record.kind == Record.Kind.DOCUMENT:
        key, found = "datasets", selectors.datasets_of(record)
    else:
        key, found = "documents", selectors.documents_of(record)
    wanted = (paging.asked(request, key) - 1) * RELATIVES_A_PAGE
    ids, total, changed = selectors.some(found, wanted, RELATIVES_A_PAGE)
    pages = paging.pages(request, key, total, RELATIVES_A_PAGE)
    if pages.start != wanted:  # the page asked for lies behind the last one
        ids, total, changed = selectors.some(found, pages.start, RELATIVES_A_PAGE)
    listed = selectors.relatives(record, ids) if ids else []
    items = [rows.row(one, units) for one in listed]
    return Relatives(items, [(one, one.metadata) for one in listed], pages, changed)
