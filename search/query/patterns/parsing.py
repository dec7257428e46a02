"""Reads the common subset of regular expressions.

Alternatives, groups, sets with ranges and negation, ``.``, ``?``, ``*``, ``+``,
``{m,n}``, ``\\d \\w \\s`` and their opposites, and signs with a backslash before them.
``^`` and ``$`` may stand where a pattern of a whole value has them anyway.
"""

import re
import unicodedata

from search.query.patterns.characters import (
    ANY,
    BLANKS,
    DIGITS,
    WIDEST,
    WORD,
    Ranges,
    characters,
    complement,
    folded,
    folded_range,
    ranges_of,
)
from search.query.patterns.errors import PatternError, TooCostly
from search.query.patterns.shapes import EMPTY, Either, One, Repeat, Row, Shape

LONGEST = 250  # characters of an expression
DEEPEST = 20  # groups within one another
MOST_TIMES = 250  # no value compared is much longer

_CLASSES = {"d": DIGITS, "w": WORD, "s": BLANKS}
_CLASSES |= {name.upper(): complement(ranges) for name, ranges in _CLASSES.items()}
_TIMES = re.compile(r"\{(\d{0,9})(?:(,)(\d{0,9}))?\}", re.ASCII)
_SIMPLE_TIMES: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_REPEATED = re.compile(r"\s+")


def parse(expression: str) -> Shape:
    """The tree of an expression.  Raises PatternError or TooCostly."""
    text = _REPEATED.sub(" ", unicodedata.normalize("NFC", expression))
    if not text:
        raise PatternError(text, 1, "it is empty; write .* for any value")
    if len(text) > LONGEST:
        raise TooCostly(text, f"it has more than {LONGEST} characters; shorten it")
    return _Parser(text).whole()


class _Parser:
    """One pass from left to right; ``at`` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.width = 0

    def whole(self) -> Shape:
        shape = self._either()
        if self.at < len(self.text):
            raise self._wrong(r"this group was never opened; write \) for the sign itself")
        return shape

    def _wrong(self, problem: str, at: int | None = None) -> PatternError:
        return PatternError(self.text, (self.at if at is None else at) + 1, problem)

    def _next(self) -> str:
        """The next character; "" at the end."""
        return self.text[self.at : self.at + 1]

    def _take(self, sign: str) -> bool:
        taken = self.text.startswith(sign, self.at)
        self.at += len(sign) if taken else 0
        return taken

    def _either(self) -> Shape:
        parts = [self._row()]
        while self._take("|"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _row(self) -> Shape:
        if self.depth == 0:
            self._take("^")
        parts: list[Shape] = []
        while self._next() not in ("", "|", ")"):
            if self._end_sign():
                break
            part = self._times(self._atom())
            parts += part.parts if isinstance(part, Row) else (part,)
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _end_sign(self) -> bool:
        """Takes a ``$`` that ends the pattern or one of its alternatives."""
        ends = self.depth == 0 and self.text[self.at + 1 : self.at + 2] in ("", "|")
        return ends and self._take("$")

    def _atom(self) -> Shape:
        start, sign = self.at, self._next()
        if sign in "^$":
            raise self._wrong(
                f"a pattern is about the whole value anyway, so {sign} may only "
                f"{'begin' if sign == '^' else 'end'} it; write \\{sign} for the sign itself"
            )
        if sign in "?*+{":
            raise self._wrong(f"nothing stands here to repeat; write \\{sign} for the sign itself")
        self.at += 1
        if sign == "(":
            return self._group(start)
        if sign == "[":
            return self._set(start)
        if sign == "\\":
            return self._escaped(start)
        return One(ANY) if sign == "." else _literal(sign)

    def _group(self, start: int) -> Shape:
        if self._next() == "?" and not self._take("?:"):
            raise self._wrong("only plain groups are known: (…) or (?:…)")
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._wrong(f"groups stand more than {DEEPEST} deep; simplify it", start)
        inner = self._either()
        if not self._take(")"):
            raise self._wrong("this group is never closed; add ) or write \\( for the sign", start)
        self.depth -= 1
        return inner

    def _escaped(self, start: int) -> Shape:
        sign = self._escaped_sign(start)
        return One(_CLASSES[sign]) if sign in _CLASSES else _literal(sign)

    def _escaped_sign(self, start: int) -> str:
        """What a backslash stands before: the name of a class, or a sign that is no letter."""
        sign = self._next()
        if not sign:
            raise self._wrong(r"nothing follows the backslash; write \\ for the sign itself", start)
        if sign.isdigit():
            raise self._wrong("references to groups aren't known", start)
        if sign.isalpha() and sign not in _CLASSES:
            raise self._wrong(f"\\{sign} isn't known, only \\d \\w \\s \\D \\W \\S are", start)
        self.at += 1
        return sign

    def _times(self, part: Shape) -> Shape:
        """The part with the quantifier that follows, if one does."""
        start = self.at
        times = _SIMPLE_TIMES.get(self._next())
        if times:
            self.at += 1
        elif self._next() == "{":
            times = self._counted()
        else:
            return part
        if self._next() and self._next() in "?*+{":
            raise self._wrong("one quantifier follows another; leave one out")
        least, most = times
        if max(least, most or 0) > MOST_TIMES:
            raise self._wrong(f"at most {MOST_TIMES} times can be asked for", start)
        return EMPTY if part == EMPTY or most == 0 else Repeat(part, least, most)

    def _counted(self) -> tuple[int, int | None]:
        match = _TIMES.match(self.text, self.at)
        if not match or not (match[1] or match[3]):
            raise self._wrong(r"write {3}, {2,} or {2,5} to repeat, or \{ for the sign itself")
        least = int(match[1] or 0)
        most = (int(match[3]) if match[3] else None) if match[2] else least
        if most is not None and most < least:
            raise self._wrong(f"{most} is less than {least}; swap the two")
        self.at = match.end()
        return least, most

    def _set(self, start: int) -> Shape:
        """The characters of ``[…]``; a letter that folds to several makes alternatives."""
        negated = self._take("^")
        found: list[tuple[int, int]] = []
        longer: set[str] = set()
        first = True
        while first or self._next() != "]":
            if not self._next():
                raise self._wrong("this set is never closed; add ] or write \\[ for it", start)
            ranges, texts = self._member()
            found += ranges
            longer |= texts
            first = False
        self.at += 1
        ranges = ranges_of(found)
        if negated:
            ranges, longer = complement(ranges), set()
        if not ranges and not longer:
            raise self._wrong("no character is in this set", start)
        one: list[Shape] = [One(ranges)] if ranges else []
        parts = one + [_literal(text) for text in sorted(longer)]
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _member(self) -> tuple[Ranges, frozenset[str]]:
        start = self.at
        low = self._member_sign()
        named = self.text[start] == "\\" and low in _CLASSES
        if self._next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return (_CLASSES[low], frozenset()) if named else folded_range(low, low)
        self.at += 1
        at = self.at
        high = self._member_sign()
        if named or (self.text[at] == "\\" and high in _CLASSES):
            raise self._wrong("a range goes from one character to another", start)
        if high < low:
            raise self._wrong(f"{high} comes before {low}; swap the two", start)
        self._measure(low, high, start)
        return folded_range(low, high)

    def _member_sign(self) -> str:
        start, sign = self.at, self._next()
        self.at += 1
        if sign == "[" and self._next() in (":", ".", "="):
            raise self._wrong(r"named sets aren't known; write \[ for the sign itself", start)
        return self._escaped_sign(start) if sign == "\\" else sign

    def _measure(self, low: str, high: str, start: int) -> None:
        """Ranges are folded one character after the other, so all together have a limit."""
        self.width += ord(high) - ord(low)
        if self.width > WIDEST:
            raise self._wrong(f"ranges of more than {WIDEST:,} characters; narrow them", start)


def _literal(sign: str) -> Shape:
    """A character as it is compared, which may be several, or none where it is an accent."""
    parts = tuple(One(characters(one)) for one in folded(sign))
    return parts[0] if len(parts) == 1 else Row(parts)
