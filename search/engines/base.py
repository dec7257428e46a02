"""What a search engine must offer; nothing above this interface knows which one runs."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from search.engines.shares import Shares
from search.indexing.document import IndexDocument
from search.query.tree import Node
from search.request import Extent, Hits, Measured, Page, SearchRequest


class Rebuild(Protocol):
    """A new index being filled beside the present one."""

    def add(self, documents: Sequence[IndexDocument]) -> None:
        """Add documents whose ids aren't in the new index yet."""

    def replace(self, upserts: Sequence[IndexDocument], deletes: Iterable[int]) -> None:
        """Write what changed meanwhile."""

    def swap(self) -> None:
        """Make the new index the one that answers, in one step, and drop the old one.

        Not having come here by the end of the block deletes the new one.
        """


class Engine(ABC):
    """One search index, read and written.

    Every method raises search.errors.EngineUnavailable when the engine doesn't
    answer; reading raises IndexMissing where there is no index.  There must be one
    writer at a time (portal.locks, held by search.indexing).
    """

    name: str

    @abstractmethod
    def search(self, page: Page) -> Hits:
        """One page of hits, their total, and the facets asked for."""

    @abstractmethod
    def shares(self, request: SearchRequest, ids: Sequence[int]) -> dict[int, Shares]:
        """What each part of the request gives these records, of those that it finds."""

    @abstractmethod
    def count(self, query: Node) -> int: ...

    def counts(self, queries: Sequence[Node]) -> list[int]:
        """How many records each of these finds."""
        return [self.count(query) for query in queries]

    @abstractmethod
    def state(self) -> str:
        """Which state of the index searches see, in hexadecimal; another after each change."""

    @abstractmethod
    def extents(self, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
        """Of each parameter, how many records have it and its extreme values.

        None where the time was up before it was answered.
        """

    @abstractmethod
    def bins(
        self, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
    ) -> list[tuple[int, ...] | None]:
        """How many records have a value below the first edge, between each two, and above.

        Edges are in SI and rise; a value at one belongs above it.  A record with several
        values counts once in each bin that holds any.  None where the time was up.
        """

    @abstractmethod
    def write(self, upserts: Sequence[IndexDocument], deletes: Iterable[int]) -> None:
        """Replace and delete records; on return all is durable and can be found.

        Raises IndexingFailed when the batch was refused; then none of it, or a part
        of it, is in the index.
        """

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[Rebuild]: ...

    @abstractmethod
    def needs_rebuild(self) -> str:
        """Why the index can't be written to as it is ("" when it can)."""

    @abstractmethod
    def health(self) -> str | None:
        """What is wrong, in a sentence; None when the engine answers and has an index."""

    @abstractmethod
    def stats(self) -> dict[str, object]:
        """Figures for ``manage.py index status``: at least "documents" and "bytes"."""
