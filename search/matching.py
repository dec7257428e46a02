"""Whether all words must be found or most of them do.

A few words must all match, so that adding one never finds more.  No record has every
word of a whole sentence: there, and where all words together find nothing, any of
them will do, and those with most and the rarest come first.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from search.query import naming
from search.query.box import Clause
from search.query.tree import MostWords, Node, Words

MATCHES = ("all", "most")
MOST_WORDS = 5  # so many must all be found


class Answer(Protocol):
    """What a search answers, as far as it is looked at here."""

    @property
    def total(self) -> int: ...


Answered = TypeVar("Answered", bound=Answer)


def serving(
    clauses: Sequence[Clause], match: str, ask: Callable[[str], Answered]
) -> tuple[str, Answered]:
    """The reading that serves, with what ``ask`` answered to it.

    Where the address says nothing (``match`` is "") and what is typed finds nothing,
    most of the words do, if those find anything.
    """
    answer = ask(match)
    if answer.total or match or takes_most(clauses, "") or not takes_most(clauses, "most"):
        return match, answer
    looser = ask("most")
    return ("most", looser) if looser.total else (match, answer)


def takes_most(clauses: Iterable[Clause], match: str) -> bool:
    """Whether most of the words do; ``match`` is what the address says, "" for nothing."""
    if match == "all":
        return False
    words = naming.size(_text(clauses))
    return words > MOST_WORDS or (match == "most" and words > 1)


def is_plain(clause: Clause) -> bool:
    """Whether these are words that stand in the box as they are."""
    return isinstance(clause.node, Words) and not clause.negated


def parts(clauses: Sequence[Clause], match: str) -> list[Node]:
    """The trees of the box's clauses in this reading, techniques in all their names."""
    found = [clause.tree() for clause in clauses]
    if takes_most(clauses, match):
        others = [clause.tree() for clause in clauses if not is_plain(clause)]
        found = [MostWords(_text(clauses)), *others]
    return [naming.expanded(node) for node in found]


def _text(clauses: Iterable[Clause]) -> str:
    """All plain words."""
    return " ".join(
        one.node.text for one in clauses if isinstance(one.node, Words) and not one.negated
    )
