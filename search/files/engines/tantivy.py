"""The index of files in process: a dataset is one document."""

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
from search.files import document
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

BATCH_MEMORY = 64_000_000  # bytes of the writer's buffer, for a batch of changes
REBUILD_MEMORY = 128_000_000  # the same, while a whole index is written
_DELETED_AT_ONCE = 1_000
_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("paths", tokenizer_name=TOKENS, index_option="position")
    return builder.build()


def fingerprint() -> str:
    """Differs whenever an index has to be rebuilt before this version writes to it."""
    parts = [*document.version(), version("tantivy")]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


class TantivyFiles(FileEngine):
    """Folders under ``root``, read by any process and written by one."""

    name = "tantivy"

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root, fingerprint)
        self._reader = Reader(self._folders, lambda index, _: _View(index))

    def search(self, fragment: Fragment) -> FileHits:
        view = self._reader.view()
        with reading():
            return view.search(fragment)

    def datasets(
        self, needed: Needed, most: int, among: Sequence[int] | None = None
    ) -> list[int] | None:
        view = self._reader.view()
        with reading():
            return view.datasets(needed, most, among)

    def write(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        """By a writer of its own: long-lived ones keep files that are gone."""
        with writing():
            index = register(tantivy.Index.open(str(self._folders.current())))
        writer = _Writer(index, BATCH_MEMORY)
        writer.replace(upserts, deletes)
        writer.commit()

    @contextmanager
    def rebuild(self) -> Iterator["TantivyFileRebuild"]:
        try:
            self._folders.sweep(self._folders.current())
        except IndexMissing:
            self._folders.sweep(None)
        rebuild = TantivyFileRebuild(self._folders)
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
            return "The index of files was made by another version."
        return ""

    def stats(self) -> dict[str, object]:
        view = self._reader.view()
        return {"datasets": view.searcher.num_docs, "bytes": size(self._folders.current())}


class TantivyFileRebuild:
    """A new folder being filled."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._folder = folders.create()
        self._swapped = False
        with writing():
            index = register(tantivy.Index(build(), path=str(self._folder)))
        self._writer = _Writer(index, REBUILD_MEMORY)

    def add(self, documents: Sequence[FileNames]) -> None:
        self._writer.add(documents)

    def replace(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        self._writer.replace(upserts, deletes)

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

    def search(self, fragment: Fragment) -> FileHits:
        """Hits by id; later pages ask for the rest and for the count of all apart."""
        wanted = self._query(fragment.text)
        rest = wanted
        if fragment.before is not None:
            rest = self._below(wanted, fragment.before)
        page = self.searcher.search(rest, fragment.size + 1, order_by_field="id")
        counted = page if fragment.before is None else self.searcher.search(wanted, 1)
        total = int(counted.count or 0)  # type: ignore[attr-defined]
        addresses = [address for _, address in page.hits]
        ids = [int(one or 0) for one in self.searcher.fast_field_values("id", addresses)]
        shown = ids[: fragment.size]
        return FileHits(
            min(total, MOST_COUNTED), total > MOST_COUNTED, shown, len(ids) > len(shown)
        )

    def datasets(self, needed: Needed, most: int, among: Sequence[int] | None) -> list[int] | None:
        query = self._needed(needed)
        if among is not None:
            known = tantivy.Query.term_set_query(self._schema, "id", list(among))
            query = tantivy.Query.boolean_query([(_MUST, known), (_MUST, query)])
        found = self.searcher.search(query, most, order_by_field="id")
        if int(found.count or 0) > most:  # type: ignore[attr-defined]
            return None
        addresses = [address for _, address in found.hits]
        return [int(one or 0) for one in self.searcher.fast_field_values("id", addresses)]

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


class _Writer:
    """The one writer of a folder."""

    def __init__(self, index: tantivy.Index, memory: int) -> None:
        self._schema = index.schema
        with writing():
            self._writer: tantivy.IndexWriter | None = index.writer(memory, 1)

    def replace(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        self._delete([*deletes, *(one.id for one in upserts)])
        self.add(upserts)

    def add(self, documents: Iterable[FileNames]) -> None:
        with writing():
            for one in documents:
                built = tantivy.Document()
                built.add_unsigned("id", one.id)
                built.add_text("paths", tokens(one.paths))
                self._open.add_document(built)

    def commit(self) -> None:
        """Make everything durable, and let go of the folder."""
        with writing():
            self._open.commit()
            writer, self._writer = self._open, None
            writer.wait_merging_threads()

    def abandon(self) -> None:
        self._writer = None

    def _delete(self, ids: Iterable[int]) -> None:
        known = [number for number in ids if 0 <= number < 2**63]
        with writing():
            for start in range(0, len(known), _DELETED_AT_ONCE):
                part = known[start : start + _DELETED_AT_ONCE]
                query = tantivy.Query.term_set_query(self._schema, "id", part)
                self._open.delete_documents_by_query(query)

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("this writer was closed")
        return self._writer
