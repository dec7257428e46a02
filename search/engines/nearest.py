"""The nearest records first, exactly, from any engine that can count and read values.

Neither engine orders by distance: tantivy's orders know one value a record, and
Elasticsearch does so by scripts only.  So the space of distances is cut into boxes,
the nearest first.  A box of few records is read and ordered here; one of many is cut
in two where a sample says, and the engine counts the parts.  Only the boxes
around what was asked for are ever cut, so the work hardly grows with the index.
"""

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.errors import BadQuery
from search.fields import DEEPEST, RELEVANCE
from search.query import near as closeness
from search.query.tree import And, Ids, Near, Node, Not, Term, has_words
from search.request import Found, Page

SAMPLE = 64  # records that tell where to cut a box
LEAF = 400  # a box of at most so many is read whole
MOST_CUTS = 400  # then what is left is read as it is
MOST_WEIGHED = 2_000  # hits by words, and as many by closeness, whose scores are compared

Values = tuple[Sequence[float], ...]  # of one record, for each closeness
Measured = Mapping[closeness.Key, Sequence[float]]  # a record's parameters


class TooRare(BadQuery):
    """The parameter has no column of its own, so its values can't be compared."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name[:60]}” is too rare a parameter to order by: "
            "ask for a range of it (:), not for closeness (~)."
        )


class Source(Protocol):
    """What a search finds, without an order; ``within`` narrows it down."""

    def count(self, within: Node) -> int: ...

    def values(self, within: Node, limit: int) -> dict[int, Values]:
        """The first records by id, with their values."""

    def sample(self, within: Node, limit: int) -> list[Values]:
        """Some records' values, perhaps not all of each."""

    def scores(self, within: Node, limit: int) -> dict[int, float]:
        """The most relevant records by the words of the search, with their scores."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Distances from ``near``: beyond ``inner`` (None: from nought on), up to ``outer``."""

    near: Near
    inner: float | None = None
    outer: float = math.inf

    @property
    def least(self) -> float:
        """No record of the ring is nearer."""
        if self.inner is None:
            return 0.0
        low, high = _bounds(self.near, self.inner)
        below, above = math.nextafter(low, -math.inf), math.nextafter(high, math.inf)
        return min(self.near.value - below, above - self.near.value)

    @property
    def most(self) -> float:
        """No record of the ring is farther."""
        low, high = _bounds(self.near, self.outer)
        return max(self.near.value - low, high - self.near.value)

    def nodes(self) -> list[Node]:
        found: list[Node] = []
        if self.outer < math.inf:
            found.append(_within(self.near, self.outer))
        if self.inner is not None:
            found.append(Not(_within(self.near, self.inner)))
        return found


@dataclass(frozen=True, slots=True)
class Box:
    """Records whose distances lie in a ring for each closeness."""

    rings: tuple[Ring, ...]
    count: int

    @property
    def least(self) -> float:
        costs = [closeness.cost(ring.near, ring.least) for ring in self.rings]
        return closeness.total(costs)

    @property
    def tied(self) -> bool:
        """Whether all costs in it are the same."""
        costs = [closeness.cost(ring.near, ring.most) for ring in self.rings]
        return self.least == closeness.total(costs)

    def node(self) -> Node:
        return And(tuple(node for ring in self.rings for node in ring.nodes()))


def gathered(
    nears: Sequence[Near],
    read: Callable[[Node, int], Mapping[int, Measured]],
    within: Node,
    limit: int,
) -> dict[int, Values]:
    """Each record's values for each closeness; ``read`` gives the first ones' parameters by id.

    Where values are converted it is asked once more for each probe, since only the records
    found by it have it.
    """
    found = read(within, limit)
    told = {
        probe: read(And((within, Term("probe", probe))), limit) for probe in closeness.probes(nears)
    }
    return {
        number: tuple(
            closeness.values(near, measured, {one for one in told if number in told[one]})
            for near in nears
        )
        for number, measured in found.items()
    }


def by_closeness(page: Page) -> bool:
    """Whether closenesses decide the order of a page."""
    request = page.request
    return request.sort == RELEVANCE and bool(closeness.nears(request.query))


def nearest_page(source: Source, page: Page) -> Found:
    """The page by the score of closenesses and words, then by id."""
    query, end = page.request.query, page.skip + page.request.size
    rings = tuple(Ring(near) for near in closeness.nears(query))
    whole = Box(rings, source.count(And()))
    order = _with_words if has_words(query) else nearest
    ranked = order(source, whole, end)
    shown = [number for _, number in ranked[page.skip : end]]
    more = bool(shown) and whole.count > end and end < DEEPEST
    return Found(shown, (end, shown[-1]) if more else None, whole.count)


def nearest(source: Source, whole: Box, wanted: int) -> list[tuple[float, int]]:
    """The first records by closeness alone, then by id, each with its cost."""
    boxes = [(whole.least, 0, whole)]
    read: list[tuple[float, int]] = []
    found: list[tuple[float, int]] = []
    cuts = 0
    while boxes and len(found) < wanted:
        least, _, box = heapq.heappop(boxes)
        while read and read[0][0] < least:
            found.append(heapq.heappop(read))
        if len(found) >= wanted:
            break
        whole_enough = _is_small(box, wanted) or cuts >= MOST_CUTS
        parts = () if whole_enough else _cut(source, box, wanted)
        for part in parts:
            cuts += 1
            heapq.heappush(boxes, (part.least, cuts, part))
        if not parts:
            for record in _read(source, box, wanted):
                heapq.heappush(read, record)
    missing = max(wanted - len(found), 0)
    return (found + heapq.nsmallest(missing, read))[:wanted]


def _is_small(box: Box, wanted: int) -> bool:
    return box.count <= max(LEAF, wanted) or box.tied


def _read(source: Source, box: Box, wanted: int) -> list[tuple[float, int]]:
    """Of a box of equals the ids decide; of any other all is read that may be shown."""
    nears = [ring.near for ring in box.rings]
    limit = wanted if box.tied else max(LEAF, 2 * DEEPEST)
    found = source.values(box.node(), limit)
    return [(cost_of(nears, values), number) for number, values in found.items()]


def cost_of(nears: Sequence[Near], values: Values) -> float:
    """What a record's distances cost together."""
    return closeness.total(
        [
            closeness.cost(near, closeness.distance(near, own))
            for near, own in zip(nears, values, strict=True)
        ]
    )


def _cut(source: Source, box: Box, wanted: int) -> tuple[Box, ...]:
    """The box in two, where a sample's costs differ most; () where it can't be cut.

    The nearer part shall hold little more than is wanted: the other is seldom cut again.
    """
    sample = source.sample(box.node(), SAMPLE)
    part = min(0.5, max(LEAF, wanted) / box.count)
    cuts = []
    for place, ring in enumerate(box.rings):
        away = sorted(
            one
            for values in sample
            if (one := closeness.distance(ring.near, values[place])) < math.inf
        )
        radius = _radius(ring, away[int(part * len(away))]) if away else None
        if radius is not None:
            spread = closeness.cost(ring.near, away[-1]) - closeness.cost(ring.near, away[0])
            cuts.append((0.0 if math.isnan(spread) else spread, place, radius))
    if not cuts:
        return ()
    _, place, radius = max(cuts)
    ring = box.rings[place]
    near = _with_ring(box, place, replace(ring, outer=radius))
    far = _with_ring(box, place, replace(ring, inner=radius))
    near = replace(near, count=source.count(near.node()))
    far = replace(far, count=box.count - near.count)
    return tuple(one for one in (near, far) if one.count > 0)


def _with_ring(box: Box, place: int, ring: Ring) -> Box:
    return replace(box, rings=(*box.rings[:place], ring, *box.rings[place + 1 :]))


def _radius(ring: Ring, middle: float) -> float | None:
    """Where to cut a ring so that either part is less than the whole; None for nowhere."""
    step = math.ulp(abs(ring.near.value) + min(middle, abs(ring.near.value)))
    for radius in (middle, math.nextafter(middle, 0.0), max(middle - step, 0.0)):
        inside, outside = replace(ring, outer=radius), replace(ring, inner=radius)
        if inside.most < ring.most and outside.least > ring.least:
            return radius
    return None


def _bounds(near: Near, radius: float) -> tuple[float, float]:
    return near.value - radius, near.value + radius


def _within(near: Near, radius: float) -> Node:
    low, high = (None if math.isinf(one) else one for one in _bounds(near, radius))
    return closeness.between(near, low, high)


def _with_words(source: Source, whole: Box, wanted: int) -> list[tuple[float, int]]:
    """The first records by closeness and words.

    Of more than MOST_WEIGHED hits only so many of the most relevant and of the nearest
    ones are weighed, the same ones for every page; closeness alone orders the others.
    """
    nears = [ring.near for ring in whole.rings]
    relevant = source.scores(And(), MOST_WEIGHED)
    best = max(relevant.values(), default=0.0)
    costs = {number: cost for cost, number in nearest(source, whole, MOST_WEIGHED)}
    unscored = tuple(number for number in costs if number not in relevant)
    unread = tuple(number for number in relevant if number not in costs)
    if unscored:
        relevant |= source.scores(Ids(unscored), len(unscored))
    if unread:
        read = source.values(Ids(unread), len(unread))
        costs |= {number: cost_of(nears, values) for number, values in read.items()}
    weighed = sorted(
        (cost + closeness.cost_of_words(relevant.get(number, best), best), number)
        for number, cost in costs.items()
    )
    if wanted <= len(weighed) or whole.count <= len(weighed):
        return weighed[:wanted]
    others = [one for one in nearest(source, whole, wanted) if one[1] not in costs]
    return (weighed + others)[:wanted]
