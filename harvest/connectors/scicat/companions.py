"""Files, instruments, samples and proposals of datasets, fetched in batches."""

from collections.abc import Iterable, Sequence
from typing import Any

from harvest.client import FetchError
from harvest.connectors.base import Json
from harvest.connectors.paging import UNREADABLE
from harvest.connectors.raw import identifier_problem
from harvest.connectors.scicat import payload
from harvest.connectors.scicat.api import Api, Refused, is_refusal

RELATIONS_3 = ("origdatablocks",)
RELATIONS_4 = ("instruments", "proposals", "origdatablocks", "samples")
_REMEMBERED = 10_000  # of each kind
_MOST_FILES = 2_000_000  # of the datasets of one page, in memory

# kind -> list, its identifier, and what datasets call it
_KINDS = {
    payload.INSTRUMENTS: ("instruments", "pid", ("instrumentIds", "instrumentId")),
    payload.SAMPLES: ("samples", "sampleId", ("sampleIds", "sampleId")),
    payload.PROPOSALS: ("proposals", "proposalId", ("proposalIds", "proposalId")),
}


class Companions:
    """Looks up what stands beside datasets; what a catalogue refuses stays away.

    Lists of files come with the datasets where the server puts them in; else for many
    datasets at once; else one by one.
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self.notes: list[str] = []
        self._included = False  # the server has put lists of files into its datasets
        self._ways = ["batch", "single"]
        self._known: dict[str, dict[str, Json | None]] = {kind: {} for kind in _KINDS}
        self._refused: set[str] = set()

    def complete(self, datasets: Sequence[Any]) -> list[Any]:
        """The datasets with all that belongs to them; what isn't an object as it is."""
        objects = [one for one in datasets if isinstance(one, dict)]
        blocks = self._blocks(objects)
        for kind in _KINDS:
            self._learn(kind, objects)
        return [self._completed(one, blocks) if isinstance(one, dict) else one for one in datasets]

    def _completed(self, dataset: Json, blocks: dict[str, list[Any]]) -> Json:
        own = _blocks_of(dataset) or blocks.get(_pid(dataset), [])
        made = payload.with_files(dataset, own)
        for kind, (listed, id_field, fields) in _KINDS.items():
            found = self._found(kind, dataset, listed, fields)
            if found:
                made = {**made, **payload.beside(kind, sorted(found, key=_by(id_field)))}
        return made

    def _found(self, kind: str, dataset: Json, listed: str, fields: Sequence[str]) -> list[Json]:
        given = dataset.get(listed)
        if isinstance(given, list) and given:
            return [one for one in given if isinstance(one, dict)]
        known = self._known[kind]
        return [one for pid in _named(dataset, fields) if (one := known.get(pid))]

    def _learn(self, kind: str, datasets: Iterable[Json]) -> None:
        """Look up those that are new; the oldest are forgotten when there are many."""
        listed, id_field, fields = _KINDS[kind]
        known = self._known[kind]
        wanted = {pid for one in datasets if not one.get(listed) for pid in _named(one, fields)}
        new = sorted(wanted - known.keys())
        if not new or kind in self._refused:
            return
        while len(known) + len(new) > _REMEMBERED and known:
            del known[next(iter(known))]
        known.update(dict.fromkeys(new))
        try:
            for one in self.api.among(listed, id_field, new, once=True):
                known[str(one.get(id_field))] = one
        except (Refused, FetchError) as error:
            if not is_refusal(error):
                raise
            self._refused.add(kind)
            self.notes.append(
                f"{listed} can't be looked up, so only identifiers are known: {error}"
            )

    def _blocks(self, datasets: Sequence[Json]) -> dict[str, list[Any]]:
        """The lists of files of those datasets that have some and came without."""
        self._included = self._included or any(map(_blocks_of, datasets))
        if self._included:
            return {}
        lacking = [pid for one in datasets if one.get("numberOfFiles") != 0 and (pid := _pid(one))]
        while lacking and self._ways:
            try:
                return self._batch(lacking) if self._ways[0] == "batch" else self._single(lacking)
            except (Refused, FetchError) as error:
                if not is_refusal(error):
                    raise
                way = self._ways.pop(0)
                if way == "single":
                    self.notes.append(f"lists of files can't be had: {error}")
        return {}

    def _batch(self, wanted: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {pid: [] for pid in wanted}
        room = _Room()
        for block in self.api.among("origdatablocks", "datasetId", wanted):
            pid = str(block.get("datasetId"))
            found[pid] += room.kept(pid, [block])
        self.notes += room.notes()
        return found

    def _single(self, wanted: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        room = _Room()
        for pid in wanted:
            try:
                found[pid] = room.kept(pid, self.api.files(pid))
            except UNREADABLE as error:
                self.notes.append(f"the files of {pid} can't be read: {error.what}")
        self.notes += room.notes()
        return found


class _Room:
    """Room in memory for the lists of files of one page's datasets."""

    def __init__(self) -> None:
        self._left = _MOST_FILES
        self._without: dict[str, None] = {}

    def kept(self, pid: str, blocks: Sequence[Any]) -> list[Any]:
        """Those of a dataset's blocks for which there is room."""
        made = []
        for block in blocks:
            listed = block.get("dataFileList") if isinstance(block, dict) else None
            size = len(listed) if isinstance(listed, list) else 1
            if size <= self._left:
                self._left -= size
                made.append(block)
            else:
                self._without[pid] = None
        return made

    def notes(self) -> list[str]:
        most = f"more than {_MOST_FILES:,} files came at once"
        return [f"the files of {pid} aren't all kept: {most}" for pid in self._without]


def _blocks_of(dataset: Json) -> list[Any]:
    blocks = dataset.get("origdatablocks")
    return blocks if isinstance(blocks, list) else []


def _pid(dataset: Json) -> str:
    pid = dataset.get("pid")
    return pid if isinstance(pid, str) and not identifier_problem(pid, ()) else ""


def _named(dataset: Json, fields: Sequence[str]) -> list[str]:
    """The identifiers in these fields, which hold one or a list."""
    found: list[str] = []
    for field in fields:
        value = dataset.get(field)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += [one for one in value if isinstance(one, str)]
    return [one for one in found if not identifier_problem(one, ())]


def _by(field: str) -> Any:
    return lambda one: str(one.get(field))
