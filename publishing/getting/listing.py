"""The files of some Datasets, one Dataset after another, so that memory stays bounded.

A Dataset may have 200,000 files and a Document thousands of Datasets.  Datasets are read in
groups that have at most ``FILES_AT_ONCE`` files together (or are one Dataset), each group in two
queries.  Only what is public at that moment is told, and only files of open data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from portal.catalogue import given
from portal.catalogue.models import FileList, Record
from portal.catalogue.models.records import unpack
from portal.catalogue.records import AnyRecord, File
from portal.web import links, rows, show
from publishing.getting.addresses import Downloads, downloads
from publishing.getting.checksums import Checksum, checksum
from publishing.getting.choosing import Choice
from publishing.getting.names import Names

FILES_AT_ONCE = 100_000
DATASETS_AT_ONCE = 100
ADDRESS_AS_PATH = b'"path":"http'  # as lists are stored (portal.catalogue.records)


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was chosen: where it is, and under which name it is kept."""

    file: File
    name: str
    address: str
    checksum: Checksum | None


@dataclass(frozen=True)
class Bundle:
    """One Dataset with the files that were chosen of it.

    ``withheld`` says why nothing is offered, "" where the data are open.
    """

    record: Record
    metadata: AnyRecord
    listed: FileList | None
    choice: Choice
    withheld: str

    @property
    def title(self) -> str:
        return rows.title(self.metadata)

    @property
    def page(self) -> str:
        """Where a person gets the data: the facility's own page, else ours."""
        known = given.metadata(self.record, self.metadata)
        told = (known.download_url, known.landing_page)
        own = links.absolute(self.record.get_absolute_url())
        return next(filter(None, map(show.link, told)), own)

    @property
    def folder(self) -> str:
        """Below which its files are kept."""
        return f"{self.record.facility.slug}-{self.record.pk}"

    @property
    def downloads(self) -> Downloads:
        count = self.listed.count if self.listed else 0
        return downloads(self.record.facility.slug, self.metadata, count)

    @property
    def addressed(self) -> bool:
        """Whether any file may have an address, told without reading the list."""
        if self.listed is None or self.withheld:
            return False
        return self.downloads.any or ADDRESS_AS_PATH in unpack(self.listed.packed)

    def items(self) -> Iterator[Item]:
        """The chosen files, in the catalogue's order; a name doesn't depend on the choice."""
        if self.listed is None or self.withheld:
            return
        found, names, folder = self.downloads, Names(), self.folder
        for file in self.listed.files:
            name = names.of(file.path)
            if self.choice.picks(file):
                yield Item(file, f"{folder}/{name}", found.address(file), checksum(file))


def bundles(ids: Sequence[int], choice: Choice) -> Iterator[Bundle]:
    """The public Datasets among these, in the order of ``ids``."""
    for group in _groups(ids):
        found = Record.objects.public().filter(pk__in=group, kind=Record.Kind.DATASET)
        records = {record.pk: record for record in found.select_related("facility")}
        offered = [pk for pk, record in records.items() if given.addressed(record)]
        lists = FileList.objects.in_bulk(offered)
        for pk in group:
            if pk in records:
                record = records[pk]
                yield Bundle(record, record.metadata, lists.pop(pk, None), choice, withheld(record))


def count(ids: Sequence[int]) -> int:
    """How many files these Datasets have together, chosen or not."""
    return sum(_counts(ids).values())


def withheld(record: Record) -> str:
    """Why the data of a record can't be had now, and whom to ask; "" where they can."""
    facility = record.facility
    ask = f"Ask {facility.short_name}: {contact(record)}"
    if given.addressed(record):
        return ""
    match record.availability:
        case "embargoed" if record.open_from is not None:
            day = show.day(record.open_from.date().isoformat())
            return f"The data open on {day}. {ask}"
        case "embargoed":
            return f"The data are under embargo; the facility doesn't say until when. {ask}"
        case "restricted":
            return f"The data are given on request. {ask}"
    return f"{facility.short_name} doesn't give these data out. {ask}"


def contact(record: Record) -> str:
    """The page of the facility to ask."""
    return f"{settings.SITE_URL}/facilities/{record.facility.slug}"


def _groups(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), DATASETS_AT_ONCE):
        some = ids[start : start + DATASETS_AT_ONCE]
        counts, group, files = _counts(some), list[int](), 0
        for pk in some:
            files += counts.get(pk, 0)
            if group and files > FILES_AT_ONCE:
                yield group
                group, files = [], counts.get(pk, 0)
            group.append(pk)
        yield group


def _counts(ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        some = FileList.objects.filter(pk__in=ids[start : start + 500])
        found.update(some.values_list("pk", "count"))
    return found
