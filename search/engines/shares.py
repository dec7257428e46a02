"""Why a record stands where it does: what each part of a search gives it."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.nearest import Source, Values, cost_of
from search.query import near as closeness
from search.query.tree import And, Ids, Near, Node, has_words


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a search gives a record: ``share`` is its score alone.

    ``near`` is None for the words; ``value`` is the record's nearest one, in SI.
    """

    share: float
    near: Near | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Why a record stands where it does: the score, 0 to 1, and what it is made of."""

    score: float
    parts: tuple[Part, ...]


def shares(source: Source, query: Node, ids: Sequence[int]) -> dict[int, Shares]:
    """The shares of these records, of those that the search finds."""
    known = source.values(Ids(tuple(ids)), len(ids)) if ids else {}
    words: dict[int, Part] = {}
    if known and has_words(query):
        best = max(source.scores(And(), 1).values(), default=0.0)
        relevant = source.scores(Ids(tuple(known)), len(known))
        costs = {number: closeness.cost_of_words(one, best) for number, one in relevant.items()}
        words = {number: Part(closeness.score(cost)) for number, cost in costs.items()}
    return {
        number: _shares(closeness.nears(query), values, words.get(number))
        for number, values in known.items()
    }


def _shares(nears: Sequence[Near], values: Values, words: Part | None) -> Shares:
    parts = [
        Part(
            closeness.score(closeness.cost(near, closeness.distance(near, own))),
            near,
            min(own, key=lambda value: abs(value - near.value)),
        )
        for near, own in zip(nears, values, strict=True)
    ]
    of_words = 1 / words.share - 1 if words else 0.0
    whole = closeness.score(cost_of(nears, values) + of_words)
    return Shares(whole, (*([words] if words else []), *parts))
