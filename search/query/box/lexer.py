"""Cuts what was typed into words, phrases, fields with their values, and signs.

Anything can be cut: what has no meaning here is a word.  Only a quotation mark
that is never closed is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from search.query.box.errors import LONGEST, OpenQuote, TooLong

Kind = Literal["(", ")", "-", "word", "phrase", "field", "scope"]

_TYPED = str.maketrans("“”„‟″", '"""""') | {ord("≤"): "<=", ord("≥"): ">="}
# A name and what is asked of it: ``sample:x``, ``size>1``, ``size > 1``, ``year:>=2019``
_HEAD = re.compile(
    r"""(?P<name>[^\W\d]\w{0,119})
    (?: :(?P<after_colon><=|>=|<|>|=)?(?=[^\s)])
      | (?P<tight><=|>=|<|>|=|~)(?=[^\s)])
      | \s{0,3}(?P<apart><=|>=|<|>|=|~)\s{0,3}(?="?[-+−]?[.,]?\d) )""",
    re.VERBOSE,
)
_BLANKS = re.compile(r"\s*")
_PATTERN = re.compile(r"/(?:[^/\\]|\\.)+/(?=[\s)]|$)")


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is how it was written; a "field" has a name, an operator and a value.

    A "scope" is a field before a parenthesis: ``sample:(a OR b)``.
    """

    kind: Kind
    text: str
    value: str = ""
    name: str = ""
    operator: str = ""
    quoted: bool = False


def tokens(text: str) -> list[Token]:
    """All tokens, with as many parentheses closed as opened.

    Raises TooLong or OpenQuote.
    """
    if len(text) > LONGEST:
        raise TooLong
    text = printable(text)
    if len(text) > LONGEST:
        raise TooLong
    return list(_cut(text))


def printable(text: str) -> str:
    """Typographic signs as plain ones, and blanks for what can't be typed."""
    return "".join(sign if sign.isprintable() else " " for sign in text.translate(_TYPED))


def balanced(found: list[Token]) -> list[Token]:
    """Without parentheses that close nothing, and with those that were forgotten."""
    kept, opened = [], 0
    for token in found:
        if token.kind == ")" and not opened:
            continue
        opened += (token.kind == "(") - (token.kind == ")")
        kept.append(token)
    return [*kept, *([Token(")", ")")] * opened)]


def _cut(text: str) -> Iterator[Token]:
    place = _blanks(text, 0)
    while place < len(text):
        token, place = _next(text, place)
        yield token
        place = _blanks(text, place)


def _blanks(text: str, place: int) -> int:
    match = _BLANKS.match(text, place)
    return match.end() if match else place


def _next(text: str, place: int) -> tuple[Token, int]:
    """The token that starts here, and where it ends."""
    sign, following = text[place], text[place + 1 : place + 2]
    if sign in ("(", ")"):
        return Token("(" if sign == "(" else ")", sign), place + 1
    if sign == "-" and following not in ("", "-", ")") and not following.isspace():
        return Token("-", sign), place + 1
    if sign == '"':
        end = _closing(text, place)
        return Token("phrase", text[place:end], text[place + 1 : end - 1].strip()), end
    head = _HEAD.match(text, place)
    if head is not None:
        return _field(text, place, head)
    end = _word_end(text, place)
    return Token("word", text[place:end], text[place:end]), end


def _field(text: str, place: int, head: re.Match[str]) -> tuple[Token, int]:
    operator = head["after_colon"] or head["tight"] or head["apart"] or ":"
    name, start = head["name"], head.end()
    if text[start] == "(":
        return Token("scope", text[place:start], "", name, operator), start
    quoted = text[start] == '"'
    pattern = _PATTERN.match(text, start)
    if quoted:
        end = _closing(text, start)
        value = text[start + 1 : end - 1].strip()
    else:
        end = pattern.end() if pattern else _word_end(text, start)
        value = text[start:end]
    return Token("field", text[place:end], value, name, operator, quoted), end


def _closing(text: str, place: int) -> int:
    """Behind the quotation mark that closes the one at ``place``."""
    end = text.find('"', place + 1)
    if end < 0:
        raise OpenQuote
    return end + 1


def _word_end(text: str, place: int) -> int:
    """Words end at blanks, quotation marks, and a parenthesis that they didn't open."""
    opened, end = 0, place
    while end < len(text) and not text[end].isspace() and text[end] != '"':
        opened += (text[end] == "(") - (text[end] == ")")
        if opened < 0:
            break
        end += 1
    return end
