"""From the catalogue's lists of files to the index of files."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.catalogue.models import FileList
from search.files.document import MOST_BYTES, FileNames
from search.files.names import folded

log = logging.getLogger("beamfinder.search")


@dataclass(slots=True)
class Listed:
    """The file names of some datasets, and why some lists can't be read, by id."""

    names: list[FileNames] = field(default_factory=list)
    problems: dict[int, Exception] = field(default_factory=dict)


def read(ids: Iterable[int]) -> Listed:
    """The file names of those of these records that have files."""
    listed = Listed()
    for row in FileList.objects.filter(pk__in=list(ids)).order_by("pk"):
        try:
            names = _names(row)
        except Exception as error:  # whatever it is, it's this list's
            log.warning("the files of record %s can't be read: %s", row.pk, error)
            listed.problems[row.pk] = error
            continue
        if names.paths:
            listed.names.append(names)
    return listed


def _names(row: FileList) -> FileNames:
    paths, room = [], MOST_BYTES
    for file in row.files:
        path = folded(file.path)
        room -= len(path.encode())
        if room < 0:
            log.warning("record %s has too many files: the last ones can't be found", row.pk)
            break
        paths.append(path)
    return FileNames(row.pk, tuple(paths))
