"""CSV (RFC 4180): UTF-8, a header line, the columns that were chosen."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from portal import units
from search.columns import Column, Entry, Value

# What a spreadsheet may take for the beginning of a formula
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
BETWEEN = "; "


def write(columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
    """The header, then a line for each record."""
    yield _line([column.key for column in columns])
    for entry in entries:
        yield _line([cell(column.value(entry)) for column in columns])


def cell(value: Value) -> str:
    """A value as text that no spreadsheet runs; several values with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return harmless(BETWEEN.join(_plain(one) for one in value))
    return harmless(str(value))


def harmless(text: str) -> str:
    """With an apostrophe before what would be a formula; negative numbers stay numbers."""
    if text.startswith(FORMULA) and units.number(text) is None:
        return f"'{text}"
    return text


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else repr(value).removesuffix(".0")


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")
