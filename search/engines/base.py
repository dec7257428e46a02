"""What a search engine must offer; nothing above this interface knows which one runs."""

from abc import abstractmethod
from collections.abc import Sequence

from search.engines.index import EngineIndex
from search.engines.shares import Shares
from search.indexing.document import IndexDocument
from search.query.tree import Node
from search.request import Extent, Hits, Measured, Page, SearchRequest


class Engine(EngineIndex[IndexDocument, int]):
    """The index of records."""

    called = "The search index"
    holds = "documents"

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
    def health(self) -> str | None:
        """What is wrong, in a sentence; None when the engine answers and has an index."""
