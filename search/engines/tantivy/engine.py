"""The engine interface over tantivy."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import tantivy

from search.engines.base import Engine
from search.engines.nearest import by_closeness, nearest_page
from search.engines.shares import Shares, shares
from search.engines.tantivy import histograms, near, schema
from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.facets import facets
from search.engines.tantivy.index import TantivyIndex
from search.engines.tantivy.pages import needs_scores, read
from search.engines.tantivy.reader import View, view
from search.engines.tantivy.writer import RecordWriter
from search.errors import EngineUnavailable
from search.indexing.document import IndexDocument
from search.query.tree import Node
from search.request import Extent, Hits, Measured, Page, SearchRequest


class TantivyEngine(TantivyIndex[IndexDocument, int, View], Engine):
    """The index of records in folders."""

    rebuild_memory = 256_000_000

    def version(self) -> list[object]:
        return schema.version()

    def schema(self) -> tantivy.Schema:
        return schema.build()

    def view(self, index: tantivy.Index, folder: Path) -> View:
        return view(index, folder)

    def writer(self, folder: Path, index: tantivy.Index, memory: int) -> RecordWriter:
        return RecordWriter(folder, index, memory)

    def search(self, page: Page) -> Hits:
        request = page.request
        with self.reading() as view:
            compiler = view.compiler
            query = (compiler.scored if needs_scores(page) else compiler.filter)(request.query)
            filters = {
                name: unscored(compiler.filter(node)) for name, node in request.filters.items()
            }
            began = monotonic()
            if by_closeness(page):
                found = nearest_page(near.found(view, request.query, [*filters.values()]), page)
            else:
                found = read(view, all_of([query, *filters.values()]), page)
            counts, took = {}, monotonic() - began
            if request.facets:
                counts = facets(view, query, filters, request.facets, found.total, took)
        return Hits(found.total, found.ids, found.last, counts)

    def shares(self, request: SearchRequest, ids: Sequence[int]) -> dict[int, Shares]:
        with self.reading() as view:
            filters = [unscored(view.compiler.filter(one)) for one in request.filters.values()]
            return shares(near.found(view, request.query, filters), request.query, ids)

    def count(self, query: Node) -> int:
        with self.reading() as view:
            return view.count(view.compiler.filter(query))

    def state(self) -> str:
        return self._reader.view().state

    def extents(self, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
        with self.reading() as view:
            return histograms.extents(view, asked, seconds)

    def bins(
        self, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
    ) -> list[tuple[int, ...] | None]:
        with self.reading() as view:
            return histograms.bins(view, asked, seconds)

    def health(self) -> str | None:
        try:
            self._reader.view()
        except EngineUnavailable as error:
            return str(error)
        return None
