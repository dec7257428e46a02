"""Techniques by their names among plain words: "XRR", "small angle scattering".

Such words find the records whose text has them, and those whose technique it is, or a
kind of it, whatever their text says.
"""

from collections.abc import Iterator
from functools import lru_cache

from portal import techniques
from portal.techniques import Technique
from search.analysis import STOP_WORDS, split
from search.query.tree import And, Favoured, MostWords, Node, Not, Or, Phrase, Term, Words

WEIGHT = 0.5  # of being of the technique: docs/searching.md, "Techniques"
Cut = tuple[str, Technique | None]  # some of the words, and the technique that they name


@lru_cache(maxsize=2048)
def cut(text: str) -> tuple[Cut, ...]:
    """The words of ``text``, with names of techniques apart; of two names the longer one."""
    words, found, rest = text.split(), list[Cut](), list[str]()
    place = 0
    while place < len(words):
        length, technique = _name_at(words, place)
        if technique is None:
            rest.append(words[place])
        else:
            found += _together(rest)
            found.append((" ".join(words[place : place + length]), technique))
            rest = []
        place += length
    return (*found, *_together(rest))


def named(text: str) -> tuple[str, ...]:
    """The names of techniques in a text, as they were written."""
    return tuple(dict.fromkeys(name for name, technique in cut(text) if technique))


def size(text: str) -> int:
    """How many words were typed: "Si(111)" is one of them, and so is the name of a technique."""
    return sum(1 if technique else _typed(words) for words, technique in cut(text))


def expanded(node: Node) -> Node:
    """The tree with the techniques that its words name as alternatives to the words."""
    match node:
        case Words(text):
            return _words(text)
        case MostWords(text):
            return _or_techniques(node, [one for _, one in cut(text) if one])
        case Phrase(text):
            technique = techniques.named(text)
            return _or_techniques(node, [technique] if technique else [])
        case And(parts):
            return And(tuple(map(expanded, parts)))
        case Or(parts):
            return Or(tuple(map(expanded, parts)))
        case Not(part):
            return Not(expanded(part))
        case _:
            return node


def _words(text: str) -> Node:
    found = cut(text)
    if not any(technique for _, technique in found):
        return Words(text)
    parts = dict.fromkeys(_parts(found))
    return And(tuple(parts)) if len(parts) > 1 else next(iter(parts))


def _parts(found: tuple[Cut, ...]) -> Iterator[Node]:
    for words, technique in found:
        if technique is not None:
            yield _or_techniques(Words(words), [technique])
        elif not STOP_WORDS.issuperset(split(words)):
            yield Words(words)


def _or_techniques(node: Node, found: list[Technique]) -> Node:
    """A record has a term for its techniques and for all that they are kinds of."""
    terms = dict.fromkeys(Favoured(Term("technique", one.id), WEIGHT) for one in found)
    return Or((node, *terms)) if terms else node


def _name_at(words: list[str], place: int) -> tuple[int, Technique | None]:
    """The longest name that begins here, with how many words it has."""
    for length in range(min(techniques.MOST_WORDS, len(words) - place), 0, -1):
        technique = techniques.named(" ".join(words[place : place + length]))
        if technique is not None:
            return length, technique
    return 1, None


def parts(text: str) -> int:
    """How many words can be found by themselves: two of "Si(111)", one of a technique's name."""
    return sum(1 if technique else len(split(words)) for words, technique in cut(text))


def _typed(words: str) -> int:
    return sum(1 for word in words.split() if split(word))


def _together(words: list[str]) -> list[Cut]:
    return [(" ".join(words), None)] if words else []
