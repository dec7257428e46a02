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
        if bundle.withheld:
            yield _line(bundle, note=bundle.withheld)
        elif bundle.listed is None:
            yield _line(bundle, note="The facility lists no files.")
        for item in bundle.items():
            yield _line(bundle, item)


def _line(bundle: Bundle, item: Item | None = None, note: str = "") -> bytes:
    record = bundle.record
    of_file = ("",) * 6
    if item is not None:
        file, size = item.file, item.file.size
        size_text = "" if size is None else str(size)
        of_file = (file.path, size_text, file.algorithm, file.checksum, item.address, item.name)
    first = (links.absolute(record.get_absolute_url()), record.pid, record.facility.slug)
    page = "" if bundle.withheld else bundle.page
    return line(map(harmless, (*first, *of_file, page, note)))
