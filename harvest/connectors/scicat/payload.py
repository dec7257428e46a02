"""What is kept of SciCat's records, and what was looked up for them beside."""

from typing import Any

from harvest.connectors.base import Json
from harvest.connectors.raw import FILES

DOCUMENT_IDS = ("doi", "_id", "id")
DATASET_IDS = ("pid", "_id", "id")
INSTRUMENTS, SAMPLES, PROPOSALS = "_instruments", "_samples", "_proposals"

_LARGE = ("history", "thumbnail", "attachments", "datablocks", "jobLogData")
_ELSEWHERE = ("origdatablocks", "instruments", "samples", "proposals")
_PRIVATE = ("accessGroups", "sharedWith", "scicatUser", "ownerEmail", "contactEmail")
_DROPPED = frozenset((*_LARGE, *_ELSEWHERE, *_PRIVATE, "relationships", "__v"))
_NUMBERED_BY_MONGO = ("datasetlifecycle", "techniques")  # with identifiers new in each answer
_BESIDE = {
    INSTRUMENTS: ("pid", "uniqueName", "name"),
    SAMPLES: ("sampleId", "description", "sampleCharacteristics"),
    PROPOSALS: ("proposalId", "title"),
}
_BLOCK = ("chkAlg", "dataFileList")


def document(item: Json) -> Json:
    """A document's payload: all but what is large, private or of no use."""
    return {name: value for name, value in item.items() if name not in _DROPPED}


def dataset(item: Json) -> Json:
    """A dataset's payload, so that it changes only when the dataset does."""
    made = document(item)
    for name in _NUMBERED_BY_MONGO:
        if name in made:
            made[name] = _without_ids(made[name])
    return made


def with_files(item: Json, blocks: list[Any]) -> Json:
    """The dataset and beside it its lists of files, in an order that doesn't change."""
    kept = [block for block in blocks if isinstance(block, dict) and block.get("dataFileList")]
    kept.sort(key=lambda block: str(block.get("id", block.get("_id", ""))))
    small = [{name: block[name] for name in _BLOCK if name in block} for block in kept]
    return {**item, FILES: small} if small else item


def beside(kind: str, found: list[Json]) -> Json:
    """What is kept of the instruments, samples or proposals of a dataset."""
    small = [{name: one[name] for name in _BESIDE[kind] if name in one} for one in found]
    return {kind: small} if small else {}


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    if isinstance(value, dict):
        return {name: inner for name, inner in value.items() if name not in ("_id", "id")}
    return value
