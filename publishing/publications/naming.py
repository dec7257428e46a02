"""The names that DOIs get, by the facility's style.

The concept DOI has the style's name, and a version's the same with ".v1" behind it.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.db import transaction

from publishing.doi.models import Doi
from publishing.enrolment import selectors as enrolments
from publishing.enrolment.models import Enrolment
from publishing.publications.freezing import chosen
from publishing.publications.models import Publication
from publishing.publications.problems import Unusable

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
LENGTH = 8
_OTHER = re.compile(r"[^a-z0-9]+")


def dois(publication: Publication, now: datetime) -> tuple[Doi, Doi]:
    """The DOI of this version and the concept DOI; made, and nothing wanted of them, if need be.

    Raises Unusable where the facility has no part in publishing.
    """
    concept = Doi.objects.filter(series=publication.series_id).first()
    if concept is None:
        concept = _concept(publication, now)
    version = Doi.objects.filter(publication=publication).first()
    if version is None:
        version = _version(publication, concept, now)
    return version, concept


def _version(publication: Publication, concept: Doi, now: datetime) -> Doi:
    """A new one, or that of a draft of this number which was discarded."""
    made, new = named_after(concept, f"v{publication.number}", publication, now)
    if not new:
        made.publication = publication
        made.save(update_fields=["publication"])
    return made


def named_after(
    concept: Doi, ending: str, publication: Publication, now: datetime
) -> tuple[Doi, bool]:
    """The DOI of this name behind the concept's, and whether it is new: then the version's."""
    return Doi.objects.get_or_create(
        name=f"{concept.name}.{ending}",
        defaults={
            "registrar": concept.registrar,
            "facility_id": concept.facility_id,
            "publication": publication,
            "created_at": now,
            "changed_at": now,
        },
    )


def _concept(publication: Publication, now: datetime) -> Doi:
    facility = publication.series.facility
    enrolment = enrolments.of(facility)
    if enrolment is None:
        raise Unusable(f"{facility} doesn't publish here: ask its curators to enrol it.")
    for name in _names(publication, enrolment, now):
        with transaction.atomic():
            made, new = Doi.objects.get_or_create(
                name=name,
                defaults={
                    "registrar": enrolment.registrar,
                    "facility": facility,
                    "series": publication.series,
                    "created_at": now,
                    "changed_at": now,
                },
            )
        if new:
            return made
    raise AssertionError("names never end")


def _names(publication: Publication, enrolment: Enrolment, now: datetime) -> Iterator[str]:
    """One after the other, until one is free."""
    start = f"{enrolment.prefix}/"
    if enrolment.suffix == Enrolment.Suffix.RANDOM:
        while True:
            yield start + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    stem = start + _stem(publication, enrolment, now)
    taken = Doi.objects.filter(name__startswith=f"{stem}.", series__isnull=False).count()
    for number in count(taken + 1):
        yield f"{stem}.{number}"


def _stem(publication: Publication, enrolment: Enrolment, now: datetime) -> str:
    slug = publication.series.facility.slug
    if enrolment.suffix == Enrolment.Suffix.PROPOSAL and (proposal := _proposal(publication)):
        return f"{slug}.{proposal}"
    return f"{slug}.{now.year}"


def _proposal(publication: Publication) -> str:
    """Of the first Dataset that has one, in signs that a DOI may have."""
    for row in chosen(publication):
        for one in row.record.metadata.proposals:
            if plain := _OTHER.sub("-", one.pid.lower()).strip("-"):
                return plain[:60]
    return ""
