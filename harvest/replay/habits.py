"""How a catalogue differs from what its documentation says, as real ones do."""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Habits:
    """The ways of one server.

    ``page_cap`` is the most records it gives in one answer, whatever was asked for;
    ``ignores`` names the parts of a filter that it doesn't look at ("where", "order",
    "skip", "limit", "include", "limits"); ``refuses`` those that it answers with 500;
    ``count`` is how it answers counts: an object, a bare number, text, a number that is
    one too high, or not at all (404).  ``lacks`` are parts of paths that are 404.
    """

    page_cap: int = 0
    ignores: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    count: Literal["object", "bare", "text", "wrong", "none"] = "object"
    lacks: frozenset[str] = frozenset()

    def ignoring(self, *names: str) -> "Habits":
        return replace(self, ignores=self.ignores | set(names))

    def page(self, limit: int | None) -> int | None:
        """How many records to give when ``limit`` were asked for (None: no limit)."""
        if "limit" in self.ignores:
            limit = None
        if not self.page_cap:
            return limit
        return self.page_cap if limit is None else min(limit, self.page_cap)

    def counted(self, number: int) -> object:
        """The answer to a question for a count."""
        if self.count == "bare":
            return number
        if self.count == "text":
            return {"count": str(number)}
        return {"count": number + (self.count == "wrong")}
