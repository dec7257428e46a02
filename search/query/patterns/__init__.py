"""Patterns over whole values: a safe subset of regular expressions, and wildcards.

``read`` and ``wildcard`` make Pattern nodes from what people type.  ``check`` says
what is wrong with an expression and where; ``for_tantivy`` and ``for_lucene`` print a
checked one in an engine's own syntax, over the terms of search.query.terms.
docs/searching.md, "Patterns", tells what may be written.
"""

import re
from functools import lru_cache

from search.fields import PATTERN_FIELDS
from search.query import terms
from search.query.patterns import matching, printing
from search.query.patterns.cost import check_cost
from search.query.patterns.errors import NoPatternField, PatternError, TooCostly
from search.query.patterns.parsing import parse
from search.query.patterns.shapes import Shape
from search.query.patterns.wildcards import expression_of, is_wildcard
from search.query.tree import Pattern

__all__ = [
    "PatternError",
    "TooCostly",
    "check",
    "for_lucene",
    "for_tantivy",
    "is_pattern",
    "is_wildcard",
    "matches",
    "read",
    "wildcard",
]

_BETWEEN = re.compile(r"/(?:[^/\\]|\\.)+/", re.DOTALL)


def is_pattern(value: str) -> bool:
    """Whether a value is a regular expression: between slashes, others escaped."""
    return _BETWEEN.fullmatch(value) is not None


def read(field: str, value: str) -> Pattern:
    """The node of ``field:/expression/``.  Raises BadQuery: what is wrong and where."""
    return _checked(field, value[1:-1])


def wildcard(field: str, value: str) -> Pattern:
    """The node of ``field:*part?of*``.  Raises BadQuery: what is wrong and where."""
    return _checked(field, expression_of(value))


def _checked(field: str, expression: str) -> Pattern:
    check(field, expression)
    return Pattern(field, expression)


def check(field: str, expression: str) -> None:
    """Raises BadQuery when the field has no patterns or the expression can't be answered."""
    if field not in PATTERN_FIELDS:
        raise NoPatternField(field)
    _shape(expression)


def matches(node: Pattern, term: str) -> bool:
    """Whether a folded term (search.query.terms) of the node's field is what it looks for."""
    start = terms.folded_start(node.field)
    return term.startswith(start) and matching.matches(
        _shape(node.expression), term.removeprefix(start)
    )


def for_tantivy(field: str, expression: str) -> str:
    """The term's expression for tantivy (Rust's syntax)."""
    return _printed(field, expression, printing.RUST)


def for_lucene(field: str, expression: str) -> str:
    """The term's expression for Elasticsearch (Lucene's syntax, without its extras)."""
    return _printed(field, expression, printing.LUCENE)


def _printed(field: str, expression: str, syntax: printing.Syntax) -> str:
    start = printing.literal(terms.folded_start(field), syntax)
    cut_off = f"{syntax.opens}{terms.CUT}[0-9a-f]{{{terms.DIGEST_LENGTH}}})?"
    body = printing.printed(_shape(expression), syntax)
    return f"{start}{syntax.opens}{body}){cut_off}"


@lru_cache(maxsize=1_024)
def _shape(expression: str) -> Shape:
    shape = parse(expression)
    check_cost(expression, shape)
    return shape
