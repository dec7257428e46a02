"""What a search of files answers."""

from portal.catalogue.records import Access
from search.api.shapes.base import Shape


class FoundFile(Shape, frozen=True, kw_only=True):
    """A file by its path in the dataset, with its size in bytes where that is known."""

    path: str
    size: int | None


class FilesOfDataset(Shape, frozen=True, kw_only=True):
    """A dataset with how many of its files match, and the first of these. "url" is its page for
    people, "self" its address in this API; "facility" is a slug."""

    id: int
    url: str
    self: str
    title: str
    facility: str
    doi: str
    pid: str
    date: str
    availability: Access
    matching: int
    files: tuple[FoundFile, ...]


class FoundFiles(Shape, frozen=True, kw_only=True):
    """A page of datasets with such files; there are others beyond "total" where
    "more_than_total" says so."""

    total: int
    more_than_total: bool
    items: tuple[FilesOfDataset, ...]
    next: str | None
