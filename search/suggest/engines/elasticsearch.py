"""The index of suggestions in an Elasticsearch cluster, beside that of records."""

from collections.abc import Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import asking, of_one
from search.engines.elasticsearch.index import ElasticsearchIndex
from search.engines.elasticsearch.writer import Bulk
from search.suggest.document import Entry
from search.suggest.engines.base import MOST_NEAR, Store

_AT_ONCE = 1_000  # keys of one request
_TOKENS = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
Json = dict[str, Any]


class _Bulk(Bulk[Entry, str]):
    def body(self, document: Entry) -> Json:
        held = {"word": document.word, "held": document.held}
        body = {"tokens": document.tokens, "order": document.order}
        return body | {name: text for name, text in held.items() if text}


class ElasticsearchStore(ElasticsearchIndex[Entry, str], Store):
    """The index of suggestions in a cluster."""

    def mapping(self) -> Json:
        properties = {
            "tokens": _TOKENS,
            "order": {"type": "keyword", "index": False},
            "word": {"type": "keyword", "doc_values": False},
            "held": _KEPT,
        }
        return {"_source": {"includes": ["held"]}, "properties": properties}

    def bulk(self, client: Elasticsearch, index: str, alias: bool = False) -> _Bulk:
        return _Bulk(client, index, alias)

    def first(self, asked: Sequence[Sequence[str]], size: int) -> list[list[str]]:
        """One request for all of them."""
        bodies: list[Json] = []
        for tokens in asked:
            terms = [{"term": {"tokens": token}} for token in tokens]
            bodies += [{}, _body({"bool": {"filter": terms}}, size)]
        if not bodies:
            return []
        with asking():
            found = self._client.msearch(index=self._alias, searches=bodies).body["responses"]
        return [_orders(one) for one in found]

    def near(self, word: str, distance: int) -> list[str]:
        fuzzy = {
            "value": word,
            "fuzziness": distance,
            "transpositions": True,
            "max_expansions": MOST_NEAR,
        }
        body = _body({"bool": {"filter": [{"fuzzy": {"word": fuzzy}}]}}, MOST_NEAR)
        with asking():
            return _orders(self._client.search(index=self._alias, **body).body)

    def held(self, keys: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = list(keys[start : start + _AT_ONCE])
            with asking():
                answer = self._client.mget(index=self._alias, ids=part).body
            for one in answer["docs"]:
                if one.get("found"):
                    found[one["_id"]] = one.get("_source", {}).get("held", "")
        return found


def _body(query: Json, size: int) -> Json:
    order = [{"order": "asc"}]
    return {
        "query": query,
        "size": size,
        "sort": order,
        "track_total_hits": False,
        "_source": False,
    }


def _orders(answer: Json) -> list[str]:
    if "error" in answer:
        raise of_one(answer)
    return [str(hit["sort"][0]) for hit in answer["hits"]["hits"]]
