"""Closeness: how near a record is to the values that were asked for.

A record's nearest value of the parameter, ``d`` away, costs ``(d / scale)²``; costs of
several parts add up, and a score is ``1 / (1 + cost)``: 1 where all is met, a half at
one scale.  docs/searching.md, "Closeness", gives the reasons.
"""

import math
from collections.abc import Container, Iterable, Mapping, Sequence

from search.errors import BadQuery
from search.query import spectral
from search.query.tree import (
    And,
    Favoured,
    Near,
    Node,
    Not,
    Or,
    ParameterExists,
    ParameterRange,
    Term,
)

MOST = 8  # closenesses of one search
WITHOUT_WORDS = 1_000.0  # what having none of the words costs, as being 31.6 scales away
Key = tuple[str, str]  # a parameter's canonical name and dimension


def nears(node: Node) -> tuple[Near, ...]:
    """The closenesses that order what the tree finds."""
    match node:
        case Near():
            return (node,)
        case And(parts):
            return tuple(dict.fromkeys(one for part in parts for one in nears(part)))
        case _:
            return ()


def check(node: Node) -> None:
    """Raises BadQuery when the closenesses of a tree can't order its hits."""
    found, everywhere = nears(node), list(_all(node))
    if len(found) > MOST:
        raise BadQuery(f"More than {MOST} closenesses (~) are asked for: drop some.")
    if any(one not in found for one in everywhere):
        raise BadQuery(
            "A closeness (~) can't stand behind a minus, NOT or OR: "
            "write it beside the rest, or use a range there."
        )
    for one in found:
        if not (math.isfinite(one.value) and math.isfinite(one.scale) and one.scale > 0):
            raise BadQuery("A closeness (~) needs a number and a distance above 0 behind ±.")


def _all(node: Node) -> Iterable[Near]:
    match node:
        case Near():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _all(part)
        case Not(part) | Favoured(part):
            yield from _all(part)


def existing(near: Near) -> Node:
    """What a closeness finds, whatever the order."""
    own = [ParameterExists(name, near.dimension) for name in near.names]
    above = [
        _at(one.probe, ParameterRange(one.name, one.dimension, 0.0, None, include_low=False))
        for one in near.crossed
    ]
    return Or((*own, *above))


def between(near: Near, low: float | None, high: float | None) -> Node:
    """Records with a value between two bounds."""
    own = [ParameterRange(name, near.dimension, low, high) for name in near.names]
    turned = [
        _at(one.probe, found)
        for one in near.crossed
        if (found := spectral.within(one, near.dimension, low, high)) is not None
    ]
    return Or((*own, *turned))


def _at(probe: str, found: Node) -> Node:
    return And((Term("probe", probe), found))


def probes(found: Iterable[Near]) -> tuple[str, ...]:
    """Those that decide how a record's values are converted."""
    return tuple(dict.fromkeys(one.probe for near in found for one in near.crossed))


def keys(near: Near) -> tuple[Key, ...]:
    """The parameters, by name and dimension, that a closeness looks at."""
    own = [(name, near.dimension) for name in near.names]
    return tuple(dict.fromkeys([*own, *((one.name, one.dimension) for one in near.crossed)]))


def values(
    near: Near, measured: Mapping[Key, Sequence[float]], told: Container[str]
) -> list[float]:
    """A record's values, of which the nearest counts, in SI of the closeness.

    ``measured`` are the record's parameters, ``told`` the probes of its facility.
    """
    own = [value for name in near.names for value in measured.get((name, near.dimension), ())]
    turned = [
        spectral.converted(one, near.dimension, value)
        for one in near.crossed
        if one.probe in told
        for value in measured.get((one.name, one.dimension), ())
        if value > 0
    ]
    return own + turned


def distance(near: Near, values: Iterable[float]) -> float:
    """How far the nearest of a record's values is, in SI; infinite without any."""
    return min((abs(value - near.value) for value in values), default=math.inf)


def cost(near: Near, away: float) -> float:
    """What being ``away`` costs; infinite where no float holds it."""
    scales = away / near.scale
    return scales * scales


def total(costs: Sequence[float]) -> float:
    """All parts together, in the order in which they were asked for."""
    return sum(costs, 0.0)


def score(costs: float) -> float:
    """From 1, where nothing is off, down to 0."""
    return 1.0 / (1.0 + costs)


def cost_of_words(relevance: float, best: float) -> float:
    """What it costs to be less relevant than the best hit: words alone score as their share.

    Having none of the words costs more than having any, and little enough for closeness to
    order those without any.
    """
    if best <= 0:
        return 0.0
    if relevance <= 0:
        return WITHOUT_WORDS
    return min(max(best / relevance - 1.0, 0.0), WITHOUT_WORDS - 1.0)
