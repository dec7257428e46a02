"""The index of files in process: a dataset is one document."""

from collections.abc import Sequence
from pathlib import Path

import tantivy

from search.engines.tantivy.found import ids_of, total_of
from search.engines.tantivy.index import TantivyIndex, Writer
from search.engines.tantivy.schema import TOKENS
from search.files.document import (
    MOST_COUNTED,
    Every,
    FileHits,
    FileNames,
    Fragment,
    Needed,
    Part,
    Some,
)
from search.files.engines.base import FileEngine
from search.files.names import GRAM, covering, tokens

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


class _Writer(Writer[FileNames, int]):
    def built(self, document: FileNames) -> tantivy.Document:
        built = tantivy.Document()
        built.add_unsigned("id", document.id)
        built.add_text("paths", tokens(document.paths))
        return built


class _View:
    """One state of the index."""

    def __init__(self, index: tantivy.Index) -> None:
        self.searcher = index.searcher()
        self._schema = index.schema

    def search(self, fragment: Fragment) -> FileHits:
        """Hits by id; later pages ask for the rest and for the count of all apart."""
        wanted = self._query(fragment.text)
        rest = wanted
        if fragment.before is not None:
            rest = self._below(wanted, fragment.before)
        page = self.searcher.search(rest, fragment.size + 1, order_by_field="id")
        counted = page if fragment.before is None else self.searcher.search(wanted, 1)
        datasets, known = total_of(counted), ids_of(self.searcher, page)
        shown = known[: fragment.size]
        more = len(known) > len(shown)
        return FileHits(min(datasets, MOST_COUNTED), datasets > MOST_COUNTED, shown, more)

    def datasets(self, needed: Needed, most: int, among: Sequence[int] | None) -> list[int] | None:
        query = self._needed(needed)
        if among is not None:
            known = tantivy.Query.term_set_query(self._schema, "id", list(among))
            query = tantivy.Query.boolean_query([(_MUST, known), (_MUST, query)])
        found = self.searcher.search(query, most, order_by_field="id")
        return None if total_of(found) > most else ids_of(self.searcher, found)

    def _needed(self, needed: Needed) -> tantivy.Query:
        match needed:
            case Part(text):
                return self._query(text)
            case Every(()):
                return tantivy.Query.all_query()
            case Every(parts):
                return tantivy.Query.boolean_query([(_MUST, self._needed(one)) for one in parts])
            case Some(parts):
                return tantivy.Query.boolean_query([(_SHOULD, self._needed(one)) for one in parts])

    def _query(self, text: str) -> tantivy.Query:
        if len(text) == GRAM:
            return tantivy.Query.term_query(self._schema, "paths", text, "basic")
        return tantivy.Query.phrase_query(self._schema, "paths", list(covering(text)))

    def _below(self, query: tantivy.Query, before: int) -> tantivy.Query:
        kind = tantivy.FieldType.Unsigned
        below = tantivy.Query.range_query(self._schema, "id", kind, 0, before, True, False)
        return tantivy.Query.boolean_query([(_MUST, query), (_MUST, below)])


class TantivyFiles(TantivyIndex[FileNames, int, _View], FileEngine):
    """The index of files in folders."""

    def schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", indexed=True, fast=True)
        builder.add_text_field("paths", tokenizer_name=TOKENS, index_option="position")
        return builder.build()

    def view(self, index: tantivy.Index, folder: Path) -> _View:
        return _View(index)

    def writer(self, folder: Path, index: tantivy.Index, memory: int) -> _Writer:
        return _Writer(folder, index, memory)

    def search(self, fragment: Fragment) -> FileHits:
        with self.reading() as view:
            return view.search(fragment)

    def datasets(
        self, needed: Needed, most: int, among: Sequence[int] | None = None
    ) -> list[int] | None:
        with self.reading() as view:
            return view.datasets(needed, most, among)
