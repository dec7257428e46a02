"""What the registrar has of a publication's DOIs, and which names it refuses as another's."""

from publishing.doi.models import ANOTHERS, Doi
from publishing.publications.models import Publication

THERE = (Doi.State.REGISTERED, Doi.State.FINDABLE)
UNASKED = (Doi.State.NONE, Doi.State.DRAFT)  # what of a DOI is wanted before it is published


def dois(publication: Publication) -> list[Doi]:
    """That of the version and that of all versions, as far as there are any."""
    version = Doi.objects.filter(publication=publication)
    concept = Doi.objects.filter(series=publication.series_id)
    return [*version, *concept]


def asked(publication: Publication) -> bool:
    """Whether the registrar was asked to register its DOI: then it is no draft any more."""
    return Doi.objects.filter(publication=publication).exclude(wanted__in=UNASKED).exists()


def registered(publication: Publication) -> bool:
    """Whether the registrar has both: then it goes on by itself."""
    return [one.seen in THERE for one in dois(publication)] == [True, True]


def taken(publication: Publication) -> list[Doi]:
    """Those of which somebody else has the name there; nothing was ever seen of ours."""
    return [one for one in dois(publication) if not one.seen and one.seen_hash == ANOTHERS]


def halted(publication: Publication) -> bool:
    """Whether it can't go on although the registrar has its DOI: see halting."""
    return any(one.halted for one in Doi.objects.filter(publication=publication))
