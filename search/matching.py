"""Whether all words must be found or most of them do.

A few words must all match, so that adding one never finds more.  No record has every
word of a whole sentence: there, and where all words together find nothing, any of
them will do, and those with most and the rarest come first.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from search.analysis import STOP_WORDS, split
from search.query import bare, naming
from search.query.bare import Bare
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
    text = " ".join(_cut(clauses).values())
    return naming.size(text) > MOST_WORDS or (match == "most" and naming.parts(text) > 1)


def is_plain(clause: Clause) -> bool:
    """Whether these are words that stand in the box as they are."""
    return isinstance(clause.node, Words) and not clause.negated


def quantities(clauses: Iterable[Clause]) -> tuple[Bare, ...]:
    """The quantities among the plain words, which no record must have."""
    found: tuple[Bare, ...] = ()
    for clause in filter(is_plain, clauses):
        found += bare.cut(_text(clause), bare.MOST - len(found))[1]
    return found


def parts(clauses: Sequence[Clause], match: str) -> list[Node]:
    """The trees of the box's clauses in this reading, techniques in all their names."""
    words = _cut(clauses)
    others = [clause.tree() for clause in clauses if not is_plain(clause)]
    if takes_most(clauses, match):
        found: list[Node] = [MostWords(" ".join(words.values())), *others]
    else:
        plain = {at: Words(text) for at, text in words.items()}
        found = [
            plain[at] if at in plain else clause.tree()
            for at, clause in enumerate(clauses)
            if at in plain or not is_plain(clause)
        ]
    return [*map(naming.expanded, found), *(one.node for one in quantities(clauses))]


def deciding(clauses: Iterable[Clause]) -> dict[int, dict[int, str]]:
    """The plain words without quantities, by the place of their clause, where any are left.

    In each clause they are told by their own places.
    """
    found, room = dict[int, dict[int, str]](), bare.MOST
    for at, clause in enumerate(clauses):
        if is_plain(clause):
            words = _text(clause).split()
            places, some = bare.told_apart(_text(clause), room)
            room -= len(some)
            left = {place: words[place] for place in places}
            if left and not (some and STOP_WORDS.issuperset(split(" ".join(left.values())))):
                found[at] = left
    return found


def _cut(clauses: Iterable[Clause]) -> dict[int, str]:
    """The plain words that decide, as texts."""
    return {at: " ".join(words.values()) for at, words in deciding(clauses).items()}


def _text(clause: Clause) -> str:
    return clause.node.text if isinstance(clause.node, Words) else ""
