"""What an engine must offer that finds files."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from search.files.document import FileHits, FileNames, Fragment, Needed


class FileRebuild(Protocol):
    """A new index of files being filled, as search.engines.base.Rebuild is."""

    def add(self, documents: Sequence[FileNames]) -> None: ...

    def replace(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None: ...

    def swap(self) -> None: ...


class FileEngine(ABC):
    """The index of all files, with one document for each dataset that has some.

    Failures are those of search.engines.base.Engine.
    """

    name: str

    @abstractmethod
    def search(self, fragment: Fragment) -> FileHits: ...

    @abstractmethod
    def datasets(
        self, needed: Needed, most: int, among: Sequence[int] | None = None
    ) -> list[int] | None:
        """The ids of all datasets (among these) that have what is needed; None for too many.

        ``most`` and as many as are in ``among`` are up to search.query.limits.MOST_IDS.
        """

    @abstractmethod
    def write(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        """Replace and delete datasets; on return all is durable and can be found."""

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[FileRebuild]: ...

    @abstractmethod
    def needs_rebuild(self) -> str:
        """Why the index can't be written to as it is ("" when it can)."""

    @abstractmethod
    def stats(self) -> dict[str, object]:
        """Figures for ``manage.py index status``: "datasets" and "bytes"."""
