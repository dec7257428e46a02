"""Dates and times as ISO 8601 text, with the precision they came with.

A time becomes UTC; a bare date, month or year is kept as it stands, because
shifting it by a time zone would make it another day.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"(?P<year>[12]\d{3}|9999)"  # 9999 is how some say never
    r"(?:(?P<dash>[-/]?)(?P<month>\d{2})(?:(?P=dash)(?P<day>\d{2})"
    r"(?:[T ]\s?(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})"
    r"(?:[.,](?P<fraction>\d{1,12}))?)?)?"
    r"\s?(?P<offset>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
    re.ASCII,
)
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.([12]\d{3})", re.ASCII)
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s)?(?:(?P<day>\d{1,2})\.?\s)?(?P<month>[A-Za-z]{3,9})\.?,?\s"
    r"(?:(?P<day_after>\d{1,2}),?\s)?(?P<year>[12]\d{3})"
    r"(?:\s(?P<time>\d{2}:\d{2}(?::\d{2})?)\s?"
    r"(?P<offset>Z|UTC|GMT(?:[+-]\d{4})?|[+-]\d{2}:?\d{2})?(?:\s\([^()]{1,60}\))?)?",
    re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 100
_OLDEST_EPOCH = 100_000_000  # 1973: fewer seconds are a count of something else
_NEWEST_EPOCH = 4_102_444_800  # 2100


def parse(value: object, zone: str = "UTC") -> str:
    """The date in ISO 8601, "" when ``value`` isn't one.

    ``value`` is ISO text of any precision, "3 May 2020", "03.05.2020", a Mongo
    ``{"$date": …}``, a datetime, a year, or seconds or milliseconds since 1970
    where that gives a plausible year.  ``zone`` (an IANA name) is where a time
    without an offset was taken; it never touches a bare date.  The result has the
    precision given: "2019", "2019-05", "2019-05-03", "2019-05-03T10:00Z",
    "2019-05-03T10:00:00Z", with up to six decimals of a second.
    """
    if isinstance(value, Mapping):
        value = value.get("$date", value.get("$numberLong", ""))
        if isinstance(value, Mapping):
            value = value.get("$numberLong", "")
    if isinstance(value, (datetime, date)):
        value = value.isoformat()
    if isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    return _from_text(value.strip().strip('"'), zone)


def bounds(text: str) -> tuple[int, int]:
    """The first and last second (since 1970, UTC) of what ``text`` means.

    "2019" is the whole year, "2019-05-03T10:00Z" one minute.  Raises ValueError
    when ``text`` isn't a date as ``parse`` returns it.
    """
    match = _ISO.fullmatch(text)
    if match is None or (match["hour"] and not match["offset"]):
        raise ValueError(f"{text[:40]!r} is not a date: use YYYY, YYYY-MM or YYYY-MM-DD")
    year = int(match["year"])
    if match["hour"]:
        start = datetime.fromisoformat(_six_digits(text))
        first = (start - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
        return first, first + (0 if match["second"] else 59 if match["minute"] else 3599)
    first_month = int(match["month"] or 1)
    last_month = int(match["month"] or 12)
    first_day = date(year, first_month, int(match["day"] or 1))
    last_day = date(year, last_month, int(match["day"] or monthrange(year, last_month)[1]))
    return _midnight(first_day), _midnight(last_day) + 86_399


def _midnight(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400


def _from_number(value: float) -> str:
    if value != value or abs(value) > 10 * _NEWEST_EPOCH * 1000:
        return ""
    if value == int(value) and 1800 <= value <= 2200:
        return str(int(value))
    if _OLDEST_EPOCH <= value <= _NEWEST_EPOCH:
        return _written(datetime.fromtimestamp(value, UTC), "second")
    if _OLDEST_EPOCH * 1000 <= value <= _NEWEST_EPOCH * 1000:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
        return _written(moment, "second")
    return ""


def _from_text(text: str, zone: str) -> str:
    match = _ISO.fullmatch(text)
    try:
        if match is not None:
            if match["month"] and not match["day"] and not match["dash"]:
                return ""  # 202005 may be anything
            return _from_parts(match, zone)
        if text.isascii() and text.isdigit() and len(text) in (9, 10, 13):
            return _from_number(int(text))
        return _from_other(text, zone)
    except (ValueError, OverflowError):
        return ""


def _from_parts(match: re.Match[str], zone: str) -> str:
    """The date of an ISO match; raises ValueError when there is no such day or time."""
    year, month, day = match["year"], match["month"], match["day"]
    if not day:
        if month:
            date(int(year), int(month), 1)
        return f"{year}-{month}" if month else year
    if not match["hour"]:
        return date(int(year), int(month), int(day)).isoformat()
    precision = "second" if match["second"] else "minute"
    moment = datetime(
        int(year), int(month), int(day), 0, int(match["minute"] or 0),
        tzinfo=_zone(match["offset"], zone),
    )  # fmt: skip
    moment += _clock(match)
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return _written(moment, precision)


def _clock(match: re.Match[str]) -> timedelta:
    """Hours, seconds and their fraction; 24:00 is the next day, a leap second the one before."""
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if hour > 24 or second > 60 or (hour == 24 and (minute or second)):
        raise ValueError("no such time of day")
    microseconds = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, seconds=min(second, 59), microseconds=microseconds)


def _zone(offset: str | None, zone: str) -> tzinfo:
    """The zone of an offset such as "+02:00", "-0500", "Z"; without one, the facility's."""
    if not offset:
        return _named_zone(zone)
    offset = offset.removeprefix("GMT").replace(":", "")
    if offset in ("", "Z", "z", "UTC"):
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[3:5] or 0)
    if hours > 15 or minutes > 59:
        raise ValueError("no such offset")
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if offset[0] == "-" else shift)


@lru_cache(maxsize=64)
def _named_zone(zone: str) -> tzinfo:
    return UTC if zone == "UTC" else ZoneInfo(zone)


def _written(moment: datetime, precision: str) -> str:
    """A UTC time as text; decimals of a second only when there are any."""
    if precision == "minute":
        return f"{moment:%Y-%m-%dT%H:%M}Z"
    decimals = f".{moment.microsecond:06}".rstrip("0").rstrip(".")
    return f"{moment:%Y-%m-%dT%H:%M:%S}{decimals}Z"


def _six_digits(text: str) -> str:
    """Python 3.11 reads any ISO time but not an hour with an offset alone."""
    return text if ":" in text else text.replace("Z", ":00Z")


def _from_other(text: str, zone: str) -> str:
    """ "03.05.2020" and the forms with the month's name."""
    german = _GERMAN.fullmatch(text)
    if german is not None:
        return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
    match = _NAMED.fullmatch(text)
    if match is None or match["month"][:3].lower() not in _MONTHS:
        return ""
    month = f"{_MONTHS.index(match['month'][:3].lower()) + 1:02}"
    day = match["day"] or match["day_after"]
    if not day:
        return "" if match["time"] else f"{match['year']}-{month}"
    iso = f"{match['year']}-{month}-{int(day):02}"
    if match["time"]:
        iso += f"T{match['time']}{(match['offset'] or '').replace('GMT', '') or ''}"
        if match["offset"] == "GMT":
            iso += "Z"
    found = _ISO.fullmatch(iso)
    return _from_parts(found, zone) if found else ""
