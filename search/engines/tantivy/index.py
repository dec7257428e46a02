"""The life of an index in process: folders, a pointer to the one in use, one writer at a time.

An index says what its schema is, how a document becomes one of tantivy's, and what its
readers get; all the rest is the same for each of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import tantivy

from search.engines.index import EngineIndex, Held, Key, Rebuild
from search.engines.tantivy.failures import reading, writing
from search.engines.tantivy.folders import Folders, made_by, remove, size
from search.engines.tantivy.reader import Reader
from search.engines.tantivy.schema import register
from search.errors import EngineUnavailable, IndexMissing

_DELETED_AT_ONCE = 1_000


class Searched(Protocol):
    """One state of an index; it stays as it is while it is held."""

    @property
    def searcher(self) -> tantivy.Searcher: ...


View = TypeVar("View", bound=Searched)


class Writer(ABC, Generic[Held, Key]):
    """The one writer of a folder, from opening to ``commit`` or ``abandon``."""

    key = "id"  # the field with the documents' ids

    def __init__(self, folder: Path, index: tantivy.Index, memory: int) -> None:
        self.folder = folder
        self._schema = index.schema
        with writing():
            self._writer: tantivy.IndexWriter | None = index.writer(memory, 1)

    @abstractmethod
    def built(self, document: Held) -> tantivy.Document:
        """The document as tantivy takes it."""

    def add(self, documents: Iterable[Held]) -> None:
        with writing():
            for document in documents:
                self._open.add_document(self.built(document))

    def delete(self, ids: Iterable[Key]) -> None:
        """By query: ``delete_documents_by_term`` silently misses unsigned fields."""
        known = list(ids)
        with writing():
            for start in range(0, len(known), _DELETED_AT_ONCE):
                part = known[start : start + _DELETED_AT_ONCE]
                query = tantivy.Query.term_set_query(self._schema, self.key, part)
                self._open.delete_documents_by_query(query)

    def commit(self) -> None:
        """Make everything durable, and let go of the folder."""
        with writing():
            self._open.commit()
            writer, self._writer = self._open, None
            writer.wait_merging_threads()

    def abandon(self) -> None:
        """Let go at once, whatever state the writer is in; what wasn't committed is lost."""
        self._writer = None

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("this writer was closed")
        return self._writer


class TantivyIndex(EngineIndex[Held, Key], Generic[Held, Key, View]):
    """An index in folders under ``root``, read by any process and written by one."""

    name = "tantivy"
    made_with = (version("tantivy"),)
    batch_memory = 64_000_000  # bytes of the writer's buffer, for a batch of changes
    rebuild_memory = 128_000_000  # the same, while a whole index is written

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._reader = Reader(self._folders, self.view)

    @abstractmethod
    def schema(self) -> tantivy.Schema: ...

    @abstractmethod
    def view(self, index: tantivy.Index, folder: Path) -> View:
        """What readers get of the last commit."""

    @abstractmethod
    def writer(self, folder: Path, index: tantivy.Index, memory: int) -> Writer[Held, Key]: ...

    def write(self, upserts: Sequence[Held], deletes: Iterable[Key]) -> None:
        """By a writer of its own: long-lived ones keep files that are gone."""
        folder = self._folders.current()
        with writing():
            index = register(tantivy.Index.open(str(folder)))
        writer = self.writer(folder, index, self.batch_memory)
        try:
            writer.delete([*deletes, *(document.id for document in upserts)])
            writer.add(upserts)
            writer.commit()
        finally:
            writer.abandon()

    @contextmanager
    def rebuild(self) -> Iterator["TantivyRebuild[Held, Key]"]:
        try:
            self._folders.sweep(self._folders.current())
        except IndexMissing:
            self._folders.sweep(None)
        folder = self._folders.create(self.fingerprint())
        with writing():
            index = register(tantivy.Index(self.schema(), path=str(folder)))
        writer = self.writer(folder, index, self.rebuild_memory)
        rebuild = TantivyRebuild(self._folders, writer)
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
        return self.outdated(made_by(folder))

    @contextmanager
    def reading(self) -> Iterator[View]:
        """The present state, while it is asked something."""
        view = self._reader.view()
        with reading():
            yield view

    def stats(self) -> dict[str, object]:
        searcher = self._reader.view().searcher
        folder = self._folders.current()
        return {
            "engine": self.name,
            "folder": str(folder),
            self.holds: searcher.num_docs,
            "segments": searcher.num_segments,
            "bytes": size(folder),
        }


class TantivyRebuild(Rebuild[Held, Key]):
    """A new folder being filled."""

    def __init__(self, folders: Folders, writer: Writer[Held, Key]) -> None:
        self._folders = folders
        self._writer = writer
        self._swapped = False

    def add(self, documents: Sequence[Held]) -> None:
        self._writer.add(documents)

    def delete(self, ids: Iterable[Key]) -> None:
        self._writer.delete(ids)

    def swap(self) -> None:
        self._writer.commit()
        self._folders.point_to(self._writer.folder)
        self._swapped = True
        self._folders.sweep(self._writer.folder)

    def end(self) -> None:
        self._writer.abandon()
        if not self._swapped:
            remove(self._writer.folder)
