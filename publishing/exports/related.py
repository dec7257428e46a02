"""What a resource is related to: works, instruments, its other identifiers."""

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Instrument, Related
from portal.normalise.datacite import RELATION_TYPES
from portal.web import links
from publishing.exports import texts, trials
from publishing.exports.kernel import (
    AlternateIdentifier,
    Identifier,
    RelatedIdentifier,
    RelatedItem,
)
from publishing.exports.texts import public, web_address
from publishing.exports.xml import allowed


def identifiers(
    record: Record, metadata: AnyRecord
) -> tuple[Identifier, tuple[AlternateIdentifier, ...]]:
    """What identifies the resource, and what else does.

    The DOI; else the address of the record's page here, which never changes.  Then our page,
    the facility's own and the PID, as far as they aren't the identifier.  A record that isn't
    in the catalogue yet has no page of that kind.
    """
    doi = allowed(record.doi)
    page = links.absolute(record.get_absolute_url()) if record.pk else ""
    found = {page: "URL", web_address(metadata.landing_page): "URL"}
    if record.pid.lower() != record.doi:
        pid = trials.fit(record, record.pid)
        value, kind = texts.typed(pid)
        found[value or public(pid)] = kind or "PID"
    for same in ("", doi, links.doi(doi), "" if doi else page):
        found.pop(same, None)
    alternates = (
        AlternateIdentifier(alternate_identifier=value, alternate_identifier_type=kind)
        for value, kind in found.items()
    )
    if doi:
        return Identifier(identifier=doi, identifier_type="DOI"), tuple(alternates)
    return Identifier(identifier=page, identifier_type="URL"), tuple(alternates)


def related_identifiers(metadata: AnyRecord) -> tuple[RelatedIdentifier, ...]:
    """The works that have a DOI or an address, and the instruments that have an identifier."""
    works = texts.listed(metadata.related, _work)
    return works + texts.listed(metadata.instruments, _collected_by)


def related_items(metadata: AnyRecord) -> tuple[RelatedItem, ...]:
    """The instruments by name, and the works of which nothing is known but a citation."""
    instruments = texts.listed(metadata.instruments, _instrument)
    return instruments + texts.listed(metadata.related, _citation)


def _work(work: Related) -> RelatedIdentifier | None:
    value, kind = (allowed(work.doi), "DOI") if work.doi else (web_address(work.url), "URL")
    if not value:
        return None
    return RelatedIdentifier(
        related_identifier=value, related_identifier_type=kind, relation_type=_relation(work)
    )


def _citation(work: Related) -> RelatedItem | None:
    text = "" if work.doi or web_address(work.url) else public(work.text)
    if not text:
        return None
    return RelatedItem(title=text, related_item_type="Text", relation_type=_relation(work))


def _relation(work: Related) -> str:
    return work.relation if work.relation in RELATION_TYPES else "References"


def _collected_by(instrument: Instrument) -> RelatedIdentifier | None:
    value, kind = texts.typed(instrument.pid)
    if not value:
        return None
    return RelatedIdentifier(
        related_identifier=value,
        related_identifier_type=kind,
        relation_type="IsCollectedBy",
        resource_type_general="Instrument",
    )


def _instrument(instrument: Instrument) -> RelatedItem | None:
    name = public(instrument.name)
    if not name:
        return None
    value, kind = texts.typed(instrument.pid)
    return RelatedItem(
        title=name,
        related_item_type="Instrument",
        relation_type="IsCollectedBy",
        related_item_identifier=value,
        related_item_identifier_type=kind,
    )
