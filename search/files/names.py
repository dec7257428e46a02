"""What of a path is compared: its folded signs, how engines get them, where they stand.

Case and accents don't count, as everywhere in the search.  A path is folded sign by
sign, so that a found part can be shown in the path as it is; and any blank or tab is
one sign of its own.  Engines get a path as the overlapping groups of three signs that
it consists of, joined by blanks, at which they only split: so a part of a path is a
phrase of its groups, and what the phrase finds needs no second look.  Pure.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from search import analysis

VERSION = 1  # raise it when the same path folds otherwise: the index is then rebuilt
BLANK = "␣"  # stands for every blank; no engine takes it for one
GRAM = 3  # signs that are indexed together: the shortest part that can be found

Parts = list[tuple[str, bool]]

_BLANKS = re.compile(r"[\s\x1c-\x1f]", re.ASCII)
# Between two paths, as many positions as there are between two groups of a phrase at most:
# none reaches from one path into the next
_BREAK = " " + " ".join("|" * GRAM) + " "


def folded(path: str) -> str:
    """The path as it is compared; parts of paths are folded alike."""
    if path.isascii():
        return _BLANKS.sub(BLANK, path.lower())
    return "".join([_sign(sign) for sign in _composed(path)])


def groups(path: str) -> str:
    """All groups of three signs of a folded path, in order."""
    return " ".join([a + b + c for a, b, c in zip(path, path[1:], path[2:], strict=False)])


def tokens(paths: Iterable[str]) -> str:
    """Several folded paths as engines get them; those without a group are left out."""
    return _BREAK.join([groups(path) for path in paths if len(path) >= GRAM])


def covering(text: str) -> list[tuple[int, str]]:
    """The groups that cover a folded text, with their places: as few as possible."""
    last = len(text) - GRAM
    return [(place, text[place : place + GRAM]) for place in [*range(0, last, GRAM), last]]


def marked(path: str, wanted: str) -> Parts:
    """The path in parts, those true that are ``wanted`` (folded); [] when it isn't in there."""
    text = folded(path)
    starts = _places(text, wanted)
    if not starts:
        return []
    shown = _composed(path)
    ends = [start + len(wanted) for start in starts]
    if len(text) != len(shown):
        reached = list(accumulate(len(_sign(sign)) for sign in shown))
        starts = [bisect_right(reached, start) for start in starts]
        ends = [bisect_right(reached, end - 1) + 1 for end in ends]
    return _parts(shown, starts, ends)


def _places(text: str, wanted: str) -> list[int]:
    """Where ``wanted`` stands, from left to right, none reaching into another."""
    places = []
    place = text.find(wanted)
    while place >= 0:
        places.append(place)
        place = text.find(wanted, place + len(wanted))
    return places


def _parts(shown: str, starts: list[int], ends: list[int]) -> Parts:
    parts: Parts = []
    done = 0
    for start, end in zip(starts, ends, strict=True):
        parts += [(shown[done:start], False), (shown[max(start, done) : end], True)]
        done = end
    parts.append((shown[done:], False))
    return [(text, found) for text, found in parts if text]


def _composed(path: str) -> str:
    """Letters and their accents as one sign, where Unicode has it."""
    return unicodedata.normalize("NFC", path)


@lru_cache(maxsize=10_000)
def _sign(sign: str) -> str:
    """One sign folded: none, one or several."""
    if sign.isspace():
        return BLANK
    return "".join([BLANK if one.isspace() else one for one in analysis.fold(sign)])
