"""Patterns over names of files: what they need to be in a path, and what they match.

The index of files knows parts of paths, not patterns.  So a pattern is first asked of
it by the texts that whatever matches must have in it; the lists of the datasets found
so are then looked through, by an automaton that is made while it runs and never goes
back in a name.  Pure.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.files.document import Every, Needed, Part, Some
from search.files.names import GRAM
from search.query import files
from search.query.patterns.characters import Ranges, in_terms
from search.query.patterns.cost import Positions, holds
from search.query.patterns.shapes import Either, One, Repeat, Row, Shape

MOST_CHOICES = 32  # texts that one stretch of a pattern is written out as
MOST_PARTS = 64  # texts that are looked for: each may take 10 ms over ten million names
_MOST_STEPS = 20_000  # that an automaton remembers

State = frozenset[int]


def needed(shape: Shape, most: int = MOST_PARTS) -> Needed:
    """What every path with a match has in it; nothing where no three signs are certain.

    ``most`` texts are told; others are left out, so that more is found than matches.
    """
    parts: list[Needed] = []
    for part in dict.fromkeys(_needs(shape, min(most, MOST_CHOICES))):
        if sum(map(_size, [*parts, part])) <= most:
            parts.append(part)
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _size(one: Needed) -> int:
    return 1 if isinstance(one, Part) else sum(map(_size, one.parts))


def _needs(shape: Shape, limit: int) -> Iterator[Needed]:
    """What stands between two parts with many choices stays together as far as it can."""
    parts = shape.parts if isinstance(shape, Row) else (shape,)
    run: tuple[str, ...] = ("",)
    for part in parts:
        choices = _texts(part, limit)
        if len(run) * len(choices) > limit or not choices:
            yield from _one_of(run)
            run = choices or ("",)
            if not choices:
                yield from _within(part, limit)
        else:
            run = tuple(start + end for start in run for end in choices)
    yield from _one_of(run)


def _one_of(texts: tuple[str, ...]) -> Iterator[Needed]:
    """Each text is certain to be long enough, or none helps."""
    if all(len(text) >= GRAM for text in texts):
        options = tuple(Part(text) for text in dict.fromkeys(texts))
        yield options[0] if len(options) == 1 else Some(options)


def _within(part: Shape, limit: int) -> Iterator[Needed]:
    """What a part needs that can't be written out."""
    match part:
        case Repeat(inner, least) if least:
            yield from _needs(inner, limit)
        case Either(parts):
            options = tuple(dict.fromkeys(needed(one, limit) for one in parts))
            if Every() not in options:
                yield options[0] if len(options) == 1 else Some(options)
        case Row():
            yield from _needs(part, limit)


def _texts(shape: Shape, limit: int) -> tuple[str, ...]:
    """All texts that match, () where they are more than ``limit``."""
    match shape:
        case One(characters):
            return _signs(in_terms(characters), limit)
        case Row(parts):
            return _joined((_texts(part, limit) for part in parts), limit)
        case Either(parts):
            found = [_texts(part, limit) for part in parts]
            return tuple(text for texts in found for text in texts) if all(found) else ()
        case Repeat(part, least, most) if most is not None and most <= limit:
            one = _texts(part, limit)
            found = [_joined([one] * times, limit) for times in range(least, most + 1)]
            return tuple(text for texts in found for text in texts) if all(found) else ()
    return ()


def _signs(ranges: Ranges, limit: int) -> tuple[str, ...]:
    if sum(last - first + 1 for first, last in ranges) > limit:
        return ()
    return tuple(chr(point) for first, last in ranges for point in range(first, last + 1))


def _joined(found: Iterable[tuple[str, ...]], limit: int) -> tuple[str, ...]:
    joined: tuple[str, ...] = ("",)
    for texts in found:
        if len(joined) * len(texts) > limit:
            return ()
        joined = tuple(start + end for start in joined for end in texts)
    return joined


class Matcher:
    """Tells whether an expression matches the name in a folded path, or the path.

    Its states are sets of positions, of which search.query.patterns.cost allows few;
    each step is remembered.
    """

    def __init__(self, expression: str) -> None:
        self._positions = Positions(files.shape_of(expression))
        self._end = len(self._positions.sets) - 1
        self._paths = files.of_paths(expression)
        self._steps: dict[tuple[State, str], State] = {}

    def matches(self, path: str) -> bool:
        state, steps = self._positions.first, self._steps
        for sign in path if self._paths else path.rpartition(files.SLASH)[2]:
            following = steps.get((state, sign))
            state = self._step(state, sign) if following is None else following
            if not state:
                return False
        return self._end in state

    def _step(self, state: State, sign: str) -> State:
        sets, follow = self._positions.sets, self._positions.follow
        taken = [follow[one] for one in state if one != self._end and holds(sets[one], ord(sign))]
        if len(self._steps) >= _MOST_STEPS:
            self._steps.clear()
        following = self._steps[state, sign] = frozenset[int]().union(*taken)
        return following


@lru_cache(maxsize=64)
def matcher(expression: str) -> Matcher:
    """One of each expression, so that what it learnt is kept."""
    return Matcher(expression)
