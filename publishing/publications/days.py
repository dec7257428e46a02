"""Days as people type them: what is one, and what one means that was kept before.

Days are compared as texts, so nothing but YYYY-MM-DD may ever be compared.
"""

import re
from datetime import UTC, datetime

from portal.normalise import dates

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def is_day(text: str) -> bool:
    """Whether it is a day that exists, written as 2027-01-31 and not otherwise."""
    return bool(_DAY.fullmatch(text)) and dates.parse(text) == text


def normal(text: str) -> str:
    """The day as YYYY-MM-DD, however it was written once; "" where it is none."""
    found = dates.parse(text)
    return found if is_day(found) else ""


def first(text: str) -> str:
    """The first day of what the catalogue tells, "2027-03" or a time, as YYYY-MM-DD.

    Raises ValueError when it isn't a date as the catalogue has them.
    """
    return f"{datetime.fromtimestamp(dates.bounds(text)[0], UTC):%Y-%m-%d}"
