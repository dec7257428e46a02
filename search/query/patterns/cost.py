"""What a pattern costs: the size of its automaton, worked out before an engine sees it.

tantivy compiles to a table over the bytes of UTF-8 and gives up at 1,000 states;
Lucene bounds the work of making states.  The states are counted here by the same
construction (Glushkov's positions, then sets of them), so that both engines take the
same patterns and neither ever runs into its own limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from search.query import terms
from search.query.patterns.characters import Ranges, characters, complement, in_terms
from search.query.patterns.errors import TooCostly
from search.query.patterns.shapes import Either, One, Repeat, Row, Shape

MOST_POSITIONS = 400  # characters of the expression once repetitions are written out
MOST_PARTS = 4 * MOST_POSITIONS  # with groups, alternatives and what is empty
MOST_STATES = 930  # tantivy's 1,000, less what the name of the field and a cut value take
MOST_WORK = 60_000  # members of all states together

# What may follow a value, so that the states in which it can end count as others
END = characters(terms.CUT)
_ASCII = 0x7F
_LENGTHS = (_ASCII, 0x7FF, 0xFFFF, 0x10FFFF)  # the last code points of one to four bytes


def check_cost(expression: str, shape: Shape) -> None:
    """Raises TooCostly."""
    advice = "repeat less, or say more exactly what may stand between"
    try:
        _States(Positions(shape)).count()
    except _TooManyError:
        raise TooCostly(expression, advice) from None


class _TooManyError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a part can begin and end, and whether it can be empty."""

    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    empty: bool = True


class Positions:
    """Each character of the expression with those that can follow it; the last is END."""

    def __init__(self, shape: Shape) -> None:
        self.sets: list[Ranges] = []
        self.follow: list[set[int]] = []
        self.parts = 0
        self.first = self._joined(iter((self._part(shape), self._one(END)))).first

    def _part(self, shape: Shape) -> _Part:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _TooManyError
        match shape:
            case One(ranges):
                return self._one(in_terms(ranges))
            case Row(parts):
                return self._joined(self._part(part) for part in parts)
            case Either(parts):
                return self._either([self._part(part) for part in parts])
            case Repeat(part, least, most):
                return self._joined(self._repeated(part, least, most))

    def _one(self, ranges: Ranges) -> _Part:
        if len(self.sets) >= MOST_POSITIONS:
            raise _TooManyError
        self.sets.append(ranges)
        self.follow.append(set())
        only = frozenset([len(self.sets) - 1])
        return _Part(only, only, empty=False)

    def _joined(self, parts: Iterator[_Part]) -> _Part:
        whole = _Part()
        for part in parts:
            self._link(whole.last, part.first)
            first = whole.first | part.first if whole.empty else whole.first
            last = whole.last | part.last if part.empty else part.last
            whole = _Part(first, last, whole.empty and part.empty)
        return whole

    def _either(self, parts: list[_Part]) -> _Part:
        first = frozenset[int]().union(*(part.first for part in parts))
        last = frozenset[int]().union(*(part.last for part in parts))
        return _Part(first, last, any(part.empty for part in parts))

    def _repeated(self, part: Shape, least: int, most: int | None) -> Iterator[_Part]:
        for time in range(least if most is None else most):
            one = self._part(part)
            yield one if time < least else _Part(one.first, one.last)
        if most is None:
            one = self._part(part)
            self._link(one.last, one.first)
            yield _Part(one.first, one.last)

    def _link(self, before: frozenset[int], after: frozenset[int]) -> None:
        for position in before:
            self.follow[position] |= after


@dataclass
class _States:
    """The sets of positions that the same text can lead to."""

    positions: Positions
    found: set[frozenset[int]] = field(default_factory=set)
    partly: set[frozenset[int]] = field(default_factory=set)  # within a longer character
    states: int = 0
    work: int = 0

    def count(self) -> None:
        """Raises _TooManyError."""
        waiting = [self.positions.first]
        while waiting:
            state = waiting.pop()
            if state not in self.found:
                self._add(state)
                waiting += self._following(state)

    def _add(self, state: frozenset[int]) -> None:
        self.found.add(state)
        self.states += 1 + self._within(state)
        self.work += len(state)
        if self.states > MOST_STATES or self.work > MOST_WORK:
            raise _TooManyError

    def _within(self, state: frozenset[int]) -> int:
        """The states between the bytes of characters beyond ASCII."""
        sets = self.positions.sets
        longer = frozenset(one for one in state if sets[one][-1][1] > _ASCII)
        if not longer or longer in self.partly:
            return 0
        self.partly.add(longer)
        return sum(_bytes_within(ranges) for ranges in {sets[one] for one in longer})

    def _following(self, state: frozenset[int]) -> Iterator[frozenset[int]]:
        """The state after each kind of character."""
        sets, follow = self.positions.sets, self.positions.follow
        distinct = {sets[one] for one in state}
        for point in _samples(distinct):
            members = {ranges for ranges in distinct if holds(ranges, point)}
            taken = [follow[one] for one in state if sets[one] in members]
            yield frozenset[int]().union(*taken)


def _samples(sets: set[Ranges]) -> set[int]:
    """A character of every kind that the sets tell apart."""
    return {edge for ranges in sets for pair in ranges for edge in (pair[0], pair[1] + 1)}


def holds(ranges: Ranges, point: int) -> bool:
    """Whether a set of characters has this one."""
    return any(first <= point <= last for first, last in ranges)


@lru_cache(maxsize=256)
def _bytes_within(ranges: Ranges) -> int:
    """How many beginnings the byte sequences of these characters have."""
    valid = complement(complement(ranges))
    beginnings = {
        (first[:length], last[:length])
        for pair in valid
        for first, last in _sequences(*pair)
        for length in range(1, len(first))
    }
    return len(beginnings)


def _sequences(first: int, last: int) -> Iterator[tuple[bytes, bytes]]:
    """A range as sequences of byte ranges, each given by its first and last bytes."""
    split = _split(first, last)
    if split is None:
        yield chr(first).encode(), chr(last).encode()
    else:
        yield from _sequences(first, split)
        yield from _sequences(split + 1, last)


def _split(first: int, last: int) -> int | None:
    """Where a range must be cut so that each byte of it has a range of its own."""
    for greatest in _LENGTHS:
        if first <= greatest < last:
            return greatest
    for level in range(1, len(chr(last).encode())):
        mask = (1 << 6 * level) - 1
        if first & ~mask != last & ~mask:
            if first & mask:
                return first | mask
            if last & mask != mask:
                return (last & ~mask) - 1
    return None
