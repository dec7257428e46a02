"""The index of suggestions in an Elasticsearch cluster, beside that of records."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import asking, of_one
from search.engines.elasticsearch.indices import Indices
from search.engines.elasticsearch.writer import Bulk
from search.suggest import document
from search.suggest.document import Entry
from search.suggest.engines.base import MOST_NEAR, Store

PATIENCE = 20  # seconds for an answer
WRITING = 120  # seconds for a request that writes
_AT_ONCE = 1_000  # keys of one request
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
Json = dict[str, Any]


def fingerprint() -> str:
    """Differs whenever an index has to be rebuilt before this version writes to it."""
    return hashlib.blake2b(json.dumps(document.version()).encode(), digest_size=8).hexdigest()


def settings() -> Json:
    return {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def mapping() -> Json:
    tokens = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
    return {
        "dynamic": "strict",
        "_source": {"includes": ["held"]},
        "_meta": {"made_by": "beamfinder", "fingerprint": fingerprint()},
        "properties": {
            "tokens": tokens,
            "order": {"type": "keyword", "index": False},
            "word": {"type": "keyword", "doc_values": False},
            "held": _KEPT,
        },
    }


class StoreIndices(Indices):
    """The alias of the index of suggestions."""

    def create(self) -> str:
        return self._made(settings(), mapping())


class ElasticsearchStore(Store):
    """The index behind the alias ``alias`` of the cluster at ``url``."""

    name = "elasticsearch"

    def __init__(self, url: str, alias: str) -> None:
        self._client = Elasticsearch(url, request_timeout=PATIENCE, retry_on_timeout=False)
        self._indices = StoreIndices(self._client, alias)
        self._alias = alias

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

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        bulk = _Bulk(self._client.options(request_timeout=WRITING), self._alias, alias=True)
        bulk.replace(entries, deletes)
        bulk.refresh()

    @contextmanager
    def rebuild(self) -> Iterator["ElasticsearchStoreRebuild"]:
        self._indices.sweep(next(iter(self._indices.named()), None))
        client = self._client.options(request_timeout=WRITING)
        rebuild = ElasticsearchStoreRebuild(client, self._indices)
        try:
            yield rebuild
        finally:
            rebuild.end()

    def needs_rebuild(self) -> str:
        """Raises EngineUnavailable when it can't be told: then nothing is rebuilt."""
        if not self._indices.named():
            return f"The cluster has no alias {self._alias!r}."
        if self._indices.made_by() != fingerprint():
            return "The index of suggestions was made by another version."
        return ""

    def stats(self) -> dict[str, object]:
        index = self._indices.current()
        with asking():
            figures = self._client.indices.stats(index=index, metric="store").body
            entries = self._client.count(index=index).body["count"]
        stored = figures["_all"]["primaries"]["store"]["size_in_bytes"]
        return {"entries": int(entries), "bytes": int(stored)}


class ElasticsearchStoreRebuild:
    """A new index being filled."""

    def __init__(self, client: Elasticsearch, indices: Indices) -> None:
        self._indices = indices
        self._name = indices.create()
        self._swapped = False
        self._bulk = _Bulk(client, self._name)

    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        self._bulk.replace(entries, deletes)

    def swap(self) -> None:
        self._bulk.refresh()
        self._indices.point_to(self._name)
        self._swapped = True
        self._indices.sweep(self._name)

    def end(self) -> None:
        """A swap that seemed to fail may have come through: then the index stays."""
        if not self._swapped and self._name not in self._indices.named():
            self._indices.drop(self._name)


class _Bulk(Bulk):
    def replace(self, entries: Iterable[Entry], deletes: Iterable[str]) -> None:
        self.send(deletes, ((one.key, _source(one)) for one in entries))


def _source(entry: Entry) -> Json:
    made = {"tokens": entry.tokens, "order": entry.order}
    return made | {name: text for name in ("word", "held") if (text := getattr(entry, name))}


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
