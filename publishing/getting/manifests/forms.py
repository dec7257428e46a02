"""The forms of manifests by the last part of their address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publishing.getting.manifests import metalink, script, table
from publishing.getting.manifests.order import Order


@dataclass(frozen=True)
class Form:
    """``name`` is the end of its address (/records/1/files.csv), ``ending`` its file's.

    ``addressed`` ones have only files whose address is known.
    """

    name: str
    ending: str
    label: str
    says: str
    media_type: str
    write: Callable[[Order], Iterator[bytes]]
    addressed: bool = True


FORMS = {
    form.name: form
    for form in (
        Form(
            "get.sh",
            "sh",
            "Shell script",
            "fetches the files with curl or wget, checks them, and goes on where it stopped",
            "text/x-shellscript; charset=utf-8",
            script.write,
        ),
        Form(
            "files.meta4",
            "meta4",
            "Metalink",
            "for download managers such as aria2",
            "application/metalink4+xml",
            metalink.write,
        ),
        Form(
            "files.csv",
            "csv",
            "CSV",
            "the files with sizes, checksums and addresses as a table",
            "text/csv; charset=utf-8; header=present",
            table.write,
            addressed=False,
        ),
    )
}
