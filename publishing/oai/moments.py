"""The protocol's dates: a day, or a second of UTC.

https://www.openarchives.org/OAI/openarchivesprotocol.html#Dates
"""

import re
from datetime import UTC, datetime, timedelta

DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?", re.ASCII)


def written(seconds: int) -> str:
    """Whole seconds since 1970 as the protocol writes them: 2024-05-03T10:00:00Z."""
    return (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def first_second(text: str) -> int:
    """The first second of a day, or the second itself, since 1970.

    Raises ValueError when it is neither, or there is no such day or time.
    """
    if _DATE.fullmatch(text) is None:
        raise ValueError("write a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    if is_day(text):
        text += "T00:00:00Z"
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(seconds=1)


def last_second(text: str) -> int:
    """The last second of a day, or the second itself; raises ValueError as ``first_second``."""
    return first_second(text) + (DAY - 1 if is_day(text) else 0)


def is_day(text: str) -> bool:
    return "T" not in text
