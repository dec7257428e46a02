"""The tree of a pattern: few shapes, all of which both engines know."""

from dataclasses import dataclass

from search.query.patterns.characters import Ranges


@dataclass(frozen=True, slots=True)
class One:
    """One character out of a set."""

    characters: Ranges


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other; none at all is the empty text."""

    parts: tuple["Shape", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    parts: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """As often as from ``least`` to ``most`` times; None is without end."""

    part: "Shape"
    least: int
    most: int | None


Shape = One | Row | Either | Repeat
EMPTY = Row()
