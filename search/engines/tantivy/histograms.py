"""A parameter's values, counted in bins.

Records whose parameter has a column of its own are counted in one pass; tantivy counts a
record with several values in one bin once.  Those of the tail are counted bin by bin:
their names are rare.
"""

import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.parameters import from_sortable, tail_key
from search.engines.tantivy.reader import View
from search.query.tree import And, ParameterExists, ParameterRange
from search.request import Extent, Measured

Json = dict[str, Any]


def extents(view: View, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
    ends = time.monotonic() + seconds
    return [_extent(view, one) if time.monotonic() < ends else None for one in asked]


def bins(
    view: View, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
) -> list[tuple[int, ...] | None]:
    ends = time.monotonic() + seconds
    return [_bins(view, one, edges, ends) for one, edges in asked]


def _extent(view: View, asked: Measured) -> Extent:
    """In the tail the extremes are read through sortable numbers, to a dozen digits."""
    compiler = view.compiler
    total = view.count(compiler.filter(asked.within))
    having = compiler.filter(ParameterExists(asked.name, asked.dimension))
    query = all_of([compiler.filter(asked.within), unscored(having)])
    records = view.count(query)
    if not records:
        return Extent(total, 0)
    column = compiler.slots.find((asked.name, asked.dimension))
    field = column or f"tail.{tail_key((asked.name, asked.dimension))}"
    ends = {end: {end: {"field": field}} for end in ("min", "max")}
    answer = view.searcher.aggregate(query, ends)
    least, most = answer["min"]["value"], answer["max"]["value"]
    if column is None:
        least, most = from_sortable(int(least)), from_sortable(int(most))
    return Extent(total, records, least, most)


def _bins(
    view: View, asked: Measured, edges: Sequence[float], ends: float
) -> tuple[int, ...] | None:
    if time.monotonic() >= ends:
        return None
    column = view.compiler.slots.find((asked.name, asked.dimension))
    if column is None:
        return _one_by_one(view, asked, edges, ends)
    query = view.compiler.filter(asked.within)
    wanted = {"range": {"field": column, "ranges": _ranges(edges)}}
    answer = view.searcher.aggregate(query, {"bins": wanted})
    counts = tuple(int(bucket["doc_count"]) for bucket in answer["bins"]["buckets"])
    return counts or (0,) * (len(edges) + 1)  # an index without any record has no buckets


def _ranges(edges: Sequence[float]) -> list[Json]:
    inner = [{"from": low, "to": high} for low, high in pairwise(edges)]
    return [{"to": edges[0]}, *inner, {"from": edges[-1]}]


def _one_by_one(
    view: View, asked: Measured, edges: Sequence[float], ends: float
) -> tuple[int, ...] | None:
    counts = []
    for low, high in pairwise((None, *edges, None)):
        if time.monotonic() >= ends:
            return None
        part = ParameterRange(asked.name, asked.dimension, low, high, include_high=False)
        counts.append(view.count(view.compiler.filter(And((asked.within, part)))))
    return tuple(counts)
