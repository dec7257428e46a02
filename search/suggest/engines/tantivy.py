"""The index of suggestions in process."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import tantivy

from search.engines.tantivy.failures import reading, writing
from search.engines.tantivy.folders import Folders, made_by, remove, size
from search.engines.tantivy.reader import Reader
from search.engines.tantivy.schema import TOKENS, register
from search.errors import EngineUnavailable, IndexMissing
from search.suggest import document
from search.suggest.document import Entry
from search.suggest.engines.base import MOST_NEAR, Store

BATCH_MEMORY = 32_000_000  # bytes of the writer's buffer, for a batch of changes
REBUILD_MEMORY = 128_000_000  # the same, while a whole index is written
_AT_ONCE = 1_000  # keys of one query
_SHORT = 14  # characters of a token, its kind with it
_MOST_KEPT = 5_000  # answers to such tokens, of one state of the index


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name=TOKENS, index_option="basic")
    builder.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("held", stored=True)
    return builder.build()


def fingerprint() -> str:
    """Differs whenever an index has to be rebuilt before this version writes to it."""
    parts = [*document.version(), version("tantivy")]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


class TantivyStore(Store):
    """Folders under ``root``, read by any process and written by one."""

    name = "tantivy"

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root, fingerprint)
        self._reader = Reader(self._folders, lambda index, _: _View(index))

    def first(self, asked: Sequence[Sequence[str]], size: int) -> list[list[str]]:
        view = self._reader.view()
        with reading():
            return [view.first(tokens, size) for tokens in asked]

    def near(self, word: str, distance: int) -> list[str]:
        view = self._reader.view()
        with reading():
            return view.near(word, distance)

    def held(self, keys: Sequence[str]) -> dict[str, str]:
        view = self._reader.view()
        with reading():
            return view.held(keys)

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        """By a writer of its own: long-lived ones keep files that are gone."""
        with writing():
            index = register(tantivy.Index.open(str(self._folders.current())))
        writer = _Writer(index, BATCH_MEMORY)
        writer.replace(entries, deletes)
        writer.commit()

    @contextmanager
    def rebuild(self) -> Iterator["TantivyStoreRebuild"]:
        try:
            self._folders.sweep(self._folders.current())
        except IndexMissing:
            self._folders.sweep(None)
        rebuild = TantivyStoreRebuild(self._folders)
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
        if made_by(folder) != fingerprint():
            return "The index of suggestions was made by another version."
        return ""

    def stats(self) -> dict[str, object]:
        view = self._reader.view()
        return {"entries": view.searcher.num_docs, "bytes": size(self._folders.current())}


class TantivyStoreRebuild:
    """A new folder being filled."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._folder = folders.create()
        self._swapped = False
        with writing():
            index = register(tantivy.Index(build(), path=str(self._folder)))
        self._writer = _Writer(index, REBUILD_MEMORY)

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        self._writer.replace(entries, deletes)

    def swap(self) -> None:
        self._writer.commit()
        self._folders.point_to(self._folder)
        self._swapped = True
        self._folders.sweep(self._folder)

    def end(self) -> None:
        self._writer.abandon()
        if not self._swapped:
            remove(self._folder)


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


class _Writer:
    """The one writer of a folder."""

    def __init__(self, index: tantivy.Index, memory: int) -> None:
        self._schema = index.schema
        with writing():
            self._writer: tantivy.IndexWriter | None = index.writer(memory, 1)

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        made = list(entries)
        self._delete([*deletes, *(one.key for one in made)])
        with writing():
            for one in made:
                self._open.add_document(_built(one))

    def commit(self) -> None:
        """Make everything durable, and let go of the folder."""
        with writing():
            self._open.commit()
            writer, self._writer = self._open, None
            writer.wait_merging_threads()

    def abandon(self) -> None:
        self._writer = None

    def _delete(self, keys: list[str]) -> None:
        with writing():
            for start in range(0, len(keys), _AT_ONCE):
                part = keys[start : start + _AT_ONCE]
                query = tantivy.Query.term_set_query(self._schema, "key", part)
                self._open.delete_documents_by_query(query)

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("this writer was closed")
        return self._writer


def _built(entry: Entry) -> tantivy.Document:
    built = tantivy.Document()
    built.add_text("key", entry.key)
    built.add_text("order", entry.order)
    built.add_text("tokens", entry.tokens)
    if entry.word:
        built.add_text("word", entry.word)
    if entry.held:
        built.add_bytes("held", entry.held.encode())
    return built
