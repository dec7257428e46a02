"""The files of the Datasets on one page of the cart: the first few of each, within bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue import given
from portal.catalogue.models import FileList, Record
from portal.catalogue.records import AnyRecord, File
from publishing.getting import listing
from publishing.getting.addresses import Downloads, downloads
from publishing.getting.checksums import Checksum, checksum

SHOWN = 10  # files of each Dataset
MOST_READ = 20_000  # files of one list: a longer one stays shut
MOST_TOGETHER = 50_000  # files of the lists that are opened for one page


@dataclass(frozen=True, slots=True)
class Line:
    """A file; ``address`` is "" where it can't be had at one now."""

    name: str
    address: str
    size: int | None
    checksum: Checksum | None


@dataclass(frozen=True)
class Files:
    """The files of one Dataset: how many and how large, and the first of them.

    ``listed`` is how many the catalogue lists, ``withheld`` why none can be had ("" where the
    data are open).
    """

    record: Record
    count: int
    listed: int
    size: int | None
    lines: Sequence[Line]
    withheld: str

    @property
    def more(self) -> int:
        """How many are listed beyond those told here."""
        return self.listed - len(self.lines)

    @property
    def checked(self) -> bool:
        return any(line.checksum for line in self.lines)


def files(records: Sequence[Record]) -> dict[int, Files]:
    """Those of these Datasets, by their ids.  Two queries."""
    lists = FileList.objects.filter(pk__in=[one.pk for one in records])
    counts = dict(lists.values_list("pk", "count"))
    opened = FileList.objects.in_bulk(_opened(records, counts))
    return {one.pk: _files(one, counts.get(one.pk, 0), opened.get(one.pk)) for one in records}


def _opened(records: Sequence[Record], counts: Mapping[int, int]) -> list[int]:
    """Whose lists are read: in the cart's order, as long as there aren't too many files."""
    wanted, together = list[int](), 0
    for record in records:
        count = counts.get(record.pk, 0)
        if 0 < count <= MOST_READ and together + count <= MOST_TOGETHER:
            wanted.append(record.pk)
            together += count
    return wanted


def _files(record: Record, listed: int, opened: FileList | None) -> Files:
    metadata, told = record.metadata, opened.files if opened else ()
    return Files(
        record=record,
        count=max(metadata.file_count or 0, listed),
        listed=listed,
        size=metadata.size or _size(told),
        lines=_lines(record, metadata, listed, told[:SHOWN]),
        withheld=listing.withheld(record),
    )


def _size(told: Sequence[File]) -> int | None:
    """All files together, where each tells its size."""
    sizes = [file.size for file in told if file.size is not None]
    return sum(sizes) if sizes and len(sizes) == len(told) else None


def _lines(
    record: Record, metadata: AnyRecord, listed: int, told: Sequence[File]
) -> tuple[Line, ...]:
    """With addresses where they may be given now."""
    where = (
        downloads(record.facility.slug, metadata, listed)
        if given.addressed(record)
        else Downloads()
    )
    return tuple(
        Line(
            name=file.path,
            address=where.address(file),
            size=file.size,
            checksum=checksum(file),
        )
        for file in given.files(record, told)
    )
