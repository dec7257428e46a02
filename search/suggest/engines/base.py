"""What an engine must offer that holds suggestions."""

from abc import abstractmethod
from collections.abc import Sequence

from search.engines.index import EngineIndex
from search.suggest import document
from search.suggest.document import Entry

MOST_NEAR = 500  # words that are as near as that to one; more are never looked at


class Store(EngineIndex[Entry, str]):
    """The index of suggestions."""

    called = "The index of suggestions"
    holds = "entries"

    def version(self) -> list[object]:
        return document.version()

    @abstractmethod
    def first(self, asked: Sequence[Sequence[str]], size: int) -> list[list[str]]:
        """For each list of tokens the orders of the first entries that have them all."""

    @abstractmethod
    def near(self, word: str, distance: int) -> list[str]:
        """The words that 1 or 2 changes lead to: a letter more, less, another, or two swapped."""

    @abstractmethod
    def held(self, keys: Sequence[str]) -> dict[str, str]:
        """What is kept with those of these entries that there are."""
