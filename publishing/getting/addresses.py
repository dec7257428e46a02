"""Where a Dataset's files can be had: only what its facility says, nothing guessed.  Pure.

A file has an address where its own path is one; where the portal's operator wrote down how the
facility's download service builds them (FILE_ADDRESSES); where the Dataset's download address
is a folder, that is, ends in "/" (RFC 3986, section 5.2); or where that address is the Dataset's
only file itself.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from portal.catalogue.records import AnyRecord, File
from portal.web import show

SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Downloads:
    """How the addresses of one Dataset's files are built; "" where a way doesn't serve."""

    pattern: str = ""
    folder: str = ""
    single: str = ""

    @property
    def any(self) -> bool:
        """Whether files with a relative path have addresses at all."""
        return bool(self.pattern or self.folder or self.single)

    def address(self, file: File) -> str:
        """The file's address, percent-encoded; "" where it isn't known."""
        path = file.path
        if path.startswith(SCHEMES):
            return _written(path)
        if not _below(path):
            return ""
        if self.pattern:
            return self.pattern.replace("{path}", _quoted(path))
        if self.folder:
            return self.folder + _quoted(path)
        name = unquote(self.single.rpartition("/")[2])
        return self.single if self.single and name == path.rpartition("/")[2] else ""


def downloads(facility: str, metadata: AnyRecord, files: int) -> Downloads:
    """Those of a Dataset with so many files, of the facility with this slug."""
    pattern = settings.FILE_ADDRESSES.get(facility, "")
    if pattern and ("{pid}" not in pattern or metadata.pid):
        return Downloads(pattern=pattern.replace("{pid}", _quoted(metadata.pid, safe="")))
    address = _written(metadata.download_url)
    parts = urlsplit(address)
    if not address or parts.query or parts.fragment:
        return Downloads()
    if parts.path.endswith("/"):
        return Downloads(folder=address)
    return Downloads(single=address if files == 1 else "")


def _written(address: str) -> str:
    """The address in the characters that addresses have (RFC 3987, section 3.1), if it is one."""
    address = show.link(address)
    if not address or not urlsplit(address).netloc.isascii():
        return ""
    return iri_to_uri(address.encode("utf-8", "replace").decode())


def _below(path: str) -> bool:
    """Whether the path leads into the folder, and nowhere else."""
    return not path.startswith("/") and not {".", ".."} & set(path.split("/"))


def _quoted(text: str, safe: str = "/") -> str:
    return quote(text, safe=safe, errors="replace")
