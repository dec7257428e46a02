"""Reads what people type into the search box; docs/searching.md tells the language.

Whatever is typed is either read or answered with a BadQuery that says what to
change.  Signs that join nothing, colons behind words that are no field and
lonely parentheses are just text, so that pasted titles and formulas work.
"""

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
from search.query.box.plain import lasting
from search.query.tree import And

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
    clauses = [lasting(clause) for clause in reader.sequence()]
    if text.strip() and not clauses:
        reader.note("Nothing in the box can be looked for: type letters or digits.")
    box = Box(tuple(clauses), tuple(reader.notes))
    if len(clauses) > MOST_CLAUSES or len(" ".join(one.text for one in clauses)) > LONGEST:
        raise TooLong
    limits.check(And((And((box.tree(),)),)))  # the page's filters come round it
    return box
