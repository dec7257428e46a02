"""Writes a tree as the text that the search box reads as that tree.

``read_box(printed(tree)).tree() == tree`` for every tree that the box makes.  Trees
of other readers may say what the box has no words for: those are Unprintable.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from portal import techniques
from portal.normalise import dates
from search.query import bare, patterns, printing_quantities
from search.query.box import files, near
from search.query.box.lexer import printable, tokens
from search.query.box.periods import DATES
from search.query.box.plain import goes_on, in_parentheses, left_out, unsettled
from search.query.tree import (
    All,
    And,
    Files,
    Near,
    Node,
    Not,
    Or,
    ParameterRange,
    Pattern,
    Phrase,
    Prefix,
    Range,
    Term,
    Words,
)

_SIMPLE = re.compile(r"[^\W_][\w.-]*")
_START = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTHS = (4, 7, 10)  # of a year, a month and a day


class Unprintable(ValueError):
    """The search box has no text for this tree."""


def printed(node: Node) -> str:
    """The text that the box reads as ``node``.  Raises Unprintable."""
    if node == All():
        return ""
    return _sequence(node.parts) if isinstance(node, And) else _single(node)


def _sequence(parts: tuple[Node, ...]) -> str:
    """Parts side by side; words next to words would become one with them."""
    if len(parts) < 2:
        raise Unprintable("Parts of a sequence are at least two.")
    written: list[str] = []
    for number, part in enumerate(parts):
        text = _single(part)
        beside = number and isinstance(part, Words)
        joined = beside and (isinstance(parts[number - 1], Words) or goes_on(written[-1], text))
        written.append(in_parentheses(text) if joined and text[0] != "(" else text)
    return " ".join(written)


def _single(node: Node) -> str:
    """One part of a sequence."""
    match node:
        case Words(text):
            return in_parentheses(text) if unsettled(text) else text
        case And(parts):
            return in_parentheses(_sequence(parts))
        case Or(parts):
            return _one_field(node) or " OR ".join(_operand(part) for part in _several(parts))
        case _:
            return _operand(node)


def _operand(node: Node) -> str:
    """What OR and a minus can stand before."""
    match node:
        case Not(Not() as inner):
            return f"NOT {_operand(inner)}"
        case Not(Words(text)) if text[0] == "-":
            return f"-{in_parentheses(text)}"
        case Not(Words(text)) if bare.below_zero([f"-{text}"]):
            return f"-{in_parentheses(text)}"
        case Not(part):
            return left_out(_operand(part))
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Term(field, value, exact=False):
            return f"{field}:{value}" if _SIMPLE.fullmatch(value) else f'{field}:"{value}"'
        case Range():
            return _range(node)
        case ParameterRange():
            return _measured(node)
        case Near():
            return _near(node)
        case Pattern(field, expression):
            return _pattern(field, expression)
        case Files(text, pattern=True):
            return _pattern(files.FIELD, text)
        case Files(text):
            simple = _SIMPLE.fullmatch(text)
            return f"{files.FIELD}:{text}" if simple else f'{files.FIELD}:"{text}"'
        case Words(text) if len(tokens(text)) == 1 and not unsettled(text):
            return text
        case Words() | And() | Or():
            text = _single(node)
            return text if _one_field(node) else _grouped(text)
        case _:
            raise Unprintable(f"The search box has no words for {type(node).__name__}.")


def _pattern(field: str, expression: str) -> str:
    text = f"/{expression}/"
    if not patterns.is_pattern(text) or printable(text) != text:
        raise Unprintable("This expression can't be typed into the search box.")
    return f"{field}:{text}"


def _measured(node: ParameterRange) -> str:
    text = printing_quantities.written(node)
    if not text:
        raise Unprintable("No quantity that can be typed means this range.")
    return text


def _near(node: Near) -> str:
    text = near.written(node)
    if not text:
        raise Unprintable("No closeness that can be typed means this one.")
    return text


def _grouped(text: str) -> str:
    opened = text[0] == "(" and tokens(text)[-1].kind == ")" and _closes_last(text)
    return text if opened else in_parentheses(text)


def _closes_last(text: str) -> bool:
    """Whether the first parenthesis is closed by the last one."""
    depth = 0
    found = tokens(text)
    for token in found[:-1]:
        depth += (token.kind == "(") - (token.kind == ")")
        if not depth:
            return False
    return True


def _several(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    if len(parts) < 2:
        raise Unprintable("Alternatives are at least two.")
    return parts


def _one_field(node: Node) -> str:
    """The ``name:value`` that means these alternatives, "" when they are others."""
    return (isinstance(node, Or) and _technique(node.parts)) or printing_quantities.written(node)


def _technique(parts: tuple[Node, ...]) -> str:
    """The name that stands for these alternatives, "" when they are others."""
    match parts:
        case (Term("technique", panet, exact=True), Term("technique", name, exact=False) as term):
            entry = techniques.find(name)
            return _operand(term) if entry and entry.id == panet else ""
    return ""


def _range(node: Range) -> str:
    """Bounds are whole numbers here, and belong to the range."""
    field, low, high = node.field, node.low, node.high
    if not (node.include_low and node.include_high) or any(
        not isinstance(bound, int | None) for bound in (low, high)
    ):
        raise Unprintable("The box writes ranges of whole numbers with their bounds.")
    first, last = _bound(field, low, 0), _bound(field, high, 1)
    if first is None:
        return f"{field}>{_bound(field, (low or 0) - 1, 1)}"
    if last is None:
        return f"{field}<{_bound(field, (high or 0) + 1, 0)}"
    unit = "B" if field == "size" else ""
    if first and not last:
        return f"{field}:{first}{unit}.."
    return f"{field}:{first}..{last}{unit if last else ''}"


def _bound(field: str, bound: int | float | None, end: int) -> str | None:
    """The text whose first (or last) second, year or number this is; None if there is none."""
    if bound is None:
        return ""
    if field == "year":
        return str(bound) if 1000 <= bound <= 2999 else None
    return _moment(int(bound), end) if field in DATES else str(bound)


def _moment(second: int, end: int) -> str | None:
    """The shortest date with this first or last second."""
    try:
        text = (_START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None
    return next((one for one in _shorter(text) if _has_end(one, end, second)), None)


def _shorter(text: str) -> Iterator[str]:
    yield from (text[:length] for length in _LENGTHS)
    yield text


def _has_end(text: str, end: int, second: int) -> bool:
    try:
        return dates.bounds(text)[end] == second
    except (ValueError, OverflowError):
        return False
