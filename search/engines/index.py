"""The life of a search index, whatever it holds and whichever engine keeps it.

It is written to in batches, and rebuilt beside the one in use, whose place the new one then
takes.  How that is done stands in one place for each engine: search.engines.tantivy.index
and search.engines.elasticsearch.index.  An index adds what it holds, and what it is asked.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

Key = TypeVar("Key", bound=int | str)
Key_co = TypeVar("Key_co", covariant=True)


class Identified(Protocol[Key_co]):
    """A document of an index: another one with its ``id`` takes its place."""

    @property
    def id(self) -> Key_co: ...


Held = TypeVar("Held", bound=Identified[Any])


class Rebuild(ABC, Generic[Held, Key]):
    """A new index being filled beside the present one."""

    @abstractmethod
    def add(self, documents: Sequence[Held]) -> None:
        """Add documents whose ids aren't in the new index.

        Raises IndexingFailed when they were refused; a part of them may be in it then.
        """

    @abstractmethod
    def delete(self, ids: Iterable[Key]) -> None:
        """Take out what is no longer as it was when it was added."""

    @abstractmethod
    def swap(self) -> None:
        """Make the new index the one that answers, in one step, and drop the old one.

        Not having come here by the end of the block deletes the new one.
        """


class Index(ABC, Generic[Held, Key]):
    """One search index: what is common to all of them.

    Every method raises search.errors.EngineUnavailable when the engine doesn't
    answer; reading raises IndexMissing where there is no index.  There must be one
    writer at a time (portal.locks, held by search.indexing).
    """

    @abstractmethod
    def write(self, upserts: Sequence[Held], deletes: Iterable[Key]) -> None:
        """Replace and delete documents; on return all is durable and can be found.

        Raises IndexingFailed when the batch was refused; then none of it, or a part
        of it, is in the index.
        """

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[Rebuild[Held, Key]]: ...

    @abstractmethod
    def needs_rebuild(self) -> str:
        """Why the index can't be written to as it is ("" when it can)."""

    @abstractmethod
    def stats(self) -> dict[str, object]:
        """Figures for ``manage.py index status``: at least ``holds`` and "bytes"."""


class EngineIndex(Index[Held, Key]):
    """An index that an engine keeps."""

    name: str  # of the engine
    called: str  # in messages
    holds: str  # what is counted in it
    made_with: tuple[str, ...] = ()  # versions of libraries that decide on the index's form

    @abstractmethod
    def version(self) -> list[object]:
        """What decides on the fields and on what is in them."""

    def fingerprint(self) -> str:
        """Differs whenever the index has to be rebuilt before this version writes to it."""
        parts = json.dumps([*self.version(), *self.made_with])
        return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()

    def outdated(self, fingerprint: str) -> str:
        """Why an index with this fingerprint can't be written to ("" when it can)."""
        current = fingerprint == self.fingerprint()
        return "" if current else f"{self.called} was made by another version."
