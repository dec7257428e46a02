"""What was recorded of a SciCat, in any of its forms, as one set of records.

Understood: a list of PublishedData, a list of {document, datasets} (a dataset that
was refused stands there as the error it was answered with), and a Mongo export: one
object with the collections PublishedData, Dataset, OrigDatablock, Instrument, Sample
and Proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from harvest.replay.recordings import BadRecording
from harvest.replay.shelf import RawBody

Json = dict[str, Any]
Record = Any  # a JSON object; in tests anything at all, or a RawBody

COLLECTIONS = ("PublishedData", "Dataset", "OrigDatablock", "Instrument", "Sample", "Proposal")


@dataclass
class Recording:
    """The records of one SciCat under their identifiers, as version 3 calls the fields.

    ``forbidden`` are datasets that exist and are refused to everybody.
    """

    documents: dict[str, Record] = field(default_factory=dict)
    datasets: dict[str, Record] = field(default_factory=dict)
    blocks: dict[str, Json] = field(default_factory=dict)
    instruments: dict[str, Json] = field(default_factory=dict)
    samples: dict[str, Json] = field(default_factory=dict)
    proposals: dict[str, Json] = field(default_factory=dict)
    forbidden: set[str] = field(default_factory=set)


def read(recordings: Iterable[Any]) -> Recording:
    """All recordings together; of a record that is in several, the last.

    Raises BadRecording.
    """
    made = Recording()
    for given in recordings:
        if isinstance(given, dict) and any(name in given for name in COLLECTIONS):
            _read_export(made, given)
        elif isinstance(given, list):
            _read_list(made, given)
        else:
            raise BadRecording(
                "a SciCat recording is a list of PublishedData, a list of {document, datasets}, "
                f"or a folder with {', '.join(name + '.json' for name in COLLECTIONS)}"
            )
    return made


def _read_list(made: Recording, given: list[Any]) -> None:
    for entry in given:
        if isinstance(entry, dict) and "datasets" in entry and "document" in entry:
            _put(made.documents, entry["document"], "doi")
            _read_datasets(made, entry["document"], entry["datasets"])
        else:
            _put(made.documents, entry, "doi")


def _read_datasets(made: Recording, document: Any, datasets: list[Any]) -> None:
    """A dataset that was refused stands where its PID stands in the document's list."""
    named = document.get("pidArray", []) if isinstance(document, dict) else []
    for position, dataset in enumerate(datasets):
        refused = isinstance(dataset, dict) and dataset.get("statusCode") in (401, 403)
        if refused and position < len(named):
            made.forbidden.add(named[position])
        elif not refused:
            _put_dataset(made, dataset)


def _read_export(made: Recording, given: Json) -> None:
    for document in given.get("PublishedData", ()):
        _put(made.documents, _plain(document), "doi")
    for dataset in given.get("Dataset", ()):
        _put_dataset(made, _plain(dataset))
    for block in given.get("OrigDatablock", ()):
        _put(made.blocks, _plain(block), "id")
    for instrument in given.get("Instrument", ()):
        _put(made.instruments, _plain(instrument), "pid")
    for sample in given.get("Sample", ()):
        _put(made.samples, _plain(sample), "sampleId")
    for proposal in given.get("Proposal", ()):
        _put(made.proposals, _plain(proposal), "proposalId")


def _put_dataset(made: Recording, dataset: Record) -> None:
    """A dataset, and beside it the lists of files that came inside it."""
    if isinstance(dataset, dict):
        blocks = dataset.get("origdatablocks")
        dataset = {name: value for name, value in dataset.items() if name != "origdatablocks"}
        pid = dataset.get("pid", dataset.get("_id"))
        for number, block in enumerate(blocks or ()):
            if isinstance(block, dict):
                _put(made.blocks, {"id": f"{pid}/{number}", **block, "datasetId": pid}, "id")
    _put(made.datasets, dataset, "pid")


def _put(shelf: dict[str, Any], record: Record, id_field: str) -> None:
    """Under its identifier, which a Mongo export has as _id; what has none, under a number."""
    if isinstance(record, RawBody):
        ident = record.ident
    elif isinstance(record, dict):
        own = record.get(id_field) or record.get("_id") or record.get("id")
        if own and id_field not in record:
            record = {**record, id_field: own}
        ident = str(own) if own else f"\0{len(shelf)}"
    else:
        ident = f"\0{len(shelf)}"
    shelf[ident] = record


def _plain(value: Any) -> Any:
    """The value as the API would give it: {"$date": …} of the export as its text."""
    if isinstance(value, dict):
        if len(value) == 1 and "$date" in value and isinstance(value["$date"], str):
            return value["$date"]
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
