"""BibTeX and RIS of everything a search finds."""

from collections.abc import Iterable, Iterator, Sequence

from portal.references import bibtex, ris
from search.columns import Column, Entry
from search.exports.work import work


def write_bibtex(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """An entry for each record; ``columns`` have no say."""
    for entry in entries:
        yield bibtex.written(work(entry)).encode("utf-8", "replace")


def write_ris(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """A reference for each record; ``columns`` have no say."""
    for entry in entries:
        yield ris.written(work(entry)).encode("utf-8", "replace")
