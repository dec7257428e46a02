"""Walks a query tree with a record, once: whether it finds the record, and where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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
    Prefix,
    Range,
    Term,
    Words,
)
from search.why import values, words
from search.why.budget import UsedUp
from search.why.evidence import Evidence, Place, all_hold, together
from search.why.subject import Subject

ABSENT = "as asked, the record has none of it"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a node finds a record (None where that wasn't looked at), and why or why not."""

    holds: bool | None
    evidence: list[Evidence] = field(default_factory=list)


def look(subject: Subject, node: Node, says: str) -> Finding:
    """Why the record is, or isn't, among what the node finds; ``says`` is the node in words."""
    found = _look(subject, node, says)
    return Finding(found.holds, list(together(found.evidence)))


def _look(subject: Subject, node: Node, says: str) -> Finding:
    match node:
        case All():
            return Finding(holds=True)
        case Words(text):
            found = words.words(subject, text, query_tokens(text))
            return Finding(all(one.holds for one in found), found)
        case MostWords(text):
            found = words.words(subject, text, sentence_tokens(text))
            some = not found or any(one.holds for one in found)
            return Finding(holds=True, evidence=found) if some else _missing(says)
        case Phrase(text):
            return _phrase(subject, text, says)
        case Prefix(text):
            begun = words.beginning(subject, text)
            return Finding(True, [begun]) if begun else _missing(says)
        case And(parts):
            found_parts = [_look(subject, part, says) for part in parts]
            every = [one for found in found_parts for one in found.evidence]
            return Finding(all_hold(found.holds for found in found_parts), every)
        case Or(parts):
            return _any(subject, parts, says)
        case Favoured(part):
            found_part = _look(subject, part, says)
            return _missing(says) if found_part.holds is False else found_part
        case Not(part):
            return _not(_look(subject, part, says), says)
        case Ids(ids):
            return Finding(True, [Evidence(says)]) if subject.record.pk in ids else _missing(says)
        case _:
            return _placed(says, lambda: _places(subject, node))


def _missing(says: str) -> Finding:
    return Finding(False, [Evidence(says, holds=False)])


def _placed(says: str, places: Callable[[], list[Place] | None]) -> Finding:
    """What places tell; that they weren't looked at where there is too much to look through."""
    try:
        found = places()
    except UsedUp as left:
        return Finding(None, [Evidence(says, holds=None, note=str(left))])
    return _missing(says) if found is None else Finding(True, [Evidence(says, tuple(found))])


def _places(subject: Subject, node: Node) -> list[Place] | None:
    """The places of what compares values.  Raises UsedUp."""
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


def _phrase(subject: Subject, text: str, says: str) -> Finding:
    wanted = tokens(text)
    if len(wanted) < 2:
        found = _look(subject, Words(text), says) if wanted else Finding(holds=True)
        return found if found.holds else _missing(says)
    if not words.has_phrase(subject, wanted):
        return _missing(says)
    return Finding(True, [words.phrase(subject, text)])


def _not(found: Finding, says: str) -> Finding:
    if found.holds is None:
        notes = [one.note for one in found.evidence if one.holds is None]
        return Finding(None, [Evidence(says, holds=None, note=notes[0])])
    return _missing(says) if found.holds else Finding(True, [Evidence(says, note=ABSENT)])


def _any(subject: Subject, parts: Sequence[Node], says: str) -> Finding:
    """The alternatives that hold; without any, those that weren't looked at; else the words."""
    within = says
    match parts:
        case (Words(text) | Phrase(text), *others) if all(
            isinstance(one, Favoured) for one in others
        ):
            within = f"“{text}”"  # which also names these techniques
    found = [_look(subject, part, within) for part in parts]
    for holds in (True, None):
        kept = [one for one in found if one.holds is holds]
        if kept:
            return Finding(holds, [one for each in kept for one in each.evidence])
    worded = parts and isinstance(parts[0], Words)
    return Finding(False, found[0].evidence) if worded else _missing(says)
