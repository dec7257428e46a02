"""CSV (RFC 4180) that is safe to open in a spreadsheet.  Pure."""

import csv
import io
from collections.abc import Iterable

from portal import units

# What a spreadsheet may take for the beginning of a formula
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """With an apostrophe before what would be a formula; negative numbers stay numbers."""
    if text.startswith(FORMULA) and units.number(text) is None:
        return f"'{text}"
    return text


def line(cells: Iterable[str]) -> bytes:
    """One line, in UTF-8; the cells are written as they are."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")
