"""Counts of the commonest values, exactly, however many there are.

tantivy counts each segment of the index apart, keeps the commonest values of each
(by count, then by value), and adds up what was kept.  It says by how much a sum may
fall short.  So values are read in widening parts: as soon as no value that was cut
off could come among the first, those that could are counted again by name.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tantivy import Query

from search.engines.tantivy.compile import all_of
from search.engines.tantivy.reader import View
from search.engines.tantivy.schema import facet
from search.request import Facet, FacetRequest, FacetValue

BUDGET = 5.0  # seconds for all facets of a page
TOGETHER = 2_000_000  # so many hits are read once for all facets, a second at most
PARTS = (500, 20_000)  # values read of each segment, at last all; 65,000 are refused
EVERYTHING = 2**31


def facets(
    view: View,
    query: Query,
    filters: Mapping[str, Query],
    requests: tuple[FacetRequest, ...],
    total: int,
    seconds: float,
) -> dict[str, Facet]:
    """Each facet over what the query and all filters but its own find; all find ``total``.

    Facets without a filter of their own share one pass unless that may take long: no pass can
    be cut short, so none begins that may end too late, as it takes about the ``seconds`` that
    reading the hits took.  Those left then are marked so.
    """
    ends = time.monotonic() + BUDGET - seconds
    shared = tuple(request for request in requests if request.name not in filters)
    answers: dict[str, Facet] = {}
    for group in [shared] if total <= TOGETHER else [(one,) for one in shared]:
        answers |= _count(view, all_of([query, *filters.values()]), group, ends)
    for request in requests:
        if request.name in filters:
            others = [other for name, other in filters.items() if name != request.name]
            answers |= _count(view, all_of([query, *others]), (request,), ends)
    return {request.name: answers[request.name] for request in requests}


def _count(
    view: View, query: Query, requests: tuple[FacetRequest, ...], ends: float
) -> dict[str, Facet]:
    answers: dict[str, Facet] = {}
    waiting = requests
    for part in (*PARTS, EVERYTHING):
        if not waiting:
            break
        if time.monotonic() > ends:
            return answers | {request.name: Facet(timed_out=True) for request in waiting}
        asked = {request.name: _terms(request, part) for request in waiting}
        results = view.searcher.aggregate(query, asked)
        for request in waiting:
            read = _Read(request, results[request.name])
            exact = part == EVERYTHING or view.searcher.num_segments == 1
            if exact or read.complete:
                answers[request.name] = read.facet()
            elif read.contenders:
                answers[request.name] = _recount(view, query, read)
        waiting = tuple(request for request in waiting if request.name not in answers)
    return answers


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading of a facet found."""

    request: FacetRequest
    result: Mapping[str, Any]

    @property
    def values(self) -> list[FacetValue]:
        buckets = self.result["buckets"]
        return [FacetValue(bucket["key"], bucket["doc_count"]) for bucket in buckets]

    @property
    def short_by(self) -> int:
        """By how much a count may be too low, and how common a value not seen may be."""
        return int(self.result["doc_count_error_upper_bound"])

    @property
    def complete(self) -> bool:
        return self.short_by == 0

    @property
    def contenders(self) -> list[str]:
        """The values that may be among the first; [] when one not seen may be, too."""
        values = self.values
        if len(values) <= self.request.size:
            return []
        least = values[self.request.size - 1].count
        if self.short_by >= least:
            return []
        return [one.value for one in values if one.count + self.short_by >= least]

    def facet(self) -> Facet:
        size = self.request.size
        values = self.values
        return Facet(tuple(values[:size]), more=len(values) > size)


def _recount(view: View, query: Query, read: _Read) -> Facet:
    """Count the contenders again, whole; there are more values than are shown."""
    asked = _terms(read.request, EVERYTHING)
    asked["terms"]["include"] = read.contenders
    result = view.searcher.aggregate(query, {read.request.name: asked})
    found = _Read(read.request, result[read.request.name]).facet()
    return Facet(found.values, more=True)


def _terms(request: FacetRequest, part: int) -> dict[str, dict[str, Any]]:
    """What to ask: the first values, and of a part of them all that may contend."""
    size = request.size + 1 if part == EVERYTHING else max(request.size + 1, part)
    return {"terms": {"field": facet(request.name), "size": size, "segment_size": part}}
