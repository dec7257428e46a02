"""Walks a query tree with a record: what of it the record has, and where."""

from collections.abc import Sequence

from search.analysis import query_tokens, sentence_tokens, tokens
from search.query.tree import (
    All,
    And,
    Favoured,
    Files,
    Ids,
    MostWords,
    Near,
    Node,
    Not,
    Or,
    ParameterExists,
    ParameterRange,
    Pattern,
    Phrase,
    Range,
    Term,
    Weighed,
    Words,
)
from search.why import values, words
from search.why.evidence import Evidence, Place, together
from search.why.subject import Subject

ABSENT = "as asked, the record has none of it"


def evidence(subject: Subject, node: Node, says: str) -> tuple[Evidence, ...]:
    """Why the record is, or isn't, among what the node finds; ``says`` is the node in words."""
    found = _found(subject, node, says)
    if found is not None:
        return together(found)
    match node:
        case Words(text) | Or((Words(text), *_)):
            return tuple(words.words(subject, text, query_tokens(text)))
        case And(parts):
            return together([one for part in parts for one in evidence(subject, part, says)])
    return (Evidence(says, holds=False),)


def matches(subject: Subject, node: Node) -> bool:
    """Whether the node finds the record."""
    return _found(subject, node, "") is not None


def _found(subject: Subject, node: Node, says: str) -> list[Evidence] | None:
    """The evidence, None where the node doesn't find the record."""
    match node:
        case All():
            return []
        case Words(text):
            found = words.words(subject, text, query_tokens(text))
            return found if all(one.holds for one in found) else None
        case MostWords(text):
            found = words.words(subject, text, sentence_tokens(text))
            return found if not found or any(one.holds for one in found) else None
        case Phrase(text):
            return _phrase(subject, text)
        case And(parts):
            return _all(subject, parts, says)
        case Or(parts):
            return _any(subject, parts, says)
        case Weighed(weighed):
            return _any(subject, [part for part, _ in weighed], says)
        case Favoured(part):
            return _found(subject, part, says)
        case Not(part):
            kept = _found(subject, part, says) is None
            return [Evidence(says, note=ABSENT)] if kept else None
        case Ids(ids):
            return [Evidence(says)] if subject.record.pk in ids else None
        case _:
            places = _places(subject, node)
            return None if places is None else [Evidence(says, tuple(places))]


def _places(subject: Subject, node: Node) -> list[Place] | None:
    """The places of what compares values."""
    match node:
        case Term():
            return values.of_term(subject, node)
        case ParameterExists(name, ""):
            return values.of_term(subject, Term("parameter", name))
        case ParameterExists(name, dimension):
            return values.of_parameter(subject, ParameterRange(name, dimension))
        case Pattern():
            return values.of_pattern(subject, node)
        case Files():
            return values.of_files(subject, node)
        case Range():
            return values.of_range(subject, node)
        case ParameterRange():
            return values.of_parameter(subject, node)
        case Near():
            return values.of_near(subject, node)
    return None


def _phrase(subject: Subject, text: str) -> list[Evidence] | None:
    if len(tokens(text)) < 2:
        return _found(subject, Words(text), "") if tokens(text) else []
    found = words.phrase(subject, text)
    return None if found is None else [found]


def _all(subject: Subject, parts: Sequence[Node], says: str) -> list[Evidence] | None:
    found: list[Evidence] = []
    for part in parts:
        one = _found(subject, part, says)
        if one is None:
            return None
        found += one
    return found


def _any(subject: Subject, parts: Sequence[Node], says: str) -> list[Evidence] | None:
    match parts:
        case (Words(text) | Phrase(text), *others) if all(
            isinstance(one, Favoured) for one in others
        ):
            says = f"“{text}”"  # which also names these techniques
    kept = [one for part in parts if (one := _found(subject, part, says)) is not None]
    return [one for found in kept for one in found] if kept else None
