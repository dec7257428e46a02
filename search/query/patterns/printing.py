"""A pattern in the syntax of Rust's automata and of Lucene's."""

import string
from dataclasses import dataclass

from search.query.patterns.characters import Ranges, complement, in_terms
from search.query.patterns.shapes import Either, One, Repeat, Row, Shape

_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Syntax:
    """Where the two differ."""

    opens: str  # a group
    nothing: str  # the empty text
    special: frozenset[str]  # signs that need a backslash to stand for themselves


RUST = Syntax("(?:", "(?:)", frozenset(r"\.+*?()|[]{}^$#&-~"))
LUCENE = Syntax("(", "()", frozenset(string.punctuation))


def printed(shape: Shape, syntax: Syntax) -> str:
    match shape:
        case One(characters):
            return _one(in_terms(characters), syntax)
        case Row(parts):
            return "".join(_inner(part, syntax) for part in parts) or syntax.nothing
        case Either(parts):
            return "|".join(printed(part, syntax) for part in parts)
        case Repeat(part, least, most):
            return _grouped(part, syntax) + _times(least, most)


def literal(text: str, syntax: Syntax) -> str:
    """Text that stands for itself."""
    return "".join(_escaped(ord(sign), syntax) for sign in text)


def _inner(shape: Shape, syntax: Syntax) -> str:
    return _grouped(shape, syntax) if isinstance(shape, Either) else printed(shape, syntax)


def _grouped(shape: Shape, syntax: Syntax) -> str:
    """What a quantifier can follow."""
    text = printed(shape, syntax)
    return text if isinstance(shape, One) else f"{syntax.opens}{text})"


def _times(least: int, most: int | None) -> str:
    if most is None:
        return {0: "*", 1: "+"}.get(least) or f"{{{least},}}"
    if (least, most) == (0, 1):
        return "?"
    return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


def _one(ranges: Ranges, syntax: Syntax) -> str:
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _escaped(ranges[0][0], syntax)
    if ranges[-1][1] == _LAST:
        return f"[^{_listed(complement(ranges), syntax)}]"
    return f"[{_listed(ranges, syntax)}]"


def _listed(ranges: Ranges, syntax: Syntax) -> str:
    return "".join(_range(first, last, syntax) for first, last in ranges)


def _range(first: int, last: int, syntax: Syntax) -> str:
    """Special signs at either end stand apart: Lucene has no ranges from an escaped sign."""
    if first == last:
        return _escaped(first, syntax)
    for point, others in ((first, (first + 1, last)), (last, (first, last - 1))):
        if chr(point) in syntax.special:
            return _escaped(point, syntax) + _range(*others, syntax)
    return f"{chr(first)}-{chr(last)}"


def _escaped(point: int, syntax: Syntax) -> str:
    sign = chr(point)
    return f"\\{sign}" if sign in syntax.special else sign
