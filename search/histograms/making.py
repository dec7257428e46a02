"""Histograms of what a search finds, asked of the engine: first the extents, then the bins.

Where nearly all records lie in few of the bins, because one value is far off the others, those
few are cut finer and what lies outside is put together at the ends: no record is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from portal.units import Unit
from search.histograms.edges import Edges, edges
from search.query.tree import And, Node, ParameterRange
from search.request import Extent, Measured
from search.services import engine

PATIENCE = 4.0  # seconds for all that the histograms of a page ask of the engine
MOST_ZOOMS = 3
NEARLY_ALL = 0.98  # of the counts; so many in a quarter of the bins have those cut finer
Key = tuple[str, str]  # canonical name, dimension
Window = tuple[float, float]  # in SI
Counted = tuple[Edges, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parameter to count, in the unit to count it in; None where it has no unit."""

    name: str
    dimension: str
    unit: Unit | None

    @property
    def key(self) -> Key:
        return self.name, self.dimension


@dataclass(frozen=True, slots=True)
class Bin:
    """Values from ``low`` to below ``high``, as texts in the unit; "" where there is no end."""

    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """How the values of a parameter lie among the records found.

    A record with several values counts in each bin that holds one.  ``total`` is how many
    records were looked at and ``records`` how many of them have a value.
    """

    wanted: Wanted
    total: int = 0
    records: int = 0
    least: float = 0.0  # of the values, in SI
    most: float = 0.0
    bins: tuple[Bin, ...] = ()
    logarithmic: bool = False
    timed_out: bool = False
    uncountable: bool = False  # as search.request.Facet tells


def filter_name(key: Key) -> str:
    """What the ranges of a parameter are called among the filters of a search."""
    return "@".join(key)


def histograms(
    query: Node, filters: Mapping[str, Node], wanted: Sequence[Wanted]
) -> list[Histogram]:
    """Each over what the query and all filters but its own find.

    The tree must have been checked.  Raises EngineUnavailable.
    """
    ends = monotonic() + PATIENCE
    asked = [Measured(_others(query, filters, one.key), *one.key) for one in wanted]
    extents = engine().extents(asked, PATIENCE) if asked else []
    laid = {
        place: edges(extent.least, extent.most, wanted[place].unit)
        for place, extent in enumerate(extents)
        if extent is not None and extent.records
    }
    counted = _counted(asked, wanted, laid, ends)
    return [
        _histogram(one, extent, counted.get(place))
        for place, (one, extent) in enumerate(zip(wanted, extents, strict=True))
    ]


def _others(query: Node, filters: Mapping[str, Node], key: Key) -> Node:
    others = [node for name, node in filters.items() if name != filter_name(key)]
    return And((query, *others)) if others else query


def _counted(
    asked: Sequence[Measured], wanted: Sequence[Wanted], laid: Mapping[int, Edges], ends: float
) -> dict[int, Counted]:
    """The edges with their counts, by place; those not counted when the time ends are left out.

    Finer edges are taken only where the records spread over them: where they don't, nearly
    all have the same value, and the first look said more.
    """
    found: dict[int, Counted] = {}
    waiting = dict(laid)
    for left in range(MOST_ZOOMS, -1, -1):
        seconds = ends - monotonic()
        if not waiting or seconds <= 0:
            break
        questions = [(asked[place], one.si) for place, one in waiting.items()]
        answers = engine().bins(questions, seconds)
        finer = {}
        for (place, laid_out), counts in zip(waiting.items(), answers, strict=True):
            window = _window(laid_out, counts) if counts else None
            if counts and (window is None or place not in found):
                found[place] = laid_out, counts
            if window is not None:
                finer[place] = window
        waiting = _finer(asked, wanted, finer, ends) if left else {}
    return found


def _window(laid: Edges, counts: Sequence[int]) -> Window | None:
    """The edges round nearly all, where they are in few of the bins; None where they aren't."""
    inner, enough = counts[1:-1], NEARLY_ALL * sum(counts)
    for width in range(1, len(inner) // 4 + 1):
        sums = [sum(inner[start : start + width]) for start in range(len(inner) - width + 1)]
        if max(sums) >= enough:
            start = sums.index(max(sums))
            return laid.si[start], laid.si[start + width]
    return None


def _finer(
    asked: Sequence[Measured],
    wanted: Sequence[Wanted],
    windows: Mapping[int, Window],
    ends: float,
) -> dict[int, Edges]:
    """Edges round the values within each window; none when the time ends."""
    seconds = ends - monotonic()
    if not windows or seconds <= 0:
        return {}
    questions = []
    for place, (low, high) in windows.items():
        one = asked[place]
        part = ParameterRange(one.name, one.dimension, low, high, include_high=False)
        questions.append(replace(one, within=And((one.within, part))))
    answers = engine().extents(questions, seconds)
    return {
        place: edges(max(found.least, low), min(found.most, high), wanted[place].unit)
        for (place, (low, high)), found in zip(windows.items(), answers, strict=True)
        if found is not None and found.records
    }


def _histogram(wanted: Wanted, extent: Extent | None, counted: Counted | None) -> Histogram:
    if extent is None:
        return Histogram(wanted, timed_out=True)
    known = Histogram(wanted, extent.total, extent.records, extent.least, extent.most)
    if counted is None:
        return replace(known, timed_out=bool(extent.records))
    laid, counts = counted
    return replace(known, bins=_bins(laid, counts), logarithmic=laid.logarithmic)


def _bins(laid: Edges, counts: Sequence[int]) -> tuple[Bin, ...]:
    """In order; those without an end only where they hold anything."""
    lows, highs = ("", *laid.texts), (*laid.texts, "")
    found = [Bin(*one) for one in zip(lows, highs, counts, strict=True)]
    return tuple(one for one in found if one.count or (one.low and one.high))
