"""A LoopBack memory database (db.json) as records that know their relations.

Each model is an object of identifier -> record, the record as JSON text or as an
object; {"models": {…}} or the models alone.  Relations stand in foreign keys and in
the tables DatasetTechnique, DatasetSample and DocumentDataset.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from harvest.replay.recordings import BadRecording

Json = dict[str, Any]
LISTED = ("Dataset", "Document", "Instrument")
_encoder = msgspec.json.Encoder()

# model, its foreign key, the model it points to, and what either calls the other ("" not at all)
_KEYS = (
    ("Dataset", "instrumentId", "Instrument", "instrument", "datasets"),
    ("Dataset", "documentId", "Document", "documents", "datasets"),
    ("File", "datasetId", "Dataset", "dataset", "files"),
    ("Parameter", "datasetId", "Dataset", "dataset", "parameters"),
    ("Parameter", "documentId", "Document", "document", "parameters"),
    ("Member", "documentId", "Document", "document", "members"),
    ("Member", "personId", "Person", "person", "members"),
    ("Member", "affiliationId", "Affiliation", "affiliation", "members"),
)
# table, both foreign keys and models, and what each calls the other
_TABLES = (
    ("DatasetTechnique", "datasetId", "Dataset", "techniqueId", "Technique", "techniques", ""),
    ("DatasetSample", "datasetId", "Dataset", "sampleId", "Sample", "samples", "datasets"),
    ("DocumentDataset", "documentId", "Document", "datasetId", "Dataset", "datasets", "documents"),
)
SINGLE = frozenset(("instrument", "dataset", "document", "person", "affiliation"))


class Node:
    """One record: its JSON, and the records that each of its relations leads to."""

    __slots__ = ("_related", "body", "ident")

    def __init__(self, ident: str, body: bytes) -> None:
        self.ident = ident
        self.body = body
        self._related: dict[str, dict[Node, None]] = {}  # each once, in the order they came

    @property
    def data(self) -> Any:
        """The record decoded, {} where its body can't be."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}

    def relate(self, relation: str, other: "Node") -> None:
        if relation:
            self._related.setdefault(relation, {})[other] = None

    def related(self, relation: str) -> "list[Node]":
        return list(self._related.get(relation, ()))


@dataclass
class Database:
    """The records that can be listed, by model and identifier, in the order they came."""

    nodes: dict[str, dict[str, Node]] = field(
        default_factory=lambda: {model: {} for model in LISTED}
    )


def read(recordings: Iterable[Any]) -> Database:
    """All databases together; of a record that is in several, the last.

    Raises BadRecording.
    """
    database = Database()
    for given in recordings:
        models = given.get("models", given) if isinstance(given, dict) else None
        if not isinstance(models, dict) or not any(model in models for model in LISTED):
            raise BadRecording('a PaNOSC recording is a db.json: {"models": {"Dataset": …, …}}')
        linked = _linked(models)
        for model in LISTED:
            database.nodes[model] |= {node.ident: node for node in linked[model]}
    return database


def _linked(models: Json) -> dict[str, list[Node]]:
    """All records by model, related to each other; identifiers of files may be repeated."""
    names = {*LISTED, *(row[0] for row in _KEYS), *(row[2] for row in _KEYS)}
    names |= {row[4] for row in _TABLES}
    nodes = {name: list(_nodes(models.get(name, {}))) for name in names}
    index = {name: {node.ident: node for node in found} for name, found in nodes.items()}
    for model, key, target, forth, back in _KEYS:
        for node in nodes[model]:
            for other in _named(index[target], _value(node.data, key)):
                node.relate(forth, other)
                other.relate(back, node)
    for table, key, model, other_key, target, forth, back in _TABLES:
        for row in _nodes(models.get(table, {})):
            for node in _named(index[model], _value(row.data, key)):
                for other in _named(index[target], _value(row.data, other_key)):
                    node.relate(forth, other)
                    other.relate(back, node)
    return nodes


def _nodes(records: Any) -> Iterable[Node]:
    items = records.items() if isinstance(records, dict) else enumerate(records)
    for key, record in items:
        body = record.encode() if isinstance(record, str) else record
        if not isinstance(body, bytes):
            body = _encoder.encode(record)
        node = Node(str(key), body)
        data = node.data
        own = _value(data, "pid") or _value(data, "id")
        node.ident = str(own) if own not in (None, "") else str(key)
        yield node


def _named(nodes: dict[str, Node], key: Any) -> list[Node]:
    """The records that a foreign key names: identifiers may be text here and numbers there."""
    keys = key if isinstance(key, list) else [key]
    return [nodes[str(one)] for one in keys if one is not None and str(one) in nodes]


def _value(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, dict) else None
