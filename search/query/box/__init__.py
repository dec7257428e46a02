"""Reads what people type into the search box; docs/searching.md tells the language.

Whatever is typed is either read or answered with a BadQuery that says what to
change.  Signs that join nothing, colons behind words that are no field and
lonely parentheses are just text, so that pasted titles and formulas work.
"""

from dataclasses import replace

from search.query import limits
from search.query.box.errors import (
    LONGEST,
    MOST_CLAUSES,
    BadDate,
    BadQuantity,
    BadSize,
    NotCompared,
    OpenQuote,
    Swapped,
    TooDeep,
    TooLong,
)
from search.query.box.fields import ALIASES, FIELDS
from search.query.box.grammar import Reader
from search.query.box.lexer import tokens
from search.query.box.parts import Box, Clause
from search.query.box.periods import between
from search.query.box.plain import in_parentheses, unsettled
from search.query.tree import And, Words

__all__ = [
    "ALIASES",
    "FIELDS",
    "LONGEST",
    "MOST_CLAUSES",
    "BadDate",
    "BadQuantity",
    "BadSize",
    "Box",
    "Clause",
    "NotCompared",
    "OpenQuote",
    "Swapped",
    "TooDeep",
    "TooLong",
    "between",
    "read_box",
]


def read_box(text: str) -> Box:
    """The clauses of ``text``.

    Raises BadQuery, with a message for whoever typed it.
    """
    reader = Reader(tokens(text))
    clauses = [_lasting(clause) for clause in reader.sequence()]
    if text.strip() and not clauses:
        reader.note("Nothing in the box can be looked for: type letters or digits.")
    box = Box(tuple(clauses), tuple(reader.notes))
    if len(clauses) > MOST_CLAUSES or len(" ".join(one.text for one in clauses)) > LONGEST:
        raise TooLong
    limits.check(And((And((box.tree(),)),)))  # the page's filters come round it
    return box


def _lasting(clause: Clause) -> Clause:
    """The clause, written so that it means the same whatever stands beside it."""
    plain = isinstance(clause.node, Words) and not clause.negated and clause.text[0] != "("
    if plain and unsettled(clause.text):
        return replace(clause, text=in_parentheses(clause.text))
    return clause
