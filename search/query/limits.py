"""What a query from strangers may be: small enough to answer, and about known fields."""

import math

from search.errors import BadQuery
from search.fields import RANGE_FIELDS, TERM_FIELDS
from search.query import beginnings, files, near, patterns
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

DEEPEST_NESTING = 12
MOST_CLAUSES = 500
LONGEST_TEXT = 2_000  # characters of all words together
LONGEST_VALUE = 10_000  # characters of one value or name
MOST_IDS = 10_000
HEAVIEST = 100  # weights are below it
MOST_PATTERNS = 8  # each looks through all values of its field


def check(node: Node) -> None:
    """Raises BadQuery, saying what to change, when the tree can't be answered."""
    clauses = characters = expressions = 0
    waiting = [(node, 1)]
    while waiting:
        part, depth = waiting.pop()
        clauses += 1
        if depth > DEEPEST_NESTING:
            raise BadQuery(f"The search is nested more than {DEEPEST_NESTING} deep: simplify it.")
        if clauses > MOST_CLAUSES:
            raise BadQuery(f"The search has more than {MOST_CLAUSES} parts: leave some out.")
        if isinstance(part, Words | MostWords | Phrase):
            characters += len(part.text)
            _check_length(characters, LONGEST_TEXT)
        if isinstance(part, Pattern | Files | Prefix):
            expressions += 1
            if expressions > MOST_PATTERNS:
                raise BadQuery(f"The search has more than {MOST_PATTERNS} patterns: use fewer.")
        _check_part(part)
        waiting += [(inner, depth + 1) for inner in _inner(part)]
    near.check(node)


def _inner(node: Node) -> tuple[Node, ...]:
    if isinstance(node, And | Or):
        return node.parts
    return (node.part,) if isinstance(node, Not | Favoured) else ()


def _check_part(node: Node) -> None:
    match node:
        case Term(field, value):
            _check_length(len(value), LONGEST_VALUE)
            if field not in TERM_FIELDS:
                raise BadQuery(f"There is no field {field[:40]!r} to search in.")
        case Pattern(field, expression):
            patterns.check(field, expression)
        case Prefix(text):
            _check_length(len(text), LONGEST_TEXT)
            beginnings.check(text)
        case Range(field, low, high):
            _check_bounds(low, high)
            if field not in RANGE_FIELDS:
                raise BadQuery(f"The field {field[:40]!r} has no ranges to search in.")
        case ParameterRange(name, dimension, low, high):
            _check_length(len(name) + len(dimension), LONGEST_VALUE)
            _check_bounds(low, high)
        case ParameterExists(name, dimension):
            _check_length(len(name) + len(dimension), LONGEST_VALUE)
        case Ids(ids):
            if len(ids) > MOST_IDS:
                raise BadQuery(f"More than {MOST_IDS} records are listed: list fewer.")
        case Files():
            files.check(node)
        case Near(names, dimension):
            _check_length(sum(map(len, names)) + len(dimension), LONGEST_VALUE)
        case Favoured(_, weight):
            if not 0 < weight < HEAVIEST:
                raise BadQuery(f"A weight must be above 0 and below {HEAVIEST}.")
        case All() | Words() | MostWords() | Phrase() | And() | Or() | Not():
            pass
        case _:
            raise TypeError(f"{node!r} isn't part of a query tree")


def _check_length(length: int, longest: int) -> None:
    if length > longest:
        raise BadQuery(f"The search has more than {longest:,} characters of text: shorten it.")


def _check_bounds(low: int | float | None, high: int | float | None) -> None:
    for bound in (low, high):
        if isinstance(bound, float) and math.isnan(bound):
            raise BadQuery("A bound of a range isn't a number: write one.")
