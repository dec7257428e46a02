"""The catalogue's tables: the truth from which the search index can always be rebuilt."""

from portal.catalogue.models.facilities import Facility, Instrument, Proposal, Source
from portal.catalogue.models.outbox import ChangedBlock, ChangedDocument, Mark, Outbox
from portal.catalogue.models.records import FileList, Mention, Record, RecordLink, RecordVersion
from portal.catalogue.models.sources import SourceRecord

__all__ = [
    "ChangedBlock",
    "ChangedDocument",
    "Facility",
    "FileList",
    "Instrument",
    "Mark",
    "Mention",
    "Outbox",
    "Proposal",
    "Record",
    "RecordLink",
    "RecordVersion",
    "Source",
    "SourceRecord",
]
