"""What is given of data that can't be had now: names and sizes of files, and no address.

Everything that tells anybody of a record's files or where they are asks here: pages, exports,
the API, and the index of files, where an address could be found sign by sign.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from portal.catalogue.models import FileList, Record
from portal.catalogue.records import AnyRecord, File

UNNAMED = "file"
# An address, wherever it begins, or one without its scheme, and the path in it.
_ADDRESS = re.compile(r"(?:^\s*|:)[/\\]{2}[^/?#\\]*([^?#]*)")


def addressed(record: Record) -> bool:
    """Whether anybody may be told where the data are: once they are open, and not before."""
    return record.availability == "open"


def metadata(record: Record, found: AnyRecord) -> AnyRecord:
    """The record's metadata, now or in a former version, as everybody may have them now."""
    return found if addressed(record) else replace(found, download_url="")


def files(record: Record, found: Sequence[File]) -> Sequence[File]:
    """Some of the record's files: those whose paths are addresses by their names alone, unless
    the data are open."""
    if addressed(record):
        return found
    return [replace(one, path=name(one.path)) for one in found]


def listed(found: FileList) -> Sequence[File]:
    """The same of a whole list, whose record should be loaded with it."""
    return files(found.record, found.files)


def name(path: str) -> str:
    """The name at the end of a path that is an address or holds one; any other path as it is."""
    match = _ADDRESS.search(path)
    if match is None:
        return path
    return re.split(r"[/\\]", match[1].rstrip("/\\"))[-1].strip() or UNNAMED
