"""Records as they are given out: header, metadata, and where they came from.

https://www.openarchives.org/OAI/openarchivesprotocol.html#Record
"""

import logging
from collections.abc import Sequence

from lxml import etree

from portal.catalogue.inherited import NOTHING, Inherited, completed
from portal.catalogue.models import Record
from publishing.exports.resource import resource
from publishing.oai import contents
from publishing.oai.about import provenance
from publishing.oai.answer import child, header
from publishing.oai.contents import Origin
from publishing.oai.formats import Format
from publishing.oai.items import Item

logger = logging.getLogger("beamfinder.oai")


class Writer:
    """Writes the records of one page in one format; reads all of them in a few queries."""

    def __init__(self, page: Sequence[Item], form: Format) -> None:
        self.form = form
        self.records = contents.records(page)
        self.origins = contents.origins(self.records)
        self.inherited = contents.inherited(page)

    def size(self, item: Item) -> int:
        """How many characters the item's record has, as it is kept."""
        record = self.records.get(item.record_id)
        return len(record.body) if record else 0

    def write(self, parent: etree._Element, item: Item) -> bool:
        """Add the item's record; False when it can't be written in this format.

        One that may not be given out at present is deleted for harvesters.
        """
        record = self.records.get(item.record_id)
        parts = []
        if record is not None:
            told = self.inherited.get(record.pk, NOTHING)
            parts = written(record, told, self.form, self.origins.get(record.pk))
            if not parts:
                return False
        made = child(parent, "record")
        header(made, item, deleted=record is None)
        for name, part in zip(("metadata", "about"), parts, strict=False):
            child(made, name).append(part)
        return True


def written(
    record: Record, told: Inherited, form: Format, origin: Origin | None = None
) -> list[etree._Element]:
    """The record's metadata in this format, and its provenance if it was harvested.

    Nothing, and a line in the log, when it can't be written: one record must not keep
    harvesters from all that follow it.
    """
    try:
        metadata = completed(record.metadata, told)
        parts = [form.element(resource(record, metadata, record.facility))]
        if origin is not None:
            parts.append(provenance(origin, metadata))
    except Exception:
        logger.exception("record %s can't be written as %s", record.pk, form.prefix)
        return []
    return parts
