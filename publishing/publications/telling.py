"""Bring publications into the catalogue, where they are records like all others."""

from collections.abc import Sequence
from datetime import datetime

from portal.catalogue import own, store
from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.records import Dataset, Document, Related
from publishing.doi.models import Doi
from publishing.publications.content import Content, decode
from publishing.publications.document import Frame, document
from publishing.publications.freezing import chosen, frozen, published
from publishing.publications.models import Chosen, Publication
from publishing.publications.problems import Unusable

State = Publication.State
PUBLIC = (State.REGISTERED, State.FINDABLE)


def public_versions(publication: Publication) -> list[Publication]:
    """The versions of its series that are public, the first one first."""
    found = Publication.objects.filter(series=publication.series_id, state__in=PUBLIC)
    return list(found.select_related("series__facility", "doi").order_by("number"))


def made(publication: Publication, content: Content, now: datetime) -> Document:
    """The Document as the catalogue has it or will have it; for a preview as well."""
    return _document(publication, content, datasets(publication, content, now), now)


def datasets(publication: Publication, content: Content, now: datetime) -> list[Dataset]:
    """The publication's Datasets as everybody sees them, or will see them."""
    since = publication.published_at or now
    return [
        published(frozen(row), row.record, content.embargo_until, since)
        for row in chosen(publication)
    ]


def tell(publication: Publication, now: datetime) -> None:
    """Make this version's Datasets and Document public as they are, and renew its other versions.

    Within the caller's transaction; ``publication`` is in a public state by then.
    """
    content = decode(publication.content)
    theirs = datasets(publication, content, now)
    rows = chosen(publication)
    told = [own.told(str(row.record_id), one) for row, one in zip(rows, theirs, strict=True)]
    told.append(own.told(_doi(publication), _document(publication, content, theirs, now)))
    source = own.source(publication.series.facility)
    results = store.store(source, told, 0, now, own.remap)
    if [one.source_record.record_id for one in results[:-1]] != [row.record_id for row in rows]:
        raise Unusable("A Dataset has another identifier by now: its curators have to look at it.")
    publication.record_id = results[-1].source_record.record_id
    publication.save(update_fields=["record"])
    renew(publication, now)


def renew(publication: Publication, now: datetime) -> None:
    """Have the Documents of the other public versions say which versions there are."""
    others = [one for one in public_versions(publication) if one.pk != publication.pk]
    told = [own.told(_doi(one), made(one, decode(one.content), now)) for one in others]
    store.store(own.source(publication.series.facility), told, 0, now, own.remap)


def take_back(publication: Publication, now: datetime) -> None:
    """Withdraw the Document, and let go of the Datasets that no other publication holds.

    These are what their source says again: private ones are private again.
    """
    source = own.source(publication.series.facility)
    held = Chosen.objects.filter(
        related_only=False,
        publication__state__in=PUBLIC,
        record__in=publication.chosen.values("record"),
    ).exclude(publication=publication)
    kept = {str(pk) for pk in held.values_list("record_id", flat=True)}
    free = {str(row.record_id) for row in chosen(publication)} - kept
    rows = SourceRecord.objects.filter(source=source)
    mine = list(rows.filter(kind=Record.Kind.DOCUMENT, native_id=_doi(publication)))
    mine += rows.filter(kind=Record.Kind.DATASET, native_id__in=free)
    store.withdraw(mine, now, own.remap)
    renew(publication, now)


def _document(
    publication: Publication, content: Content, theirs: Sequence[Dataset], now: datetime
) -> Document:
    concept = Doi.objects.filter(series=publication.series_id).first()
    since = publication.published_at
    edited = since is not None and publication.changed_at > since
    frame = Frame(
        facility=publication.series.facility,
        doi=_doi(publication),
        concept=concept.name if concept else "",
        number=publication.number,
        datasets=theirs,
        related=_others(publication),
        versions=[(one.number, _doi(one)) for one in public_versions(publication)],
        created=publication.created_at,
        published=since or now,
        changed=publication.changed_at if edited else None,
    )
    return document(content, frame)


def _others(publication: Publication) -> list[Related]:
    """The Datasets of others, as far as they may be seen."""
    rows = publication.chosen.filter(related_only=True).select_related("record")
    found = []
    for one in (row.record for row in rows):
        if one.is_public():
            address = "" if one.doi else one.metadata.landing_page
            text = "" if one.doi or address else one.metadata.title
            found.append(Related(relation="References", doi=one.doi, url=address, text=text))
    return found


def _doi(publication: Publication) -> str:
    """The version's DOI, "" where it hasn't been reserved."""
    found: Doi | None = getattr(publication, "doi", None)
    return found.name if found else ""
