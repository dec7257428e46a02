"""The columns that every record can fill: its fields.  No e-mail address is in any."""

from collections.abc import Callable, Iterable

from portal.catalogue.records import Dataset
from portal.normalise.text import without_addresses
from portal.web import links, rows
from search.columns.base import Column, Entry, Kind, Value


def texts(found: Iterable[str]) -> tuple[str, ...]:
    """Each text once, without what is empty."""
    return tuple(dict.fromkeys(without_addresses(one) for one in found if one))


def _year(entry: Entry) -> int | None:
    year = rows.record_year(entry.metadata)
    return int(year) if year.isdecimal() else None


def _open_from(entry: Entry) -> str:
    since = entry.record.open_from
    return since.date().isoformat() if since else ""


def _format(entry: Entry) -> str:
    metadata = entry.metadata
    return without_addresses(metadata.data_format) if isinstance(metadata, Dataset) else ""


def _instruments(entry: Entry) -> tuple[str, ...]:
    return texts(one.name for one in entry.metadata.instruments)


def _techniques(entry: Entry) -> tuple[str, ...]:
    return texts(one.name for one in entry.metadata.techniques)


def _people(entry: Entry) -> tuple[str, ...]:
    return texts(member.person.full_name for member in entry.metadata.members)


def _date(entry: Entry) -> str:
    return entry.metadata.start_date or entry.metadata.release_date


def _changed(entry: Entry) -> str:
    return entry.record.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")


_ROWS: tuple[tuple[str, str, Kind, Callable[[Entry], Value]], ...] = (
    ("id", "Number", "whole", lambda one: one.record.pk),
    ("title", "Title", "text", lambda one: rows.title(one.metadata)),
    ("kind", "Kind", "text", lambda one: one.record.kind),
    ("facility", "Facility", "text", lambda one: one.record.facility.short_name),
    ("instruments", "Instrument", "texts", _instruments),
    ("techniques", "Technique", "texts", _techniques),
    ("samples", "Sample", "texts", lambda one: texts(s.name for s in one.metadata.samples)),
    ("formula", "Formula", "texts", lambda one: texts(s.formula for s in one.metadata.samples)),
    ("people", "People", "texts", _people),
    ("date", "Date", "text", _date),
    ("end", "End", "text", lambda one: one.metadata.end_date),
    ("released", "Released", "text", lambda one: one.metadata.release_date),
    ("year", "Year", "whole", _year),
    ("type", "Type", "text", lambda one: without_addresses(one.metadata.type)),
    ("availability", "Availability", "text", lambda one: one.record.availability),
    ("open_from", "Open from", "text", _open_from),
    ("licence", "Licence", "text", lambda one: without_addresses(one.metadata.licence)),
    ("keywords", "Keyword", "texts", lambda one: texts(one.metadata.keywords)),
    ("files", "Files", "whole", lambda one: one.metadata.file_count),
    ("size", "Size", "whole", lambda one: one.metadata.size),
    ("format", "Format", "text", _format),
    ("publisher", "Publisher", "text", lambda one: without_addresses(one.metadata.publisher)),
    ("proposals", "Proposal", "texts", lambda one: texts(p.pid for p in one.metadata.proposals)),
    ("doi", "DOI", "text", lambda one: one.record.doi),
    ("pid", "PID", "text", lambda one: one.record.pid),
    ("url", "Address", "text", lambda one: links.absolute(one.record.get_absolute_url())),
    ("changed", "Last changed", "text", _changed),
    ("summary", "Summary", "text", lambda one: without_addresses(one.metadata.summary)),
)  # fmt: skip
FIELDS = {row[0]: Column(*row) for row in _ROWS}
