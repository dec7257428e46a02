"""The numbers of an index document: times, year and sizes."""

from functools import lru_cache

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.normalise import dates
from portal.web import rows
from search.fields import CHANCES

GREATEST = 2**62  # what is beyond means that there is no value, where engines sort


def numbers(record: Record, metadata: AnyRecord) -> dict[str, int]:
    """search.fields.NUMBERS that the record has.

    The record's date is the interval from its start's first second to its end's last;
    without a start it is its year of publication, its release, or its creation, as
    lists of records show it.
    """
    found: dict[str, int] = {}
    interval = _interval(metadata)
    if interval is not None:
        found["date_first"], found["date_last"] = interval
    _add_first(found, "released", metadata.release_date)
    _add_first(found, "modified", metadata.modified)
    if record.appeared_at is not None:
        found["added"] = int(record.appeared_at.timestamp())
    _add_first(found, "end", metadata.end_date)
    year = rows.record_year(metadata)
    if year:
        found["year"] = int(year)
    if metadata.size is not None:
        found["size"] = _bounded(metadata.size)
    if metadata.file_count is not None:
        found["files"] = _bounded(metadata.file_count)
    if record.open_from is not None:
        found["open_from"] = int(record.open_from.timestamp())
    found["updated"] = int(record.changed_at.timestamp())
    found["chance"] = _chance(record.pk)
    return found


def _chance(number: int) -> int:
    """Evenly spread over the records, whatever their order (Knuth's multiplicative hashing)."""
    return (number * 2_654_435_761 % 2**32) * CHANCES >> 32


def _interval(metadata: AnyRecord) -> tuple[int, int] | None:
    published = metadata.publication_year
    year = f"{published:04}" if published and 0 < published < 10_000 else ""
    for text in (metadata.start_date, year, metadata.release_date, metadata.created):
        bounds = _bounds(text)
        if bounds is None:
            continue
        end = _bounds(metadata.end_date) if text == metadata.start_date else None
        return bounds[0], max(bounds[1], end[1] if end else bounds[1])
    return None


def _add_first(found: dict[str, int], name: str, text: str) -> None:
    bounds = _bounds(text)
    if bounds is not None:
        found[name] = bounds[0]


@lru_cache(maxsize=16_384)
def _bounds(text: str) -> tuple[int, int] | None:
    """First and last second; None where there is no date."""
    if not text:
        return None
    try:
        return dates.bounds(text)
    except (ValueError, OverflowError):
        return None


def _bounded(number: int) -> int:
    return min(max(number, 0), GREATEST)
