"""JSON Lines (https://jsonlines.org): one object a record, with plain values and lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from portal.catalogue.records import Parameter
from portal.normalise.text import without_addresses
from search.columns import Column, Entry

_encoder = msgspec.json.Encoder()


def write(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """A line for each record: the chosen columns; without a choice all its parameters too."""
    for entry in entries:
        yield _encoder.encode({column.key: column.value(entry) for column in columns}) + b"\n"


def write_whole(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """The same with every parameter, as given and in SI."""
    for entry in entries:
        line: dict[str, Any] = {column.key: column.value(entry) for column in columns}
        line["parameters"] = [_parameter(one) for one in entry.metadata.parameters]
        yield _encoder.encode(line) + b"\n"


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": without_addresses(parameter.name),
        "values": [
            without_addresses(one) if isinstance(one, str) else one for one in parameter.values
        ],
        "unit": parameter.unit,
        "si": parameter.si,
        "dimension": parameter.dimension,
    }
