"""The fields of the cluster's index.

Parameters have one double field each, up to ``MOST_FIELDS``: the fields of an index
are part of the cluster's state.  Those of the dictionary come first; names that
find no room share the nested form ``tail``, which is slower to search.
"""

import hashlib
import re
from typing import Any

from portal.normalise import names
from search import analysis
from search.fields import FACETS, MEASURED, NUMBERS, TEXT_KEYS
from search.indexing.document import PROJECTION_VERSION, ParameterKey

MOST_FIELDS = 1_000
FORMAT = 4  # raise it when the layout changes in ways that the lists below don't show
Json = dict[str, Any]

_PLAIN_NAME = re.compile(r"[a-z0-9_]{1,120}")
_TOKENS: Json = {"type": "text", "analyzer": "whitespace"}
_SHOWN: Json = {"type": "keyword", "index": False}
_COMPARED: Json = {"type": "keyword", "doc_values": False}


def settings() -> Json:
    """The ranking is said, not left to the cluster: it is tantivy's (docs/searching.md)."""
    return {
        "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
        "mapping.total_fields.limit": MOST_FIELDS + 200,
        "mapping.nested_objects.limit": 10_000,
        "max_regex_length": 10_000,  # as they are printed; search.query.patterns has the bound
    }


def mapping() -> Json:
    """The source isn't kept: the catalogue is the truth, and rebuilds start there."""
    properties: Json = {
        "id": {"type": "long"},
        "text": _TOKENS,
        "terms": _COMPARED,
        "p": {"dynamic": "strict", **parameter_fields(dictionary_fields())},
        "tail": {
            "type": "nested",
            "dynamic": "strict",
            "properties": {"key": _COMPARED, "value": {"type": "double"}},
        },
    }
    properties |= dict.fromkeys((*map(facet, (*FACETS, MEASURED)), *TEXT_KEYS), _SHOWN)
    properties |= {name: {"type": "long"} for name in NUMBERS}
    return {"_source": {"enabled": False}, "properties": properties}


def facet(name: str) -> str:
    return f"facet_{name}"


def parameter_fields(fields: list[str]) -> Json:
    """What gives parameters fields of their own, in the mapping of ``p``."""
    return {"properties": {field: {"type": "double"} for field in fields}}


def parameter_field(key: ParameterKey) -> str:
    """A parameter's field below ``p``, whatever its name is made of."""
    name, dimension = key
    if _PLAIN_NAME.fullmatch(name) and _PLAIN_NAME.fullmatch(dimension):
        return f"{name}@{dimension}"
    digest = hashlib.blake2b(repr(key).encode("utf-8", "replace"), digest_size=16)
    return f"x{digest.hexdigest()}"


def dictionary_fields() -> list[str]:
    """The fields of the dictionary's quantities, which always find room."""
    known = [(key, name.dimension) for key, name in names.known().items() if name.dimension]
    return [parameter_field(key) for key in known[:MOST_FIELDS]]


def version() -> list[object]:
    """What the index of records is made by."""
    parts: list[object] = [FORMAT, PROJECTION_VERSION, analysis.VERSION, FACETS, NUMBERS]
    return [*parts, TEXT_KEYS, MOST_FIELDS]
