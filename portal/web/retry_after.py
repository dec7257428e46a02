"""Reads the Retry-After header (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")
_LONGEST = 1000


def seconds(value: str, now: datetime) -> float | None:
    """How long the server asks us to wait, in seconds; None if it can't be told.

    Takes whole seconds (and, beyond the standard, fractions of them) or an HTTP date in
    any of its three forms, which is compared with ``now``.  A moment that is past is 0.
    """
    value = value.strip()
    if not value.isascii() or len(value) > _LONGEST:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
