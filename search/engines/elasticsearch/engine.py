"""The engine interface over an Elasticsearch cluster."""

import hashlib
from collections.abc import Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.base import Engine
from search.engines.elasticsearch import facets, histograms, mapping, near, orders
from search.engines.elasticsearch.compile import filtered, scored
from search.engines.elasticsearch.failures import asking
from search.engines.elasticsearch.index import ElasticsearchIndex
from search.engines.elasticsearch.writer import RecordBulk
from search.engines.nearest import by_closeness, nearest_page
from search.engines.shares import Shares, shares
from search.errors import EngineUnavailable
from search.fields import DEEPEST
from search.indexing.document import IndexDocument
from search.query.tree import Node
from search.request import Extent, Facet, Hits, Measured, Page, Position, SearchRequest

COUNTED_AT_ONCE = 500  # queries in one request
Json = dict[str, Any]


class ElasticsearchEngine(ElasticsearchIndex[IndexDocument, int], Engine):
    """The index of records in a cluster."""

    def version(self) -> list[object]:
        return mapping.version()

    def settings(self) -> Json:
        return super().settings() | mapping.settings()

    def mapping(self) -> Json:
        return mapping.mapping()

    def bulk(self, client: Elasticsearch, index: str, alias: bool = False) -> RecordBulk:
        return RecordBulk(client, index, alias)

    def search(self, page: Page) -> Hits:
        if by_closeness(page):
            return self._nearest(page)
        body = _body(page)
        with asking():
            orders.check(self._client, self._alias, page.order)
            answer = self._client.search(index=self._alias, **body).body
        found = answer["hits"]["hits"]
        size = page.request.size
        shown, more = found[:size], len(found) > size
        last = _place(page, shown[-1]) if more and shown else None
        counts = self._facets(page.request)
        return Hits(answer["hits"]["total"]["value"], [int(h["_id"]) for h in shown], last, counts)

    def _nearest(self, page: Page) -> Hits:
        with asking():
            found = nearest_page(near.Found(self._client, self._alias, page.request), page)
        return Hits(found.total, found.ids, found.last, self._facets(page.request))

    def _facets(self, request: SearchRequest) -> dict[str, Facet]:
        if not request.facets:
            return {}
        query = filtered(request.query)
        filters = {name: filtered(node) for name, node in request.filters.items()}
        with asking():
            return facets.facets(self._client, self._alias, query, filters, request.facets)

    def shares(self, request: SearchRequest, ids: Sequence[int]) -> dict[int, Shares]:
        with asking():
            return shares(near.Found(self._client, self._alias, request), request.query, ids)

    def count(self, query: Node) -> int:
        with asking():
            return int(self._client.count(index=self._alias, query=filtered(query)).body["count"])

    def state(self) -> str:
        """By the last change that is found, and by how many records there are.

        Whatever is written is numbered, one number higher each time; what is deleted leaves
        fewer records, or another one as the last changed.
        """
        with asking():
            answer = self._client.search(
                index=self._alias,
                size=1,
                sort=[{"_seq_no": "desc"}],
                source=False,
                track_total_hits=True,
            )
        found = answer.body["hits"]
        last = [(hit["_index"], hit["sort"]) for hit in found["hits"]]
        told = repr((last, found["total"]["value"]))
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()

    def counts(self, queries: Sequence[Node]) -> list[int]:
        """Up to ``COUNTED_AT_ONCE`` of them in one request."""
        found: list[int] = []
        for start in range(0, len(queries), COUNTED_AT_ONCE):
            part = [filtered(query) for query in queries[start : start + COUNTED_AT_ONCE]]
            each = {"each": {"filters": {"filters": part}}}
            with asking():
                answer = self._client.search(
                    index=self._alias, size=0, track_total_hits=False, aggregations=each
                ).body
            buckets = answer["aggregations"]["each"]["buckets"]
            found += [int(bucket["doc_count"]) for bucket in buckets]
        return found

    def extents(self, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
        with asking():
            return histograms.extents(self._client, self._alias, asked, seconds)

    def bins(
        self, asked: Sequence[tuple[Measured, Sequence[float]]], seconds: float
    ) -> list[tuple[int, ...] | None]:
        with asking():
            return histograms.bins(self._client, self._alias, asked, seconds)

    def health(self) -> str | None:
        try:
            self._indices.current()
            with asking():
                status = self._client.cluster.health(index=self._alias).body["status"]
        except EngineUnavailable as error:
            return str(error)
        if status == "red":
            return "A part of the search index isn't available: look at the cluster's health."
        return None


def _body(page: Page) -> Json:
    """The request for one page: one hit more than shown tells whether there is another."""
    request = page.request
    order = page.order
    filters = [filtered(one) for one in request.filters.values()]
    main = filtered(request.query) if order else scored(request.query)
    body: Json = {
        "query": {"bool": {"must": [main], "filter": filters}},
        "sort": orders.sort(order) if order else [{"_score": "desc"}, {"id": "asc"}],
        "size": min(request.size + 1, DEEPEST - page.skip),
        "track_total_hits": True,
        "source": False,
    }
    if order and page.after is not None:
        body["search_after"] = orders.after(order, page.after)
    else:
        body["from_"] = page.skip
    return body


def _place(page: Page, hit: Json) -> Position | None:
    """Where the page ended: a rank by relevance, else the key and the id."""
    number = int(hit["_id"])
    if page.order:
        return orders.value(page.order, hit["sort"][0]), number
    rank = page.skip + page.request.size
    return (rank, number) if rank < DEEPEST else None
