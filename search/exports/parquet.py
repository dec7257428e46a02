"""Parquet, written by pyarrow where that is installed, one group of rows after the other."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

from search.columns import Column, Entry

if TYPE_CHECKING:
    import pyarrow

GROUP = 5_000  # records in memory


def installed() -> bool:
    return find_spec("pyarrow") is not None


def write(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file in pieces: several values are lists, what isn't known is null."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema, sink = _schema(columns), _Sink()
    writer = ParquetWriter(pyarrow.PythonFile(sink, mode="w"), schema, compression="zstd")
    every = iter(entries)
    while group := list(islice(every, GROUP)):
        rows = {column.key: [_value(column, one) for one in group] for column in columns}
        writer.write_table(pyarrow.table(rows, schema))
        yield sink.taken()
    writer.close()  # writes the end of the file: one that was broken off can't be read
    yield sink.taken()


class _Sink:
    """Where pyarrow writes; what it wrote is taken from there."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _schema(columns: Sequence[Column]) -> "pyarrow.Schema":
    import pyarrow

    kinds = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "texts": pyarrow.list_(pyarrow.string()),
        "numbers": pyarrow.list_(pyarrow.float64()),
    }
    return pyarrow.schema([(column.key, kinds[column.kind]) for column in columns])


def _value(column: Column, entry: Entry) -> Any:
    value = column.value(entry)
    if isinstance(value, int):
        return value if abs(value) < 2**63 else None
    return value or None
