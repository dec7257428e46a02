"""CSV (RFC 4180): UTF-8, a header line, the columns that were chosen."""

from collections.abc import Iterable, Iterator, Sequence

from portal.web.spreadsheets import harmless, line
from search.columns import Column, Entry, Value

BETWEEN = "; "


def write(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """The header, then a line for each record."""
    yield line(column.key for column in columns)
    for entry in entries:
        yield line(cell(column.value(entry)) for column in columns)


def cell(value: Value) -> str:
    """A value as text that no spreadsheet runs; several values with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return harmless(BETWEEN.join(_plain(one) for one in value))
    return harmless(str(value))


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else repr(value).removesuffix(".0")
