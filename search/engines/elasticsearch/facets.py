"""Facets as aggregations beside the hits: one request answers a whole page."""

from collections.abc import Mapping
from typing import Any

from search.engines.elasticsearch.compile import all_of
from search.engines.elasticsearch.mapping import facet
from search.request import Facet, FacetRequest, FacetValue

Json = dict[str, Any]


def split(
    filters: Mapping[str, Json], requests: tuple[FacetRequest, ...]
) -> tuple[list[Json], dict[str, Json]]:
    """The filters that hold for hits and all facets, and those of facets asked for.

    The latter must come after the aggregations: a facet's own filter doesn't count
    for itself.
    """
    asked = {request.name for request in requests}
    common = [query for name, query in filters.items() if name not in asked]
    return common, {name: query for name, query in filters.items() if name in asked}


def aggregations(requests: tuple[FacetRequest, ...], own: Mapping[str, Json]) -> Json:
    """What to count, each over what all filters but its own let through."""
    asked: Json = {}
    for request in requests:
        others = [query for name, query in own.items() if name != request.name]
        counted = {"terms": _terms(request)}
        if others:
            asked[request.name] = {"filter": all_of(others), "aggs": {"values": counted}}
        else:
            asked[request.name] = counted
    return asked


def read(answer: Mapping[str, Json], requests: tuple[FacetRequest, ...]) -> dict[str, Facet]:
    return {request.name: _facet(answer[request.name], request.size) for request in requests}


def _terms(request: FacetRequest) -> Json:
    return {
        "field": facet(request.name),
        "size": request.size + 1,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }


def _facet(answer: Json, size: int) -> Facet:
    buckets = answer.get("values", answer)["buckets"]
    values = [FacetValue(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    return Facet(tuple(values[:size]), more=len(values) > size)
