"""Facets as aggregations, asked for when the hits are there: slow ones don't keep those waiting."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elastic_transport import ConnectionTimeout
from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import of_one
from search.engines.elasticsearch.mapping import facet
from search.request import Facet, FacetRequest, FacetValue

BUDGET = 5.0  # seconds for all facets of a page
DELAY = 1.0  # seconds for the answer to come, when the cluster has stopped in time
Json = dict[str, Any]
Group = tuple[FacetRequest, ...]


def facets(
    client: Elasticsearch,
    index: str,
    query: Json,
    filters: Mapping[str, Json],
    requests: Sequence[FacetRequest],
) -> dict[str, Facet]:
    """Each facet over what the query and all filters but its own find.

    Facets without a filter of their own share one search; those that didn't come in time
    are marked so.
    """
    groups = list(_groups(filters, requests))
    searches: list[Json] = []
    for group in groups:
        others = [one for name, one in filters.items() if name != group[0].name]
        searches += [{}, _body(query, others, group)]
    patient = client.options(request_timeout=BUDGET + DELAY)
    try:
        answers = patient.msearch(index=index, searches=searches).body["responses"]
    except ConnectionTimeout:
        return {request.name: Facet(timed_out=True) for request in requests}
    found: dict[str, Facet] = {}
    for group, answer in zip(groups, answers, strict=True):
        found |= _read(answer, group)
    return {request.name: found[request.name] for request in requests}


def _groups(filters: Mapping[str, Json], requests: Sequence[FacetRequest]) -> Iterator[Group]:
    """Those that are counted over the same records."""
    shared = tuple(request for request in requests if request.name not in filters)
    if shared:
        yield shared
    for request in requests:
        if request.name in filters:
            yield (request,)


def _body(query: Json, filters: list[Json], group: Group) -> Json:
    return {
        "query": {"bool": {"filter": [query, *filters]}},
        "aggregations": {request.name: {"terms": _terms(request)} for request in group},
        "size": 0,
        "track_total_hits": False,
        "timeout": f"{max(int(BUDGET * 1000), 1)}ms",
    }


def _terms(request: FacetRequest) -> Json:
    return {
        "field": facet(request.name),
        "size": request.size + 1,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }


def _read(answer: Json, group: Group) -> dict[str, Facet]:
    if "error" in answer:
        raise of_one(answer)
    if answer["timed_out"]:
        return {request.name: Facet(timed_out=True) for request in group}
    found = answer["aggregations"]
    return {request.name: _facet(found[request.name], request.size) for request in group}


def _facet(answer: Json, size: int) -> Facet:
    values = [FacetValue(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]
    return Facet(tuple(values[:size]), more=len(values) > size)
