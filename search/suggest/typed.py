"""What the end of the box may be the beginning of: the last words, or a field's value.

Suggestions are for the text up to the caret.  What can't be continued (a phrase, a
comparison, a pattern) has none.  Pure.
"""

import re
from dataclasses import dataclass

from search.analysis import split
from search.query.box.errors import LONGEST, TooLong
from search.query.box.fields import field_of
from search.query.box.lexer import printable
from search.query.box.plain import OPERATORS

MOST_TOGETHER = 4  # words at the end that may be one name
_FIELD = re.compile(r'(?<![^\s(-])(?P<name>[^\W\d]\w{0,119})[:=](?P<quote>"?)(?P<value>[^"]*)$')
_WORDS = re.compile(r'[^\s"()]+')
_SIGNS = re.compile(r"[:=<>~/*?≤≥]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words at the end of the text, folded, and where they begin."""

    start: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """The text as the box reads it; the ``runs`` that may be names, the longest first.

    ``field`` is the one whose value is being typed, "" for none.
    """

    text: str
    runs: tuple[Run, ...] = ()
    field: str = ""

    def chosen(self, run: Run, clause: str) -> str:
        """The text with a clause in the place of a run, ready for the next word."""
        return f"{self.text[: run.start]}{clause} "


def read(text: str) -> Typed:
    """What may be continued in ``text``.  Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong
    text = printable(text)
    typed = _value(text)
    if typed is not None:
        return typed
    if text.count('"') % 2:
        return Typed(text)
    return Typed(text, tuple(_runs(text)))


def _value(text: str) -> Typed | None:
    """The value of a field that isn't complete yet; None where there is none."""
    match = _FIELD.search(text)
    if match is None or text.count('"') % 2 != len(match["quote"]):
        return None
    field, value = field_of(match["name"]), match["value"]
    if not match["quote"] and re.search(r"[\s()]", value):
        return None
    if not field or value[:1] in ("/", "<", ">", "~") or "*" in value:
        return Typed(text)
    words = tuple(split(value))
    runs = (Run(match.start(), words),) if words else ()
    return Typed(text, runs, field)


def _runs(text: str) -> list[Run]:
    """The last word, the last two, …, as long as they are plain; the longest first."""
    runs: list[Run] = []
    end = len(text)
    for match in reversed(list(_WORDS.finditer(text))[-MOST_TOGETHER:]):
        word, start = match[0], match.start()
        apart = text[match.end() : end]
        if word in OPERATORS or _SIGNS.search(word) or (runs and apart.strip()):
            break
        if not runs and apart.strip():
            break
        negated = word.startswith("-")
        if negated and runs:
            break
        words = tuple(split(text[start:]))
        if not words:
            break
        runs.append(Run(start + negated, words[: 2 * MOST_TOGETHER]))
        if negated:
            break
        end = start
    return runs[::-1]
