"""Counts of the commonest values, exactly, however many there are."""

import time
from collections.abc import Mapping

from tantivy import Query

from search.engines.tantivy.compile import all_of
from search.engines.tantivy.reader import View
from search.engines.tantivy.schema import facet
from search.request import Facet, FacetRequest, FacetValue

BUDGET = 5.0  # seconds for all facets of a page
_MARGIN = 90  # values read beyond those asked for, so that the tied ones are among them
_MOST = 1_000_000


def facets(
    view: View, query: Query, filters: Mapping[str, Query], requests: tuple[FacetRequest, ...]
) -> dict[str, Facet]:
    """Each facet over what the query and all filters but its own find.

    Facets without a filter of their own share one pass; those left when the time is
    up are marked so.
    """
    ends = time.monotonic() + BUDGET
    shared = tuple(request for request in requests if request.name not in filters)
    answers = _pass(view, all_of([query, *filters.values()]), shared) if shared else {}
    for request in requests:
        if request.name not in filters:
            continue
        if time.monotonic() > ends:
            answers[request.name] = Facet(timed_out=True)
            continue
        others = [other for name, other in filters.items() if name != request.name]
        answers |= _pass(view, all_of([query, *others]), (request,))
    return {request.name: answers[request.name] for request in requests}


def _pass(view: View, query: Query, requests: tuple[FacetRequest, ...]) -> dict[str, Facet]:
    answers: dict[str, Facet] = {}
    waiting = {request.name: (request, request.size + 1 + _MARGIN) for request in requests}
    while waiting:
        aggregations = {
            name: {"terms": {"field": facet(name), "size": read, "segment_size": read}}
            for name, (_, read) in waiting.items()
        }
        results = view.searcher.aggregate(query, aggregations)
        for name, (request, read) in list(waiting.items()):
            answer = _answer(results[name], request.size, read)
            if answer is None:
                waiting[name] = (request, read * 20)
            else:
                answers[name] = answer
                del waiting[name]
    return answers


def _answer(result: Mapping[str, object], size: int, read: int) -> Facet | None:
    """The facet, or None when more values must be read to be sure of it.

    Sure: every value was read, or each segment's counts are complete and the last
    value read is rarer than the last one shown.
    """
    buckets: list[dict[str, object]] = result["buckets"]  # type: ignore[assignment]
    everything = len(buckets) < read and not result.get("doc_count_error_upper_bound")
    counts = sorted((-int(b["doc_count"]), str(b["key"])) for b in buckets)  # type: ignore[call-overload]
    if not everything and read < _MOST:
        uncertain = int(result.get("doc_count_error_upper_bound") or 0)  # type: ignore[call-overload]
        if uncertain or len(counts) <= size or -counts[-1][0] >= -counts[size][0]:
            return None
    values = tuple(FacetValue(value, -count) for count, value in counts[:size])
    return Facet(values, more=len(counts) > size)
