"""The index of files in an Elasticsearch cluster, beside that of records."""

from collections.abc import Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.failures import asking
from search.engines.elasticsearch.index import ElasticsearchIndex
from search.engines.elasticsearch.writer import Bulk
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

Json = dict[str, Any]


class _Bulk(Bulk[FileNames, int]):
    def body(self, document: FileNames) -> Json:
        return {"id": document.id, "paths": tokens(document.paths)}


class ElasticsearchFiles(ElasticsearchIndex[FileNames, int], FileEngine):
    """The index of files in a cluster."""

    def mapping(self) -> Json:
        properties = {
            "id": {"type": "long"},
            "paths": {"type": "text", "analyzer": "whitespace", "norms": False},
        }
        return {"_source": {"enabled": False}, "properties": properties}

    def bulk(self, client: Elasticsearch, index: str, alias: bool = False) -> _Bulk:
        return _Bulk(client, index, alias)

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
