"""Ways out of a search that finds nothing: what dropping each part would find."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import QueryDict

from search.asked import Asked, read
from search.errors import BadQuery
from search.query.tree import And, Words
from search.services import count

MOST = 8


@dataclass(frozen=True)
class Way:
    """One part less: in words, the address, and how many records it finds."""

    says: str
    address: str
    count: int


def ways_out(asked: Asked, parts: list[tuple[str, str]]) -> list[Way]:
    """For each part (in words, with the address without it) what is found without it.

    The words of the box count one by one.  What finds most comes first.
    """
    options = dict.fromkeys([*_words(asked), *parts][:MOST])
    found = [Way(says, address, _count(address)) for says, address in options]
    return sorted(found, key=lambda way: -way.count)


def _words(asked: Asked) -> list[tuple[str, str]]:
    """Each of several plain words, and the address without it."""
    made = []
    for clause in asked.box.clauses:
        words = clause.text.split() if isinstance(clause.node, Words) else []
        if len(words) < 2 or clause.negated:
            continue
        for place, word in enumerate(words):
            rest = " ".join((*words[:place], *words[place + 1 :]))
            text = " ".join(rest if one is clause else one.text for one in asked.box.clauses)
            made.append((f"“{word}”", asked.state.replaced(q=text)))
    return made


def _count(address: str) -> int:
    try:
        less = read(QueryDict(urlsplit(address).query))
    except BadQuery:
        return 0
    return count(And((less.query, *less.filters.values())))
