"""From the catalogue's lists of files to the index of files."""

import logging
from collections.abc import Iterable

from portal.catalogue import given
from portal.catalogue.models import FileList, Record
from search.files.document import MOST_BYTES, FileNames
from search.files.names import folded

log = logging.getLogger("beamfinder.search")


def lists(ids: Iterable[int]) -> dict[int, FileList]:
    """The lists of files of those of these records that have one, by id."""
    return FileList.objects.in_bulk(list(ids))


def names(record: Record, row: FileList) -> FileNames:
    """The folded paths of its list, as many as there is room for.  Raises where it is broken."""
    paths, room = [], MOST_BYTES
    for file in given.files(record, row.files):
        path = folded(file.path)
        room -= len(path.encode())
        if room < 0:
            log.warning("record %s has too many files: the last ones can't be found", row.pk)
            break
        paths.append(path)
    return FileNames(row.pk, tuple(paths))
