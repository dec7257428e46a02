"""A parameter's values, counted in bins.

Parameters that are asked of the same records are counted in one pass where they have columns
of their own; tantivy counts a record with several values in one bin once.  Those of the tail
are counted bin by bin: their names are rare.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.parameters import from_sortable, tail_key
from search.engines.tantivy.reader import View
from search.query.tree import And, Node, ParameterExists, ParameterRange
from search.request import Extent, Measured

Json = dict[str, Any]
LEAST = -1.7976931348623157e308  # of all floats


def extents(view: View, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
    ends = time.monotonic() + seconds
    found: dict[int, Extent] = {}
    for within, places in _together(asked):
        if time.monotonic() >= ends:
            break
        total = view.count(view.compiler.filter(within))
        columns = _columns(view, asked, places)
        found |= _own_extents(view, within, total, columns)
        for place in places:
            if place not in columns and time.monotonic() < ends:
                found[place] = _tail_extent(view, asked[place], total)
    return [found.get(place) for place in range(len(asked))]


def bins(
    view: View, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
) -> list[tuple[int, ...] | None]:
    ends = time.monotonic() + seconds
    measured = [one for one, _ in asked]
    found: dict[int, tuple[int, ...] | None] = {}
    for within, places in _together(measured):
        if time.monotonic() >= ends:
            break
        columns = _columns(view, measured, places)
        edges = {place: asked[place][1] for place in places}
        found |= _own_bins(view, within, columns, edges)
        for place in places:
            if place not in columns:
                found[place] = _tail_bins(view, *asked[place], ends)
    return [found.get(place) for place in range(len(asked))]


def _together(asked: Sequence[Measured]) -> Iterator[tuple[Node, list[int]]]:
    """The places of those about the same records."""
    places: dict[Node, list[int]] = {}
    for place, one in enumerate(asked):
        places.setdefault(one.within, []).append(place)
    yield from places.items()


def _columns(view: View, asked: Sequence[Measured], places: Sequence[int]) -> dict[int, str]:
    """The columns of those parameters that have one."""
    found = {
        place: view.compiler.slots.find((asked[place].name, asked[place].dimension))
        for place in places
    }
    return {place: column for place, column in found.items() if column is not None}


def _own_extents(
    view: View, within: Node, total: int, columns: dict[int, str]
) -> dict[int, Extent]:
    if not columns:
        return {}
    wanted: Json = {}
    for place, column in columns.items():
        wanted[f"{place} extremes"] = {"stats": {"field": column}}
        every = [{"to": LEAST}, {"from": LEAST}]
        wanted[f"{place} records"] = {"range": {"field": column, "ranges": every}}
    answer = view.searcher.aggregate(view.compiler.filter(within), wanted)
    found = {}
    for place in columns:
        records = sum(int(one["doc_count"]) for one in answer[f"{place} records"]["buckets"])
        extremes = answer[f"{place} extremes"]
        ends = (extremes["min"], extremes["max"]) if records else ()
        found[place] = Extent(total, records, *ends)
    return found


def _tail_extent(view: View, asked: Measured, total: int) -> Extent:
    """The extremes are read through sortable numbers, to a dozen digits."""
    having = view.compiler.filter(ParameterExists(asked.name, asked.dimension))
    query = all_of([view.compiler.filter(asked.within), unscored(having)])
    records = view.count(query)
    if not records:
        return Extent(total, 0)
    field = f"tail.{tail_key((asked.name, asked.dimension))}"
    answer = view.searcher.aggregate(query, {"extremes": {"stats": {"field": field}}})
    least, most = (from_sortable(int(answer["extremes"][end])) for end in ("min", "max"))
    return Extent(total, records, least, most)


def _own_bins(
    view: View, within: Node, columns: dict[int, str], edges: dict[int, Sequence[float]]
) -> dict[int, tuple[int, ...]]:
    if not columns:
        return {}
    wanted = {
        str(place): {"range": {"field": column, "ranges": _ranges(edges[place])}}
        for place, column in columns.items()
    }
    answer = view.searcher.aggregate(view.compiler.filter(within), wanted)
    found = {}
    for place in columns:
        counts = tuple(int(bucket["doc_count"]) for bucket in answer[str(place)]["buckets"])
        # An index without any record has no buckets.
        found[place] = counts or (0,) * (len(edges[place]) + 1)
    return found


def _ranges(edges: Sequence[float]) -> list[Json]:
    inner = [{"from": low, "to": high} for low, high in pairwise(edges)]
    return [{"to": edges[0]}, *inner, {"from": edges[-1]}]


def _tail_bins(
    view: View, asked: Measured, edges: Sequence[float], ends: float
) -> tuple[int, ...] | None:
    counts = []
    for low, high in pairwise((None, *edges, None)):
        if time.monotonic() >= ends:
            return None
        part = ParameterRange(asked.name, asked.dimension, low, high, include_high=False)
        counts.append(view.count(view.compiler.filter(And((asked.within, part)))))
    return tuple(counts)
