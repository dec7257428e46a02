"""A publication as a line of the list, of a feed or of a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.catalogue.models import Record
from portal.web import links, rows
from publishing.exports.people import creators
from publishing.exports.texts import LONG, public

COLUMNS = ("title", "date", "creators", "doi", "url", "facility", "availability", "licence")
SHOWN = 6  # creators
_VERSIONS = {"IsNewVersionOf", "IsPreviousVersionOf"}


@dataclass(frozen=True)
class Entry:
    """Texts ready to be given out; ``published`` is when it could first be seen here."""

    record: Record
    title: str
    summary: str
    creators: tuple[str, ...]
    published: datetime
    doi: str
    doi_url: str
    url: str
    licence: str
    version: str  # "" where there is one only
    superseded: bool  # by a newer version

    @property
    def shown(self) -> tuple[str, ...]:
        return self.creators[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.creators) - SHOWN)

    def cells(self) -> tuple[str, ...]:
        """As ``COLUMNS`` has them."""
        return (
            self.title,
            self.published.date().isoformat(),
            "; ".join(self.creators),
            self.doi,
            self.url,
            self.record.facility.short_name,
            self.record.availability,
            self.licence,
        )

    def as_json(self) -> dict[str, Any]:
        facility = self.record.facility
        return {
            "id": self.record.pk,
            "url": self.url,
            "doi": self.doi,
            "title": self.title,
            "creators": self.creators,
            "published": self.published.date(),
            "changed": self.record.changed_at,
            "facility": {"slug": facility.slug, "name": facility.name},
            "availability": self.record.availability,
            "open_from": self.record.open_from,
            "licence": self.licence,
            "version": self.version or None,
            "superseded": self.superseded,
        }


def entry(record: Record) -> Entry:
    metadata, facility = record.metadata, record.facility
    relations = {one.relation for one in metadata.related}
    return Entry(
        record=record,
        title=public(rows.title(metadata)),
        summary=public(metadata.summary, LONG),
        creators=tuple(one.name for one in creators(metadata, facility)),
        published=record.appeared_at or record.created_at,
        doi=record.doi,
        doi_url=links.doi(record.doi) if record.doi else "",
        url=links.absolute(record.get_absolute_url()),
        licence=public(metadata.licence),
        version=public(metadata.version) if relations & _VERSIONS else "",
        superseded="IsPreviousVersionOf" in relations,
    )
