"""“Did you mean”: for a word that hardly any record has, the nearest one that records have.

Only plain words are looked at, of letters alone: what stands in quotation marks or behind a
field is meant as it is written, and a word with digits names something.  Near is a word with
one change, or with two where the word is long: a letter more, less or another, or two
neighbours swapped.  The likeliest is offered: one with two changes must be much commoner than
one with one.  Each is counted in the index of records first, so that it finds something
public now.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import QueryDict

from search import services
from search.analysis import split
from search.asked import Asked, read
from search.errors import BadQuery, EngineUnavailable
from search.function_words import FUNCTION_WORDS
from search.matching import is_plain
from search.query.box import Box, Clause
from search.query.tree import And, Words
from search.suggest.reading import LONGEST_WORD, SHORTEST_WORD
from search.suggest.services import store

FEW = 10  # results of a search that may be misspelt
HARDLY_ANY = 2  # records with a misspelt word
TIMES = 20  # a word must be so much commoner than the one it is offered for
FIRST_LETTER = 4  # how much likelier a word is that begins with the same letter
LONG = 6  # letters of a word that may have two changes
MOST_WORDS = 16  # of the box that are looked at
MOST_WRONG = 3  # of them that others are looked for
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the box may have been meant to hold, and where that is searched for."""

    text: str
    address: str


def did_you_mean(asked: Asked, total: int) -> Meant | None:
    """For a search that found ``total`` records; None where nothing better is known.

    None as well while the index of suggestions doesn't answer: it is only a help.
    """
    if asked.after or (total >= FEW and not asked.takes_most):
        return None
    try:
        return _meant(asked, total)
    except EngineUnavailable:
        return None


def _meant(asked: Asked, total: int) -> Meant | None:
    words = _words(asked.box)[:MOST_WORDS]
    counts = _counts(words)
    wrong = [word for word in words if counts[word] <= HARDLY_ANY][:MOST_WRONG]
    better = {word: found for word in wrong if (found := _nearest(word, counts[word]))}
    if not better:
        return None
    text = " ".join(_corrected(clause, better) for clause in asked.box.clauses)
    address = asked.state.replaced(q=text)
    return Meant(text, address) if asked.takes_most or _found(address) > total else None


def _words(box: Box) -> list[str]:
    """Those that may be misspelt, folded, each once."""
    texts = [clause.text for clause in box.clauses if is_plain(clause)]
    found = (_folded(match) for text in texts for match in _WORD.finditer(text))
    return list(dict.fromkeys(word for word in found if word))


def _folded(match: re.Match[str]) -> str:
    """The word, "" where it isn't one for which others are looked for."""
    words = split(match[0])
    if len(words) != 1 or not words[0].isalpha() or words[0] in FUNCTION_WORDS:
        return ""
    return words[0] if SHORTEST_WORD <= len(words[0]) <= LONGEST_WORD else ""


def _nearest(word: str, count: int) -> str:
    """The word to offer instead, "" for none."""
    nearest = set(store().near(word, 1))
    near = store().near(word, 2) if len(word) >= LONG else sorted(nearest)
    counts = _counts([one for one in near if one != word])
    telling = [one for one, found in counts.items() if found >= max(1, TIMES * count)]

    def worth(one: str) -> tuple[int, int, str]:
        """The least is the best; of equal ones the longer, as letters are oftener left out."""
        likely = counts[one] * (TIMES if one in nearest else 1)
        return -likely * (FIRST_LETTER if one[0] == word[0] else 1), -len(one), one

    return min(telling, key=worth, default="")


def _counts(words: Sequence[str]) -> dict[str, int]:
    counts = services.engine().counts([Words(word) for word in words])
    return dict(zip(words, counts, strict=True))


def _corrected(clause: Clause, better: dict[str, str]) -> str:
    if not is_plain(clause):
        return clause.text
    return _WORD.sub(lambda match: better.get(_folded(match)) or match[0], clause.text)


def _found(address: str) -> int:
    """How many records have all of it."""
    try:
        other = read(QueryDict(urlsplit(address).query), match="all")
        return services.count(And((other.query, *other.filters.values())))
    except BadQuery:
        return 0
