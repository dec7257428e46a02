"""The files that were found, by the dataset they belong to, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue import selectors
from portal.catalogue.models import FileList, Record
from portal.catalogue.records import File
from portal.web import rows
from portal.web.rows import Row
from search.files.names import Parts, folded, marked

SHOWN = 10  # files of one dataset


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


def groups(ids: Sequence[int], wanted: str) -> list[Group]:
    """The datasets of ``ids`` with their files that have ``wanted`` (folded) in them.

    As the catalogue is now: what is no longer public, or has no such file any more, is
    left out, though the index may not have been told yet.
    """
    listed = FileList.objects.in_bulk(ids)
    made = []
    for record in selectors.rows(ids):
        if record.pk in listed:
            matching = [file for file in listed[record.pk].files if wanted in folded(file.path)]
            if matching:
                made.append(_group(record, matching, wanted))
    return made


def _group(record: Record, matching: list[File], wanted: str) -> Group:
    shown = [Match(file, marked(file.path, wanted)) for file in matching[:SHOWN]]
    return Group(rows.row(record), len(matching), shown)
