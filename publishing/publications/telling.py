"""Bring publications into the catalogue, where they are records like all others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from portal.catalogue import own, store
from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.records import Dataset, Document, Related
from portal.locks import hold_until_commit
from publishing.doi.models import Doi
from publishing.publications.content import Content, decode
from publishing.publications.document import Frame, document
from publishing.publications.freezing import chosen, frozen
from publishing.publications.holding import PUBLIC, holders, holders_with, seen_by_all
from publishing.publications.models import Chosen, Publication


def public_versions(publication: Publication) -> list[Publication]:
    """The versions of its series that are public, the first one first."""
    found = Publication.objects.filter(series=publication.series_id, state__in=PUBLIC)
    return list(found.select_related("series__facility", "doi").order_by("number"))


def made(publication: Publication, content: Content, now: datetime) -> Document:
    """The Document as the catalogue has it or will have it; for a preview as well."""
    return _document(publication, content, datasets(publication, content, now), now)


def datasets(publication: Publication, content: Content, now: datetime) -> list[Dataset]:
    """The publication's Datasets as everybody sees them, or will see them.

    Those that aren't frozen have only the number of their files: this is done at each key.
    """
    rows = chosen(publication, files=False)
    return _alike(rows, _seen(publication, content, now, files=False), files=False)


def tell(publication: Publication, now: datetime) -> None:
    """Make this version's Datasets and Document public as they are, and renew the others.

    Within the caller's transaction; ``publication`` is in a public state by then.
    """
    hold_until_commit(store.WRITING)  # others may publish the same Datasets just now
    content, rows = decode(publication.content), chosen(publication)
    seen = _seen(publication, content, now)
    told = [own.told_of(row.record_id, seen[row.record_id]) for row in rows]
    made_of = _alike(rows, seen)
    told.append(own.told(_doi(publication), _document(publication, content, made_of, now)))
    source = own.source(publication.series.facility)
    results = store.store(source, told, 0, now, own.remap)
    publication.record_id = results[-1].source_record.record_id
    publication.save(update_fields=["record"])
    renew(publication, now)


def renew(publication: Publication, now: datetime) -> None:
    """Have the Documents of the other public versions say which versions there are.

    And those of others that hold the same Datasets, from when these are open.
    """
    others = {one.pk: one for one in [*public_versions(publication), *sharing(publication)]}
    others.pop(publication.pk, None)
    told = [own.told(_doi(one), made(one, decode(one.content), now)) for one in others.values()]
    store.store(own.source(publication.series.facility), told, 0, now, own.remap)


def sharing(publication: Publication) -> list[Publication]:
    """The public publications of other series that hold some of its Datasets."""
    mine = publication.chosen.filter(related_only=False).values("record")
    theirs = Chosen.objects.filter(related_only=False, record__in=mine).values("publication")
    found = Publication.objects.filter(pk__in=theirs, state__in=PUBLIC)
    found = found.exclude(series=publication.series_id).order_by("pk")
    return list(found.select_related("series__facility", "doi"))


def take_back(publication: Publication, now: datetime) -> None:
    """Withdraw the Document, and let go of the Datasets that no other publication holds.

    These are what their source says again: private ones are private again.  The others are
    as those publications have them.
    """
    hold_until_commit(store.WRITING)
    source = own.source(publication.series.facility)
    every = [row.record_id for row in chosen(publication)]
    held = holders(every)
    free = [str(pk) for pk in every if pk not in held]
    rows = SourceRecord.objects.filter(source=source)
    mine = list(rows.filter(kind=Record.Kind.DOCUMENT, native_id=_doi(publication)))
    mine += rows.filter(kind=Record.Kind.DATASET, native_id__in=free)
    store.withdraw(mine, now, own.remap)
    kept = seen_by_all(held, taken_back=True)
    told = [own.told_of(pk, one) for pk, one in kept.items()]
    store.store(source, told, 0, now, own.remap)
    renew(publication, now)


def _seen(
    publication: Publication, content: Content, now: datetime, *, files: bool = True
) -> dict[int, Dataset]:
    rows = publication.chosen.filter(related_only=False)
    ids = list(rows.values_list("record_id", flat=True))
    return seen_by_all(holders_with(publication, content, ids, now), files=files)


def _alike(rows: list[Chosen], seen: Mapping[int, Dataset], *, files: bool = True) -> list[Dataset]:
    """The Datasets as this publication froze them, and to be had as everybody has them."""
    return [
        replace(one, public_from=now.public_from, access=now.access, open_from=now.open_from)
        for one, now in zip(
            frozen(rows, files=files), (seen[row.record_id] for row in rows), strict=True
        )
    ]


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
