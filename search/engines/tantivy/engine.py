"""The engine interface over tantivy."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.engines.base import Engine
from search.engines.nearest import by_closeness, nearest_page
from search.engines.shares import Shares, shares
from search.engines.tantivy import histograms, near, schema
from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.facets import facets
from search.engines.tantivy.failures import reading, writing
from search.engines.tantivy.folders import Folders, made_by, remove, size
from search.engines.tantivy.pages import needs_scores, read
from search.engines.tantivy.reader import Reader, view
from search.engines.tantivy.writer import REBUILD_MEMORY, Writer, write
from search.errors import EngineUnavailable, IndexMissing
from search.indexing.document import IndexDocument
from search.query.tree import Node
from search.request import Extent, Hits, Measured, Page, SearchRequest


class TantivyEngine(Engine):
    """An index in folders under ``root``, read by any process and written by one."""

    name = "tantivy"

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._reader = Reader(self._folders, view)

    def search(self, page: Page) -> Hits:
        view = self._reader.view()
        request = page.request
        with reading():
            compiler = view.compiler
            query = (compiler.scored if needs_scores(page) else compiler.filter)(request.query)
            filters = {
                name: unscored(compiler.filter(node)) for name, node in request.filters.items()
            }
            if by_closeness(page):
                found = nearest_page(near.found(view, request.query, [*filters.values()]), page)
            else:
                found = read(view, all_of([query, *filters.values()]), page)
            counts = {}
            if request.facets:
                counts = facets(view, query, filters, request.facets, found.total)
        return Hits(found.total, found.ids, found.last, counts)

    def shares(self, request: SearchRequest, ids: Sequence[int]) -> dict[int, Shares]:
        view = self._reader.view()
        with reading():
            filters = [unscored(view.compiler.filter(one)) for one in request.filters.values()]
            return shares(near.found(view, request.query, filters), request.query, ids)

    def count(self, query: Node) -> int:
        view = self._reader.view()
        with reading():
            return view.count(view.compiler.filter(query))

    def state(self) -> str:
        return self._reader.view().state

    def extents(self, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
        view = self._reader.view()
        with reading():
            return histograms.extents(view, asked, seconds)

    def bins(
        self, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
    ) -> list[tuple[int, ...] | None]:
        view = self._reader.view()
        with reading():
            return histograms.bins(view, asked, seconds)

    def write(self, upserts: Sequence[IndexDocument], deletes: Iterable[int]) -> None:
        folder = self._folders.current()
        with writing():
            index = schema.register(tantivy.Index.open(str(folder)))
        write(folder, index, upserts, deletes)

    @contextmanager
    def rebuild(self) -> Iterator["TantivyRebuild"]:
        try:
            self._folders.sweep(self._folders.current())
        except IndexMissing:
            self._folders.sweep(None)
        rebuild = TantivyRebuild(self._folders)
        try:
            yield rebuild
        finally:
            rebuild.end()

    def needs_rebuild(self) -> str:
        try:
            folder = self._folders.current()
            self._reader.view()
        except EngineUnavailable as error:
            return str(error)
        if made_by(folder) != schema.fingerprint():
            return "The search index was made by another version."
        return ""

    def health(self) -> str | None:
        try:
            self._reader.view()
        except EngineUnavailable as error:
            return str(error)
        return None

    def stats(self) -> dict[str, object]:
        view = self._reader.view()
        folder = self._folders.current()
        return {
            "engine": self.name,
            "folder": str(folder),
            "documents": view.searcher.num_docs,
            "segments": view.searcher.num_segments,
            "bytes": size(folder),
        }


class TantivyRebuild:
    """A new folder being filled."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._folder = folders.create()
        self._swapped = False
        with writing():
            index = tantivy.Index(schema.build(), path=str(self._folder))
        self._writer = Writer(self._folder, schema.register(index), REBUILD_MEMORY)
        self._writer.slots.reserve()

    def add(self, documents: Sequence[IndexDocument]) -> None:
        self._writer.add(documents)

    def replace(self, upserts: Sequence[IndexDocument], deletes: Iterable[int]) -> None:
        self._writer.delete(deletes)
        self._writer.delete(document.id for document in upserts)
        self._writer.add(upserts)

    def swap(self) -> None:
        self._writer.commit()
        self._writer.close()
        self._folders.point_to(self._folder)
        self._swapped = True
        self._folders.sweep(self._folder)

    def end(self) -> None:
        self._writer.abandon()
        if not self._swapped:
            remove(self._folder)
