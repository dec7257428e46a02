"""The files that were found, by the dataset they belong to, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue import given, selectors
from portal.catalogue.models import Record
from portal.catalogue.records import File
from portal.web import rows
from portal.web.rows import Row
from search.files.names import Parts, folded, marked

SHOWN = 5  # files of one dataset
MOST_READ = 200_000  # files that one page looks through; it ends before more of them


@dataclass(frozen=True)
class Match:
    """One file; ``parts`` make up its path, those true that were looked for."""

    file: File
    parts: Parts


@dataclass(frozen=True)
class Group:
    """A dataset with how many of its files match, and the first of them."""

    row: Row
    count: int
    matches: list[Match]

    @property
    def more(self) -> int:
        return self.count - len(self.matches)

    def as_json(self) -> dict[str, Any]:
        files = [{"path": one.file.path, "size": one.file.size} for one in self.matches]
        row = self.row.as_json()
        shown = ("id", "url", "title", "facility", "doi", "pid", "date", "availability")
        return {**{name: row[name] for name in shown}, "matching": self.count, "files": files}


def groups(ids: Sequence[int], wanted: str, shown: int = SHOWN) -> tuple[list[Group], int]:
    """The datasets of ``ids`` with their files that have ``wanted`` (folded) in them.

    As the catalogue is now: what is no longer public, or has no such file any more, is
    left out, though the index may not have been told yet.  And how many of ``ids`` that
    took: all, unless the datasets have more than MOST_READ files together.
    """
    made: list[Group] = []
    read = 0
    listed = {record.pk: record for record in selectors.rows(ids, "file_list")}
    for place, number in enumerate(ids):
        record = listed.get(number)
        files = getattr(record, "file_list", None)  # none where there is no row
        if record is None or files is None:
            continue
        read += files.count
        if made and read > MOST_READ:
            return made, place
        matching = containing(given.files(record, files.files), wanted)
        if matching:
            made.append(_group(record, matching, wanted, shown))
    return made, len(ids)


def containing(files: Iterable[File], wanted: str) -> list[File]:
    """The files with ``wanted`` (folded) in their paths."""
    if not wanted.isascii():  # nor has it a blank then: a sign stands for these
        return [file for file in files if wanted in folded(file.path)]
    return [file for file in files if _has(file.path, wanted)]


def _has(path: str, wanted: str) -> bool:
    """The same for a text without blanks, which need not be folded in paths of ASCII."""
    return wanted in (path.lower() if path.isascii() else folded(path))


def _group(record: Record, matching: list[File], wanted: str, shown: int) -> Group:
    matches = [Match(file, marked(file.path, wanted)) for file in matching[:shown]]
    return Group(rows.row(record), len(matching), matches)
