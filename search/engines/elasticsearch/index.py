"""The life of an index in a cluster: an alias, and the index behind it.

An index says which fields it has and how a document becomes a body; all the rest is the
same for each of them.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import asking
from search.engines.elasticsearch.indices import Indices
from search.engines.elasticsearch.writer import Bulk
from search.engines.index import EngineIndex, Held, Key, Rebuild

PATIENCE = 20  # seconds for an answer
WRITING = 120  # seconds for a request that writes
Json = dict[str, Any]


class ElasticsearchIndex(EngineIndex[Held, Key]):
    """The index behind the alias ``alias`` of the cluster at ``url``."""

    name = "elasticsearch"

    def __init__(self, url: str, alias: str) -> None:
        self._client = Elasticsearch(url, request_timeout=PATIENCE, retry_on_timeout=False)
        self._indices = Indices(self._client, alias)
        self._alias = alias

    def settings(self) -> Json:
        """One shard: facets are counted exactly, and sorting needs no second round."""
        return {"number_of_shards": 1, "auto_expand_replicas": "0-1"}

    @abstractmethod
    def mapping(self) -> Json:
        """The fields, and what is kept of a body."""

    @abstractmethod
    def bulk(self, client: Elasticsearch, index: str, alias: bool = False) -> Bulk[Held, Key]: ...

    def write(self, upserts: Sequence[Held], deletes: Iterable[Key]) -> None:
        bulk = self.bulk(self._patient(), self._alias, alias=True)
        bulk.write(upserts, deletes)
        bulk.refresh()

    @contextmanager
    def rebuild(self) -> Iterator["ElasticsearchRebuild[Held, Key]"]:
        self._indices.sweep(next(iter(self._indices.named()), None))
        made = {"made_by": "beamfinder", "fingerprint": self.fingerprint()}
        mapping = {"dynamic": "strict", "_meta": made, **self.mapping()}
        name = self._indices.create(self.settings(), mapping)
        bulk = self.bulk(self._patient(), name)
        rebuild = ElasticsearchRebuild(self._indices, bulk)
        try:
            yield rebuild
        finally:
            rebuild.end()

    def needs_rebuild(self) -> str:
        """Raises EngineUnavailable when it can't be told: then nothing is rebuilt."""
        if not self._indices.named():
            return f"The cluster has no alias {self._alias!r}."
        return self.outdated(self._indices.made_by())

    def stats(self) -> dict[str, object]:
        index = self._indices.current()
        with asking():
            figures = self._client.indices.stats(index=index, metric="store,segments").body
            held = self._client.count(index=index).body["count"]
        primaries = figures["_all"]["primaries"]
        return {
            "engine": self.name,
            "index": index,
            self.holds: int(held),
            "segments": int(primaries["segments"]["count"]),
            "bytes": int(primaries["store"]["size_in_bytes"]),
        }

    def _patient(self) -> Elasticsearch:
        return self._client.options(request_timeout=WRITING)


class ElasticsearchRebuild(Rebuild[Held, Key]):
    """A new index being filled."""

    def __init__(self, indices: Indices, bulk: Bulk[Held, Key]) -> None:
        self._indices = indices
        self._bulk = bulk
        self._swapped = False

    def add(self, documents: Sequence[Held]) -> None:
        self._bulk.write(documents, ())

    def delete(self, ids: Iterable[Key]) -> None:
        self._bulk.write((), ids)

    def swap(self) -> None:
        self._bulk.refresh()
        self._indices.point_to(self._bulk.index)
        self._swapped = True
        self._indices.sweep(self._bulk.index)

    def end(self) -> None:
        """A swap that seemed to fail may have come through: then the index stays."""
        if not self._swapped and self._bulk.index not in self._indices.named():
            self._indices.drop(self._bulk.index)
