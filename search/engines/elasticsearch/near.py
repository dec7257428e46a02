"""What a search finds, as search.engines.nearest asks for it."""

from collections.abc import Iterator
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.compile import filtered, in_tail, scored
from search.engines.elasticsearch.mapping import parameter_field
from search.engines.nearest import Measured, TooRare, Values, gathered
from search.fields import DEEPEST
from search.query.near import keys, nears
from search.query.tree import And, Node
from search.request import SearchRequest

Json = dict[str, Any]


class Found:
    """The hits of a search with closenesses, in the index behind an alias."""

    def __init__(self, client: Elasticsearch, alias: str, request: SearchRequest) -> None:
        self._client = client
        self._alias = alias
        self._request = request
        self._nears = nears(request.query)
        self._fields = {key: parameter_field(key) for near in self._nears for key in keys(near)}
        self._check_fields()

    def count(self, within: Node) -> int:
        query = self._filter(within)
        return int(self._client.count(index=self._alias, query=query).body["count"])

    def values(self, within: Node, limit: int) -> dict[int, Values]:
        return gathered(self._nears, self._read, within, limit)

    def _read(self, within: Node, limit: int) -> dict[int, Measured]:
        fields = {key: f"p.{field}" for key, field in self._fields.items()}
        return {
            int(hit["_id"]): {
                key: hit.get("fields", {}).get(field, ()) for key, field in fields.items()
            }
            for hit in self._hits(within, limit, list(fields.values()))
        }

    def sample(self, within: Node, limit: int) -> list[Values]:
        return list(self.values(within, limit).values())

    def scores(self, within: Node, limit: int) -> dict[int, float]:
        query = {"bool": {"must": [scored(self._request.query)], "filter": [self._filter(within)]}}
        answer = self._client.search(
            index=self._alias, query=query, size=limit, source=False, track_total_hits=False
        )
        return {int(hit["_id"]): float(hit["_score"]) for hit in answer.body["hits"]["hits"]}

    def _check_fields(self) -> None:
        """Raises TooRare where a parameter is kept in the nested form, out of reach here."""
        if not self._fields:
            return
        query = {"bool": {"should": [in_tail(field, {}) for field in self._fields.values()]}}
        if not self._client.count(index=self._alias, query=query).body["count"]:
            return
        for (name, _), field in self._fields.items():
            if self._client.count(index=self._alias, query=in_tail(field, {})).body["count"]:
                raise TooRare(name)

    def _hits(self, within: Node, limit: int, fields: list[str]) -> Iterator[Json]:
        """By id, as many at a time as the cluster gives."""
        after: list[Any] | None = None
        while limit > 0:
            size = min(limit, DEEPEST)
            hits = self._client.search(
                index=self._alias,
                query=self._filter(within),
                sort=[{"id": "asc"}],
                size=size,
                search_after=after,
                docvalue_fields=[{"field": field} for field in fields],
                source=False,
                track_total_hits=False,
            ).body["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            limit, after = limit - size, hits[-1]["sort"]

    def _filter(self, within: Node) -> Json:
        request = self._request
        return filtered(And((request.query, *request.filters.values(), within)))
