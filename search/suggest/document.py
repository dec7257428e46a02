"""What the index of suggestions holds; for both engines.

Three sorts of entries share one index: a name ("person Ana Gonzalez", once for all its
records), a record (with its title, and the names it has), and a word (for spelling).  An
entry's ``order`` is both its place and all that an answer needs, so that engines only
compare texts: they can't order alike things differently.  Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from portal import techniques
from search import analysis
from search.query.tree import Node, Term

FORMAT = 1  # raise it when records are held otherwise: the index is then rebuilt
KINDS = ("technique", "instrument", "facility", "sample", "person")
TITLE = "title"
EDGE = 20  # signs of a word that are compared
MOST_WORDS = 20  # of a name or title that are looked for
MOST_COUNTED = 10**10
_FIRST = "^"  # marks the begin of a name's first word
_encode = msgspec.json.Encoder().encode

Name = tuple[str, str]  # kind, value


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: ``tokens`` find it, ``word`` is for spelling, ``held`` is kept with it."""

    id: str
    order: str
    tokens: str = ""
    word: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The title, names and words of a public record."""

    id: int
    title: str = ""
    is_document: bool = False
    names: tuple[Name, ...] = ()
    words: frozenset[str] = frozenset()


def version() -> list[object]:
    """What an index of suggestions is made by, apart from its engine."""
    return [FORMAT, analysis.VERSION, KINDS, EDGE, MOST_WORDS]


def record_key(number: int) -> str:
    return f"record {number}"


def name_key(name: Name) -> str:
    return f"name {name[0]} {name[1]}"


def word_key(word: str) -> str:
    return f"word {word}"


def record_entry(record: RecordNames) -> Entry:
    """Documents before datasets, those with the highest numbers first."""
    order = f"{0 if record.is_document else 1}{2**63 - record.id:019}"
    made = tokens(TITLE, [record.title])
    return Entry(record_key(record.id), order, made, held=_encode(record.names).decode())


def record_id(order: str) -> int:
    return 2**63 - int(order[1:])


def held_names(held: str) -> list[Name]:
    return [(kind, value) for kind, value in msgspec.json.decode(held)]


def name_entry(name: Name, count: int, also: Iterable[str] = ()) -> Entry:
    """What most records have comes first, then by the name itself; ``also`` finds it too."""
    order = f"{MOST_COUNTED - count:011}{name[1]}"
    return Entry(name_key(name), order, tokens(name[0], [*spellings(name), *also]))


def counted(order: str) -> tuple[str, int]:
    """The value and the count of a name."""
    return order[11:], MOST_COUNTED - int(order[:11])


def word_entry(word: str) -> Entry:
    return Entry(word_key(word), word, word=word)


def spellings(name: Name) -> tuple[str, ...]:
    """All that a name may be looked for by."""
    kind, value = name
    if kind == "technique":
        found = techniques.get(value)
        return (found.label, *found.alternatives) if found else (value,)
    return (value,)


def node(name: Name) -> Node:
    """What finds the records that have the name, however it is written."""
    kind, value = name
    return Term(kind, value, exact=kind == "technique")


def tokens(kind: str, written: Iterable[str]) -> str:
    """All that the words begin with; the first ones once more, marked."""
    found = [words for one in written if (words := analysis.split(one)[:MOST_WORDS])]
    first = [_edges(f"{kind}:{_FIRST}", words[0]) for words in found]
    others = [_edges(f"{kind}:", word) for words in found for word in words]
    return " ".join(dict.fromkeys(first + others))


@lru_cache(maxsize=65_536)
def _edges(before: str, word: str) -> str:
    """All that the word begins with."""
    return " ".join([before + word[:end] for end in range(1, min(len(word), EDGE) + 1)])


def wanted(kind: str, words: Iterable[str], from_start: bool) -> list[str]:
    """The tokens of names that have words beginning with each of ``words`` (folded).

    ``from_start``: the first one at its very begin.
    """
    made = [f"{kind}:{word[:EDGE]}" for word in words]
    if from_start:
        made[0] = made[0].replace(":", f":{_FIRST}", 1)
    return made
