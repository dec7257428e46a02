"""Real catalogues whose records can be edited, hidden, removed, restored and moved."""

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.harvest.real.model import Entry, Key, Model

Json = dict[str, Any]
TITLES = {
    ("scicat", "document"): "title",
    ("scicat", "dataset"): "datasetName",
    ("panosc", "document"): "title",
    ("panosc", "dataset"): "title",
}
IDENTIFIERS = {
    ("scicat", "document"): ("doi", "_id", "id"),
    ("scicat", "dataset"): ("pid", "_id", "id"),
    ("panosc", "document"): ("pid",),
    ("panosc", "dataset"): ("pid",),
}


@dataclass
class Catalogue:
    """The records by kind and identifier, and the model that follows every change."""

    kind: str
    records: dict[Key, Json]
    around: Json = field(default_factory=dict)  # the other tables of a PaNOSC database
    model: Model = field(default_factory=Model)
    gone: dict[Key, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, record in self.records.items():
            self.model.entries[key] = Entry(self._title(key, record))

    def edit(self, key: Key) -> None:
        record = self.records[key]
        record[TITLES[self.kind, key[0]]] = f"{self._title(key, record)}, edited"
        self.model.entries[key].title = self._title(key, record)

    def hide(self, key: Key) -> None:
        """An amended document still answers at its address; an unpublished dataset says 403."""
        change = {"status": "pending_amendment"} if key[0] == "document" else {"isPublished": False}
        self.records[key].update(change)
        self.model.entries[key].listed = False

    def show(self, key: Key) -> None:
        change = {"status": "registered"} if key[0] == "document" else {"isPublished": True}
        self.records[key].update(change)
        self.model.entries[key].listed = True

    def remove(self, key: Key) -> None:
        self.gone[key] = self.records.pop(key)
        entry = self.model.entries[key]
        entry.listed = entry.answers = False

    def restore(self, key: Key) -> None:
        self.records[key] = self.gone.pop(key)
        self.model.entries[key].answers = True
        self.show(key)

    def move(self, key: Key) -> None:
        """To another identifier: for us one record goes and another comes."""
        kind, ident = key
        moved = copy.deepcopy(self.records[key])
        for name in IDENTIFIERS[self.kind, kind]:
            moved[name] = f"{ident}-moved"
        self.remove(key)
        del self.gone[key]
        self.records[kind, f"{ident}-moved"] = moved
        self.model.entries[kind, f"{ident}-moved"] = Entry(self._title(key, moved))

    def recording(self) -> Any:
        """As ReplayServer serves it; PaNOSC's documents name the datasets that are there."""
        if self.kind == "panosc":
            self._name_datasets()
        of = {kind: [r for (k, _), r in self.records.items() if k == kind] for kind in _KINDS}
        if self.kind == "scicat":
            return {"PublishedData": of["document"], "Dataset": of["dataset"]}
        tables = {kind.capitalize(): {one["pid"]: one for one in of[kind]} for kind in _KINDS}
        return {"models": {**self.around, **tables}}

    def _name_datasets(self) -> None:
        named: dict[str, set[str]] = {}
        for (kind, ident), record in self.records.items():
            if kind == "dataset":
                named.setdefault(str(record.get("documentId")), set()).add(ident)
        for kind, ident in self.records:
            if kind == "document":
                self.model.entries[kind, ident].names = frozenset(named.get(ident, ()))

    def _title(self, key: Key, record: Json) -> str:
        return record[TITLES[self.kind, key[0]]].strip()


_KINDS = ("document", "dataset")


def scicat(path: Path, number: int) -> Catalogue:
    """The first documents of a file, with their datasets."""
    records: dict[Key, Json] = {}
    for entry in json.loads(path.read_text())[:number]:
        records["document", entry["document"]["doi"]] = entry["document"]
        for dataset in entry["datasets"]:
            records["dataset", dataset["pid"]] = dataset
    return Catalogue("scicat", records)


def panosc(path: Path) -> Catalogue:
    models = json.loads(path.read_text())["models"]
    records: dict[Key, Json] = {}
    for kind in _KINDS:
        for row in models[kind.capitalize()].values():
            made = json.loads(row) if isinstance(row, str) else row
            records[kind, made["pid"]] = made
    return Catalogue("panosc", records, models)
