"""Sets of characters as ranges of code points, and how folding changes them.

Patterns are compared with folded values, so what they are written with is folded
too.  A blank stands for itself here; terms write it otherwise.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.analysis import fold
from search.query import terms

Ranges = tuple[tuple[int, int], ...]  # first and last code points: sorted, apart from one another

WIDEST = 25_000  # characters of one range beyond ASCII; CJK ideographs are 20,992
_LAST = 0x10FFFF
_UNIVERSE: Ranges = ((0, 0xD7FF), (0xE000, _LAST))  # without surrogates, which no text has


def ranges_of(pairs: Iterable[tuple[int, int]]) -> Ranges:
    """The pairs sorted and joined."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def characters(text: str) -> Ranges:
    return ranges_of((ord(sign), ord(sign)) for sign in text)


def complement(ranges: Ranges) -> Ranges:
    """Every other character."""
    return tuple(_gaps(ranges))


def _gaps(ranges: Ranges) -> Iterator[tuple[int, int]]:
    for begin, end in _UNIVERSE:
        at = begin
        for first, last in ranges:
            if first > end:
                break
            if at < first:
                yield at, first - 1
            at = max(at, last + 1)
        if at <= end:
            yield at, end


DIGITS = ranges_of([(ord("0"), ord("9"))])
WORD = ranges_of([*DIGITS, (ord("a"), ord("z")), (ord("_"), ord("_"))])
BLANKS = characters(" ")
ANY = complement(characters(terms.CUT))


def folded(text: str) -> str:
    """What a literal is compared as."""
    return fold(text).replace(terms.BLANK, " ")


@lru_cache(maxsize=64)
def folded_range(first: str, last: str) -> tuple[Ranges, frozenset[str]]:
    """The characters of a range as they are folded; those that fold to several, apart."""
    single: list[tuple[int, int]] = []
    longer: set[str] = set()
    for point in range(ord(first), ord(last) + 1):
        text = folded(chr(point))
        if len(text) == 1:
            single.append((ord(text), ord(text)))
        elif text:
            longer.add(text)
    return ranges_of(single), frozenset(longer)


def in_terms(ranges: Ranges) -> Ranges:
    """As terms write them: their own sign for blanks, and never the sign of a cut."""
    blank = ord(terms.BLANK)
    signs = characters(f" {terms.BLANK}{terms.CUT}")
    others = complement(ranges_of([*complement(ranges), *signs]))
    if any(first <= ord(" ") <= last for first, last in ranges):
        return ranges_of([*others, (blank, blank)])
    return others
