"""A parameter's values, counted in bins by aggregations, each over a search of its own.

A parameter has a field of its own or is in the nested tail; which of them only the
answer tells, so the tail is asked where the own field has nothing.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.compile import all_of, filtered
from search.engines.elasticsearch.failures import of_one
from search.engines.elasticsearch.mapping import parameter_field
from search.query.tree import ParameterExists
from search.request import Extent, Measured

Json = dict[str, Any]


def extents(
    client: Elasticsearch, index: str, asked: Sequence[Measured], seconds: float
) -> list[Extent | None]:
    bodies = [(one, _extremes(one)) for one in asked]
    answers = _search(client, index, bodies, seconds)
    return [None if answer is None else _extent(answer) for answer in answers]


def bins(
    client: Elasticsearch,
    index: str,
    asked: Sequence[tuple[Measured, Sequence[float]]],
    seconds: float,
) -> list[tuple[int, ...] | None]:
    bodies = [(one, _ranges(one, edges)) for one, edges in asked]
    answers = _search(client, index, bodies, seconds)
    return [None if answer is None else _counts(answer) for answer in answers]


def _search(
    client: Elasticsearch, index: str, asked: Sequence[tuple[Measured, Json]], seconds: float
) -> list[Mapping[str, Any] | None]:
    """The answer of each, None where the time was up before it was whole."""
    if not asked:
        return []
    searches: list[Json] = []
    for one, aggregations in asked:
        searches += [{}, _body(one, aggregations, seconds)]
    answers = client.msearch(index=index, searches=searches).body["responses"]
    for answer in answers:
        if "error" in answer:
            raise of_one(answer)
    return [None if answer["timed_out"] else answer for answer in answers]


def _body(one: Measured, aggregations: Json, seconds: float) -> Json:
    return {
        "query": all_of([filtered(one.within)]),
        "aggregations": aggregations,
        "size": 0,
        "track_total_hits": True,
        "timeout": f"{max(int(seconds * 1000), 1)}ms",
    }


def _extremes(one: Measured) -> Json:
    field = parameter_field((one.name, one.dimension))
    having = filtered(ParameterExists(one.name, one.dimension))
    return {
        "records": {"filter": having},
        "own": {"stats": {"field": f"p.{field}"}},
        "tail": _in_tail(field, {"stats": {"field": "tail.value"}}),
    }


def _ranges(one: Measured, edges: Sequence[float]) -> Json:
    field = parameter_field((one.name, one.dimension))
    inner = [{"from": low, "to": high} for low, high in pairwise(edges)]
    ranges = [{"to": edges[0]}, *inner, {"from": edges[-1]}]
    tail: Json = {"range": {"field": "tail.value", "ranges": ranges}}
    tail["aggregations"] = {"records": {"reverse_nested": {}}}
    return {
        "own": {"range": {"field": f"p.{field}", "ranges": ranges}},
        "tail": _in_tail(field, tail),
    }


def _in_tail(field: str, counted: Json) -> Json:
    named = {"filter": {"term": {"tail.key": field}}, "aggregations": {"found": counted}}
    return {"nested": {"path": "tail"}, "aggregations": {"named": named}}


def _extent(answer: Mapping[str, Any]) -> Extent:
    total = int(answer["hits"]["total"]["value"])
    found = answer["aggregations"]
    records = int(found["records"]["doc_count"])
    parts = [found["own"], found["tail"]["named"]["found"]]
    ends = [(part["min"], part["max"]) for part in parts if part["count"]]
    if not records or not ends:
        return Extent(total, records)
    return Extent(total, records, min(low for low, _ in ends), max(high for _, high in ends))


def _counts(answer: Mapping[str, Any]) -> tuple[int, ...]:
    found = answer["aggregations"]
    own = [int(bucket["doc_count"]) for bucket in found["own"]["buckets"]]
    tail = found["tail"]["named"]["found"]["buckets"]
    return tuple(
        count + int(bucket["records"]["doc_count"]) for count, bucket in zip(own, tail, strict=True)
    )
