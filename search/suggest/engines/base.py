"""What an engine must offer that holds suggestions."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from search.suggest.document import Entry

MOST_NEAR = 500  # words that are as near as that to one; more are never looked at


class StoreRebuild(Protocol):
    """A new index of suggestions being filled, as search.engines.base.Rebuild is."""

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None: ...

    def swap(self) -> None: ...


class Store(ABC):
    """The index of suggestions: entries, by key.

    Failures are those of search.engines.base.Engine.
    """

    name: str

    @abstractmethod
    def first(self, asked: Sequence[Sequence[str]], size: int) -> list[list[str]]:
        """For each list of tokens the orders of the first entries that have them all."""

    @abstractmethod
    def near(self, word: str, distance: int) -> list[str]:
        """The words that 1 or 2 changes lead to: a letter more, less, another, or two swapped."""

    @abstractmethod
    def held(self, keys: Sequence[str]) -> dict[str, str]:
        """What is kept with those of these entries that there are."""

    @abstractmethod
    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        """Write and delete entries; on return all is durable and can be found."""

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[StoreRebuild]: ...

    @abstractmethod
    def needs_rebuild(self) -> str:
        """Why the index can't be written to as it is ("" when it can)."""

    @abstractmethod
    def stats(self) -> dict[str, object]:
        """Figures for ``manage.py index status``: "entries" and "bytes"."""
