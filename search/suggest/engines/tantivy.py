"""The index of suggestions in process."""

from collections.abc import Sequence
from pathlib import Path

import tantivy

from search.engines.tantivy.index import TantivyIndex, Writer
from search.engines.tantivy.schema import TOKENS
from search.suggest.document import Entry
from search.suggest.engines.base import MOST_NEAR, Store

_AT_ONCE = 1_000  # keys of one query
_SHORT = 14  # characters of a token, its kind with it
_MOST_KEPT = 5_000  # answers to such tokens, of one state of the index


class _Writer(Writer[Entry, str]):
    key = "key"

    def built(self, document: Entry) -> tantivy.Document:
        built = tantivy.Document()
        built.add_text("key", document.id)
        built.add_text("order", document.order)
        built.add_text("tokens", document.tokens)
        if document.word:
            built.add_text("word", document.word)
        if document.held:
            built.add_bytes("held", document.held.encode())
        return built


class _View:
    """One state of the index."""

    def __init__(self, index: tantivy.Index) -> None:
        self.searcher = index.searcher()
        self._schema = index.schema
        self._kept: dict[tuple[int, str], list[str]] = {}

    def first(self, tokens: Sequence[str], most: int) -> list[str]:
        """A single short token is remembered: half of all entries may have it."""
        if len(tokens) > 1 or len(tokens[0]) > _SHORT:
            return self._first(tokens, most)
        key = most, tokens[0]
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._first(tokens, most)
        return found

    def _first(self, tokens: Sequence[str], most: int) -> list[str]:
        queries = [self._term(token) for token in dict.fromkeys(tokens)]
        must = tantivy.Occur.Must
        return self._orders(tantivy.Query.boolean_query([(must, one) for one in queries]), most)

    def near(self, word: str, distance: int) -> list[str]:
        query = tantivy.Query.fuzzy_term_query(self._schema, "word", word, distance)
        return self._orders(tantivy.Query.const_score_query(query, 0.0), MOST_NEAR)

    def held(self, keys: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = list(keys[start : start + _AT_ONCE])
            query = tantivy.Query.term_set_query(self._schema, "key", part)
            result = self.searcher.search(query, len(part), count=False)
            for _, address in result.hits:
                stored = self.searcher.doc(address)
                kept = bytes(stored.get_first("held") or b"")
                found[str(stored.get_first("key"))] = kept.decode()
        return found

    def _term(self, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "tokens", token, "basic")

    def _orders(self, query: tantivy.Query, most: int) -> list[str]:
        ascending = tantivy.Order.Asc
        result = self.searcher.search(
            query, most, count=False, order_by_field="order", order=ascending
        )
        return [str(order) for order, _ in result.hits]


class TantivyStore(TantivyIndex[Entry, str, _View], Store):
    """The index of suggestions in folders."""

    batch_memory = 32_000_000

    def schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("tokens", tokenizer_name=TOKENS, index_option="basic")
        builder.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("word", tokenizer_name="raw", index_option="basic")
        builder.add_bytes_field("held", stored=True)
        return builder.build()

    def view(self, index: tantivy.Index, folder: Path) -> _View:
        return _View(index)

    def writer(self, folder: Path, index: tantivy.Index, memory: int) -> _Writer:
        return _Writer(folder, index, memory)

    def first(self, asked: Sequence[Sequence[str]], size: int) -> list[list[str]]:
        with self.reading() as view:
            return [view.first(tokens, size) for tokens in asked]

    def near(self, word: str, distance: int) -> list[str]:
        with self.reading() as view:
            return view.near(word, distance)

    def held(self, keys: Sequence[str]) -> dict[str, str]:
        with self.reading() as view:
            return view.held(keys)
