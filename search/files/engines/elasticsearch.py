"""The index of files in an Elasticsearch cluster, beside that of records."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import asking
from search.engines.elasticsearch.indices import Indices
from search.engines.elasticsearch.writer import Bulk
from search.files import document
from search.files.document import (
    MOST_COUNTED,
    Every,
    FileHits,
    FileNames,
    Fragment,
    Needed,
    Part,
    Some,
)
from search.files.engines.base import FileEngine
from search.files.names import groups, tokens

PATIENCE = 20  # seconds for an answer
WRITING = 120  # seconds for a request that writes
Json = dict[str, Any]


def fingerprint() -> str:
    """Differs whenever an index has to be rebuilt before this version writes to it."""
    return hashlib.blake2b(json.dumps(document.version()).encode(), digest_size=8).hexdigest()


def settings() -> Json:
    return {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def mapping() -> Json:
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "_meta": {"made_by": "beamfinder", "fingerprint": fingerprint()},
        "properties": {
            "id": {"type": "long"},
            "paths": {"type": "text", "analyzer": "whitespace", "norms": False},
        },
    }


class FileIndices(Indices):
    """The alias of the index of files."""

    def create(self) -> str:
        return self._made(settings(), mapping())


class ElasticsearchFiles(FileEngine):
    """The index behind the alias ``alias`` of the cluster at ``url``."""

    name = "elasticsearch"

    def __init__(self, url: str, alias: str) -> None:
        self._client = Elasticsearch(url, request_timeout=PATIENCE, retry_on_timeout=False)
        self._indices = FileIndices(self._client, alias)
        self._alias = alias

    def search(self, fragment: Fragment) -> FileHits:
        """One request: one hit more than shown tells whether there is another."""
        with asking():
            answer = self._client.search(
                index=self._alias,
                query={"bool": {"filter": [_query(Part(fragment.text))]}},
                sort=[{"id": "desc"}],
                size=fragment.size + 1,
                track_total_hits=MOST_COUNTED + 1,
                source=False,
                search_after=None if fragment.before is None else [fragment.before],
            ).body
        found, total = answer["hits"]["hits"], answer["hits"]["total"]["value"]
        shown = [int(hit["_id"]) for hit in found[: fragment.size]]
        return FileHits(
            min(total, MOST_COUNTED), total > MOST_COUNTED, shown, len(found) > len(shown)
        )

    def datasets(
        self, needed: Needed, most: int, among: Sequence[int] | None = None
    ) -> list[int] | None:
        known: list[Json] = [] if among is None else [{"terms": {"id": list(among)}}]
        with asking():
            answer = self._client.search(
                index=self._alias,
                query={"bool": {"filter": [*known, _query(needed)]}},
                sort=["_doc"],
                size=most,
                track_total_hits=most + 1,
                source=False,
            ).body["hits"]
        if answer["total"]["value"] > most:
            return None
        return [int(hit["_id"]) for hit in answer["hits"]]

    def write(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        bulk = Bulk(self._client.options(request_timeout=WRITING), self._alias, alias=True)
        _send(bulk, upserts, deletes)
        bulk.refresh()

    @contextmanager
    def rebuild(self) -> Iterator["ElasticsearchFileRebuild"]:
        self._indices.sweep(next(iter(self._indices.named()), None))
        client = self._client.options(request_timeout=WRITING)
        rebuild = ElasticsearchFileRebuild(client, self._indices)
        try:
            yield rebuild
        finally:
            rebuild.end()

    def needs_rebuild(self) -> str:
        """Raises EngineUnavailable when it can't be told: then nothing is rebuilt."""
        if not self._indices.named():
            return f"The cluster has no alias {self._alias!r}."
        if self._indices.made_by() != fingerprint():
            return "The index of files was made by another version."
        return ""

    def stats(self) -> dict[str, object]:
        index = self._indices.current()
        with asking():
            figures = self._client.indices.stats(index=index, metric="store").body
            datasets = self._client.count(index=index).body["count"]
        stored = figures["_all"]["primaries"]["store"]["size_in_bytes"]
        return {"datasets": int(datasets), "bytes": int(stored)}


class ElasticsearchFileRebuild:
    """A new index being filled."""

    def __init__(self, client: Elasticsearch, indices: Indices) -> None:
        self._indices = indices
        self._name = indices.create()
        self._swapped = False
        self._bulk = Bulk(client, self._name)

    def add(self, documents: Sequence[FileNames]) -> None:
        _send(self._bulk, documents, ())

    def replace(self, upserts: Sequence[FileNames], deletes: Iterable[int]) -> None:
        _send(self._bulk, upserts, deletes)

    def swap(self) -> None:
        self._bulk.refresh()
        self._indices.point_to(self._name)
        self._swapped = True
        self._indices.sweep(self._name)

    def end(self) -> None:
        """A swap that seemed to fail may have come through: then the index stays."""
        if not self._swapped and self._name not in self._indices.named():
            self._indices.drop(self._name)


def _send(bulk: Bulk, upserts: Iterable[FileNames], deletes: Iterable[int]) -> None:
    bulk.send(deletes, ((one.id, {"id": one.id, "paths": tokens(one.paths)}) for one in upserts))


def _query(needed: Needed) -> Json:
    match needed:
        case Part(text):
            return {"match_phrase": {"paths": groups(text)}}
        case Every(()):
            return {"match_all": {}}
        case Every(parts):
            return {"bool": {"filter": [_query(part) for part in parts]}}
        case Some(parts):
            return {"bool": {"should": [_query(part) for part in parts]}}
