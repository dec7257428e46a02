"""The manifest as CSV (RFC 4180): a line for each file, and one for each Dataset without any."""

from collections.abc import Iterator

from portal.web import links
from portal.web.spreadsheets import harmless, line
from publishing.getting.listing import Bundle, Item
from publishing.getting.manifests.order import Order

COLUMNS = (
    *("dataset", "dataset_pid", "facility", "path", "size", "algorithm", "checksum"),
    *("address", "saved_as", "page", "note"),
)


def write(order: Order) -> Iterator[bytes]:
    """Sizes are in bytes; checksums as the facility tells them; what isn't known is empty."""
    yield line(COLUMNS)
    for bundle in order.bundles():
        first, last = _of_dataset(bundle)
        if bundle.withheld or bundle.listed is None:
            yield line((*first, *("",) * 6, *last))
        for item in bundle.items():
            yield line((*first, *map(harmless, _of_file(item)), *last))


def _of_dataset(bundle: Bundle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands before and behind the cells of each of its files."""
    record = bundle.record
    first = (links.absolute(record.get_absolute_url()), record.pid, record.facility.slug)
    page = "" if bundle.withheld else bundle.page
    unlisted = "" if bundle.listed else "The facility lists no files."
    note = bundle.withheld or unlisted
    return tuple(map(harmless, first)), (harmless(page), harmless(note))


def _of_file(item: Item) -> tuple[str, ...]:
    file = item.file
    size = "" if file.size is None else str(file.size)
    return (file.path, size, file.algorithm, file.checksum, item.address, item.name)
