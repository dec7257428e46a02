"""What is kept of a provider's records."""

from typing import Any

from harvest.connectors.base import Json
from harvest.connectors.raw import FILES

IDS = ("pid", "id")
_DROPPED = frozenset(("score", "files"))  # files stand under a name of ours
_OF_DOCUMENTS = ("pid", "doi", "type", "title", "isPublic", "releaseDate")
_OF_DATASETS = ("pid",)


def dataset(item: Json) -> Json:
    """A dataset's payload: of its documents only what the dataset takes from them."""
    made = {name: value for name, value in item.items() if name not in _DROPPED}
    if isinstance(item.get("files"), list) and item["files"]:
        made[FILES] = item["files"]
    for name in ("documents", "document"):
        if name in made:
            made[name] = _reduced(made[name], _OF_DOCUMENTS)
    return made


def document(item: Json) -> Json:
    """A document's payload: of its datasets only which they are."""
    made = {name: value for name, value in item.items() if name not in _DROPPED}
    if "datasets" in made:
        made["datasets"] = _reduced(made["datasets"], _OF_DATASETS)
    return made


def _reduced(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_reduced(one, names) for one in value]
    if isinstance(value, dict):
        return {name: value[name] for name in names if name in value}
    return value
