"""Makes RawRecords of what catalogues list, whatever that is."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from harvest.client import FetchError
from harvest.connectors.base import Json, RawRecord
from portal.catalogue.records import RecordKind, digest

LONGEST_ID = 2_000  # bytes; an index of PostgreSQL can't hold many more
MOST_BYTES = 8_000_000  # of one record without its list of files
PROBLEM = "_problem"  # in a payload of ours: why the catalogue's own isn't there
FILES = "_files"

_TOO_LONG = f"its identifier is longer than {LONGEST_ID:,} bytes"
_encoder = msgspec.json.Encoder(order="deterministic")


def identifier(item: Any, fields: Sequence[str]) -> str:
    """The first of these fields that holds an identifier, as given; "" if none does."""
    if not isinstance(item, dict):
        return ""
    for field in fields:
        value = item.get(field)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def identifier_problem(ident: str, fields: Sequence[str]) -> str:
    """Why this can't be a record's identifier, "" if it can."""
    if not ident:
        return f"it has no identifier: {' or '.join(fields)} must be a text"
    if len(ident) > LONGEST_ID:
        return _TOO_LONG
    if not ident.isprintable():  # nor are lone surrogates, which have no bytes
        return "its identifier holds control characters"
    if len(ident.encode()) > LONGEST_ID:
        return _TOO_LONG
    return ""


def raw_record(
    kind: RecordKind, item: Any, fields: Sequence[str], prepare: Callable[[Json], Json]
) -> RawRecord:
    """The raw record of one item of a list.

    ``fields`` name its identifier, ``prepare`` leaves out what is large and never used.
    Without an identifier that can be used it goes by a hash of its payload.
    """
    if not isinstance(item, dict):
        payload = _encoder.encode(item)
        problem = f"it is {_kind_of(item)}, not an object"
        return RawRecord(kind, _by_hash(payload), payload[:MOST_BYTES], problem=problem)
    payload = _encoder.encode(prepare(item))
    ident = identifier(item, fields)
    problem = identifier_problem(ident, fields) or str(item.get(PROBLEM, ""))
    if len(payload) > MOST_BYTES and not problem:
        problem = _size_problem(item, prepare)
    native_id = ident
    if identifier_problem(ident, fields):
        native_id = _by_hash(payload)
    if problem and len(payload) > MOST_BYTES:
        payload = _encoder.encode({fields[0]: ident[:LONGEST_ID], PROBLEM: problem})
    return RawRecord(kind, native_id, payload, problem=problem)


def stub(ident_field: str, ident: str, time_field: str, time: str, error: FetchError) -> Json:
    """What stands for a record that can't be read: its identifier, its time and why."""
    problem = f"it can't be read: {error.what}; ask the facility to publish it in a smaller form"
    return {ident_field: ident, time_field: time, PROBLEM: problem}


def _by_hash(payload: bytes) -> str:
    return f"#{digest(payload)}"


def _size_problem(item: Json, prepare: Callable[[Json], Json]) -> str:
    """Lists of files may be long; nothing else may."""
    size = len(_encoder.encode({k: v for k, v in prepare(item).items() if k != FILES}))
    if size <= MOST_BYTES:
        return ""
    return f"it has {size:,} bytes of metadata; {MOST_BYTES:,} is the most"


def _kind_of(item: Any) -> str:
    names = {list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(item), "a number")
