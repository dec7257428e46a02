"""What an engine must offer that finds files."""

from abc import abstractmethod
from collections.abc import Sequence

from search.engines.index import EngineIndex
from search.files import document
from search.files.document import FileHits, FileNames, Fragment, Needed


class FileEngine(EngineIndex[FileNames, int]):
    """The index of all files, with one document for each dataset that has some."""

    called = "The index of files"
    holds = "datasets"

    def version(self) -> list[object]:
        return document.version()

    @abstractmethod
    def search(self, fragment: Fragment) -> FileHits: ...

    @abstractmethod
    def datasets(
        self, needed: Needed, most: int, among: Sequence[int] | None = None
    ) -> list[int] | None:
        """The ids of all datasets (among these) that have what is needed; None for too many.

        ``most`` and as many as are in ``among`` are up to search.query.limits.MOST_IDS.
        """
