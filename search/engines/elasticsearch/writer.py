"""Writing documents by bulk requests."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic

import msgspec
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.failures import asking
from search.engines.index import Held, Key
from search.errors import EngineUnavailable, IndexingFailed, IndexMissing
from search.indexing.document import IndexDocument

LARGEST_REQUEST = 8_000_000  # bytes
Json = dict[str, Any]

_encode = msgspec.json.Encoder().encode


class Bulk(ABC, Generic[Held, Key]):
    """Sends bulk requests to one index.

    ``index`` is the name of an index, or of the alias where ``alias`` is set; an alias
    that is gone must not become an index by being written to.
    """

    def __init__(self, client: Elasticsearch, index: str, alias: bool = False) -> None:
        self._client = client
        self.index = index
        self._parameters = {"require_alias": "true"} if alias else {}

    @abstractmethod
    def body(self, document: Held) -> Json:
        """The document as Elasticsearch takes it."""

    def write(self, upserts: Iterable[Held], deletes: Iterable[Key]) -> None:
        """Delete, then write what takes the place of others with the same ids.

        Raises IndexingFailed or EngineUnavailable.
        """
        self.send(deletes, ((document.id, self.body(document)) for document in upserts))

    def send(self, deletes: Iterable[Key], bodies: Iterable[tuple[Key, Json]]) -> None:
        """The same with bodies, each at its id."""
        for request in _requests(_lines(deletes, bodies)):
            self._send(request)

    def refresh(self) -> None:
        """Have everything found that was written so far."""
        with asking():
            self._client.indices.refresh(index=self.index)

    def _send(self, request: bytes) -> None:
        with asking():
            answer = self._client.perform_request(
                "POST",
                f"/{self.index}/_bulk",
                params=self._parameters,
                headers={"accept": "application/json", "content-type": "application/x-ndjson"},
                body=request,
            ).body
        if not answer["errors"]:
            return
        for item in answer["items"]:
            _check_item(item)


class RecordBulk(Bulk[IndexDocument, int]):
    """Writes records, giving new parameters fields while there is room."""

    def __init__(self, client: Elasticsearch, index: str, alias: bool = False) -> None:
        super().__init__(client, index, alias)
        with asking():
            found = client.indices.get_mapping(index=index)
        (body,) = found.body.values()
        self._fields = set(body["mappings"]["properties"]["p"].get("properties", ()))
        self._fresh: dict[str, None] = {}  # fields to add before the next request

    def write(self, upserts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        bodies = [(document.id, self.body(document)) for document in upserts]
        self._add_fields()
        self.send(deletes, bodies)

    def body(self, document: IndexDocument) -> Json:
        body: Json = {
            "id": document.id,
            "text": document.text,
            "terms": document.terms,
            **document.numbers,
            **document.keys,
        }
        for name, shown in document.facets.items():
            body[mapping.facet(name)] = shown
        own: dict[str, Sequence[float]] = {}
        tail: list[Json] = []
        for key, values in document.parameters.items():
            field = mapping.parameter_field(key)
            if self._has_room(field):
                own[field] = [one + 0.0 for one in values]  # -0 is no other value than 0
            else:
                tail.append({"key": field, "value": values})
        body["p"] = own
        if tail:
            body["tail"] = tail
        return body

    def _has_room(self, field: str) -> bool:
        if field in self._fields:
            return True
        if len(self._fields) >= mapping.MOST_FIELDS:
            return False
        self._fields.add(field)
        self._fresh[field] = None
        return True

    def _add_fields(self) -> None:
        if not self._fresh:
            return
        properties = {"p": mapping.parameter_fields(list(self._fresh))}
        with asking():
            self._client.indices.put_mapping(index=self.index, properties=properties)
        self._fresh = {}


def _lines(
    deletes: Iterable[int | str], bodies: Iterable[tuple[int | str, Json]]
) -> Iterator[bytes]:
    for key in deletes:
        yield _encode({"delete": {"_id": str(key)}}) + b"\n"
    for key, body in bodies:
        action = _encode({"index": {"_id": str(key)}})
        yield b"%s\n%s\n" % (action, _encode(body))


def _requests(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines put together to requests of bounded size."""
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        if waiting and size + len(line) > LARGEST_REQUEST:
            yield b"".join(waiting)
            waiting, size = [], 0
        waiting.append(line)
        size += len(line)
    if waiting:
        yield b"".join(waiting)


def _check_item(item: Json) -> None:
    """Raises when one action of a bulk request failed; deleting what isn't there is fine."""
    ((action, result),) = item.items()
    status = result["status"]
    if status < 300 or (action == "delete" and status == 404):
        return
    reason = result.get("error", {}).get("reason", f"status {status}")
    if status == 404:
        raise IndexMissing(f"Elasticsearch has none: {reason}")
    if status == 429 or status >= 500:
        raise EngineUnavailable(f"Elasticsearch has too much to do: {reason}")
    raise IndexingFailed(f"Elasticsearch refused record {result['_id']}: {reason}")
