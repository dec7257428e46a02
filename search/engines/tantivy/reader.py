"""The index as it is now, whichever process wrote to it last."""

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import tantivy

from search.engines.tantivy.compile import Compiler
from search.engines.tantivy.failures import reading
from search.engines.tantivy.folders import Folders
from search.engines.tantivy.found import total_of
from search.engines.tantivy.parameters import Slots
from search.engines.tantivy.schema import register
from search.errors import IndexMissing, SearchError

META = "meta.json"  # where tantivy lists the segments of the last commit
LOOKS = 3  # tries to load a commit that nobody replaces meanwhile
Stamp = tuple[int, int, int]
State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class View:
    """One state of the index; it stays as it is while it is held."""

    searcher: tantivy.Searcher
    compiler: Compiler
    state: str  # differs from commit to commit

    def count(self, query: tantivy.Query) -> int:
        return total_of(self.searcher.search(query, 1))


def view(index: tantivy.Index, folder: Path) -> View:
    """The index's last commit, and which one that is.

    Loaded between two looks at what names its segments; again where a commit came between.
    """
    for _ in range(LOOKS):
        state = _state(folder)
        index.reload()
        searcher = index.searcher()
        loaded = View(searcher, Compiler(index, searcher, Slots(folder)), state)
        if _state(folder) == state:
            break
    return loaded


def _state(folder: Path) -> str:
    """A digest of the list of segments, which each commit and each merge writes anew."""
    try:
        return hashlib.blake2b((folder / META).read_bytes(), digest_size=8).hexdigest()
    except OSError:
        raise IndexMissing(f"none at {folder}") from None


@dataclass(slots=True)
class _Opened(Generic[State]):
    folder: Path
    pointer: Stamp
    commit: Stamp
    index: tantivy.Index
    view: State


class Reader(Generic[State]):
    """Follows the pointer and the commits: two looks at files' times for each search.

    ``look`` makes what readers get of an index and its folder.
    """

    def __init__(self, folders: Folders, look: Callable[[tantivy.Index, Path], State]) -> None:
        self._folders = folders
        self._look = look
        self._opened: _Opened[State] | None = None
        self._lock = threading.Lock()

    def view(self) -> State:
        """The latest state.  Raises IndexMissing or EngineUnavailable."""
        opened = self._opened
        if opened is not None and self._is_current(opened):
            return opened.view
        with self._lock:
            return self._refresh()

    def forget(self) -> None:
        self._opened = None

    def _is_current(self, opened: _Opened[State]) -> bool:
        """False as well when the folder went between two looks, as it does in a swap."""
        try:
            swapped = opened.pointer != stamp(self._folders.pointer)
            return not swapped and opened.commit == stamp(opened.folder / META)
        except IndexMissing:
            return False

    def _refresh(self) -> State:
        """Open anew or reload; a second time when the index was swapped in between."""
        try:
            with reading():
                return self._open()
        except SearchError:
            self._opened = None
            with reading():
                return self._open()

    def _open(self) -> State:
        pointer = stamp(self._folders.pointer)
        folder = self._folders.current()
        commit = stamp(folder / META)
        opened = self._opened
        if opened is not None and opened.folder == folder and opened.pointer == pointer:
            index = opened.index
        else:
            index = register(tantivy.Index.open(str(folder)))
            index.config_reader("manual")
        index.reload()
        state = self._look(index, folder)
        self._opened = _Opened(folder, pointer, commit, index, state)
        return state


def stamp(path: Path) -> Stamp:
    """Differs whenever a file was replaced.  Raises IndexMissing when it is gone."""
    try:
        found = os.stat(path)
    except OSError:
        raise IndexMissing(f"none at {path.parent}") from None
    return found.st_mtime_ns, found.st_ino, found.st_size
