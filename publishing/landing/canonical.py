"""Which page of a record stands for it: the facility's own, unless it was published here."""

from portal.catalogue import own
from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.web import links
from publishing.exports import trials
from publishing.exports.texts import web_address


def is_own(record: Record) -> bool:
    """Whether the record was published here."""
    return record.source is not None and record.source.kind == own.KIND


def permanent(record: Record) -> str:
    """The address of the record's page here, which never changes."""
    return links.absolute(record.get_absolute_url())


def facility_page(record: Record, metadata: AnyRecord) -> str:
    """The facility's own page of a harvested record, "" where none is known."""
    return "" if is_own(record) else web_address(trials.fit(record, metadata.landing_page))


def canonical(record: Record, metadata: AnyRecord) -> str:
    """What ``rel="canonical"`` says."""
    return facility_page(record, metadata) or permanent(record)
