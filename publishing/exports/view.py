"""All that any export of a record needs, gathered in a number of queries that doesn't grow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from portal.catalogue import given, selectors
from portal.catalogue.inherited import whole
from portal.catalogue.models import Facility, FileList, Record
from portal.catalogue.models.records import RecordQuerySet
from portal.catalogue.records import AnyRecord, File, Parameter
from portal.web import links
from publishing.exports import trials
from publishing.exports.access import access
from publishing.exports.kernel import Resource
from publishing.exports.media_types import media_type
from publishing.exports.resource import resource
from publishing.exports.texts import LONG, public, web_address
from publishing.exports.xml import allowed
from publishing.getting.addresses import Downloads, downloads
from publishing.getting.checksums import Checksum, checksum
from publishing.landing import canonical

MOST_FILES = 1_000  # that exports tell of one by one
MOST_PARTS = 200
MOST_READ = 20_000  # files of one list: a Document doesn't open longer ones for its exports
PAGES = ("", "htm", "html", "php", "asp", "aspx", "jsp")  # endings of what isn't a file


@dataclass(frozen=True, slots=True)
class Attached:
    """A file; ``address`` is "" where it can't be had at one now.

    ``place`` is the address of the record that it is a file of.
    """

    path: str
    place: str
    address: str = ""
    media_type: str = ""
    size: int | None = None  # bytes
    checksum: Checksum | None = None
    time: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2] or self.path


@dataclass(frozen=True, slots=True)
class Part:
    """A Dataset of the Document, or a Document that the Dataset belongs to.

    ``address`` identifies it: its DOI's, else that of its page here.
    """

    title: str
    address: str
    page: str
    summary: str
    access: str
    size: int | None
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class View:
    """A public record as exports see it.

    ``metadata`` is whole: a Document's has what its Datasets tell.  ``page`` is the record's
    page here, ``canonical`` the one that stands for it.  In production a record tells of none
    that has a DOI of the sandbox, unless it has such a one itself.  ``files`` are its own, or
    those of its Datasets, within bounds; ``file_count`` counts all that the catalogue lists.
    """

    record: Record
    metadata: AnyRecord
    facility: Facility
    resource: Resource
    page: str
    canonical: str
    parts: tuple[Part, ...] = ()
    part_count: int = 0
    belongs_to: tuple[Part, ...] = ()
    files: tuple[Attached, ...] = ()
    file_count: int = 0

    @property
    def available(self) -> tuple[Attached, ...]:
        """The files that can be had now."""
        return tuple(one for one in self.files if one.address)


def view(record: Record) -> View:
    """Everything about a public record.  Queries: at most a dozen, whatever it has."""
    metadata = whole(record)
    if record.kind == Record.Kind.DOCUMENT:
        return _document(record, metadata)
    listed = selectors.file_list(record)
    documents, _ = _some(selectors.documents_of(record))
    return made(
        record,
        metadata,
        belongs_to=tuple(part(one, one.metadata) for one in documents),
        files=files_of(record, metadata, listed.files if listed else ()),
        file_count=listed.count if listed else 0,
    )


def made(
    record: Record,
    metadata: AnyRecord,
    *,
    parts: tuple[Part, ...] = (),
    part_count: int | None = None,
    belongs_to: tuple[Part, ...] = (),
    files: tuple[Attached, ...] = (),
    file_count: int | None = None,
) -> View:
    """The view of what is at hand.  Pure."""
    metadata = trials.told(record, metadata)
    described = resource(record, metadata, record.facility)
    if not links.stays_at_home(described.url):
        parts, belongs_to = _real(parts), _real(belongs_to)
        files = tuple(filter(_is_real, files))
    return View(
        record=record,
        metadata=metadata,
        facility=record.facility,
        resource=described,
        page=canonical.permanent(record),
        canonical=canonical.canonical(record, metadata),
        parts=parts,
        part_count=len(parts) if part_count is None else part_count,
        belongs_to=belongs_to,
        files=files,
        file_count=len(files) if file_count is None else file_count,
    )


def _real(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Those that others may be told of."""
    return tuple(one for one in parts if not links.stays_at_home(one.address))


def _is_real(file: Attached) -> bool:
    return not any(map(links.stays_at_home, (file.path, file.place, file.address)))


def _document(record: Record, metadata: AnyRecord) -> View:
    datasets, count = _some(selectors.datasets_of(record))
    told = [(one, one.metadata) for one in datasets]
    lists, file_count = _lists(datasets)
    files = files_of(record, metadata, ()) + files_of_several(told, lists, MOST_FILES)
    return made(
        record,
        metadata,
        parts=tuple(part(dataset, known) for dataset, known in told),
        part_count=count,
        files=files[:MOST_FILES],
        file_count=file_count,
    )


def files_of(
    record: Record, metadata: AnyRecord, listed: Sequence[File], most: int = MOST_FILES
) -> tuple[Attached, ...]:
    """The first files of a record; what it is downloaded from where none are listed."""
    place = _address(record)
    is_open = given.addressed(record)
    if not listed:
        single = _single(metadata, place) if is_open else None
        return (single,) if single else ()
    where = downloads(record.facility.slug, metadata, len(listed)) if is_open else None
    made = (_attached(file, place, where) for file in given.files(record, listed[:most]))
    return tuple(one for one in made if one.path)


def files_of_several(
    datasets: Sequence[tuple[Record, AnyRecord]], lists: Mapping[int, FileList], most: int
) -> tuple[Attached, ...]:
    """The first files of these Datasets, whose lists are opened until there are enough.  Pure."""
    found = list[Attached]()
    for dataset, metadata in datasets:
        if len(found) == most:
            break
        listed = lists.get(dataset.pk)
        found += files_of(dataset, metadata, listed.files if listed else (), most - len(found))
    return tuple(found)


def _attached(file: File, place: str, where: Downloads | None) -> Attached:
    path = public(file.path)
    return Attached(
        path=path,
        place=place,
        address=web_address(where.address(file)) if where else "",
        media_type=media_type(path),
        size=file.size if file.size is not None and file.size >= 0 else None,
        checksum=checksum(file),
        time=file.time,
    )


def _single(metadata: AnyRecord, place: str) -> Attached | None:
    """The file that the download address is; None where that is a page or a folder."""
    address = web_address(metadata.download_url)
    name = public(unquote(urlsplit(address).path).rpartition("/")[2]) if address else ""
    if not name or name.rpartition(".")[2].lower() in PAGES or "." not in name:
        return None
    size = metadata.size if metadata.size is not None and metadata.size >= 0 else None
    return Attached(path=name, place=place, address=address, media_type=media_type(name), size=size)


def _some(found: RecordQuerySet) -> tuple[list[Record], int]:
    """The first of these records, and how many they are."""
    rows = list(found[: MOST_PARTS + 1])
    if len(rows) <= MOST_PARTS:
        return rows, len(rows)
    return rows[:MOST_PARTS], found.order_by().count()


def _lists(datasets: Sequence[Record]) -> tuple[dict[int, FileList], int]:
    """The lists of files that are opened, and how many files there are in all."""
    found = FileList.objects.filter(pk__in=[one.pk for one in datasets])
    counts = dict(found.order_by("pk").values_list("pk", "count"))
    wanted, files = list[int](), 0
    for pk, count in counts.items():
        if files < MOST_FILES and count <= MOST_READ:
            wanted.append(pk)
            files += count
    return FileList.objects.in_bulk(wanted), sum(counts.values())


def part(record: Record, metadata: AnyRecord) -> Part:
    """A Dataset or Document as another record's exports tell of it.  Pure."""
    return Part(
        title=public(metadata.title) or f"{record.get_kind_display()} {record.pk}",
        address=_address(record),
        page=canonical.permanent(record),
        summary=public(metadata.summary, LONG),
        access=access(record, metadata),
        size=metadata.size,
        parameters=trials.told(record, metadata).parameters,
    )


def _address(record: Record) -> str:
    doi = allowed(record.doi)
    return links.doi(doi) if doi else canonical.permanent(record)
