"""What is asked along with documents and datasets, and which of it a provider can give."""

from typing import Any

from harvest.connectors.base import Json
from portal.catalogue.records import RecordKind

# relation -> its part of ``include``; the most telling first
RELATIONS: dict[RecordKind, dict[str, Any]] = {
    "document": {
        "members": {
            "relation": "members",
            "scope": {"include": [{"relation": "person"}, {"relation": "affiliation"}]},
        },
        "datasets": {"relation": "datasets"},
        "parameters": {"relation": "parameters"},
    },
    "dataset": {
        "techniques": {"relation": "techniques"},
        "instrument": {"relation": "instrument"},
        "samples": {"relation": "samples"},
        "parameters": {"relation": "parameters"},
        "documents": {"relation": "documents"},
        "files": {"relation": "files"},
    },
}


def question(kind: RecordKind, relations: list[str], skip: int, limit: int) -> Json:
    """The filter of a page, in the order of identifiers."""
    made: Json = {"order": "pid ASC", "skip": skip, "limit": limit}
    if relations:
        made["include"] = [RELATIONS[kind][name] for name in relations]
    return made
