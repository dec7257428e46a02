"""The Datasets that aren't public yet and that somebody may publish: no search finds them."""

from django.db.models import Q
from django.utils import timezone

from portal.catalogue.models import Mention, Record
from portal.catalogue.models.records import RecordQuerySet
from publishing.enrolment.models import Enrolment
from publishing.publications import belonging, identity
from publishing.publications.rights import Person

What = Mention.What


def datasets(user: Person) -> RecordQuerySet:
    """Those that name this person or their proposals, and all of facilities they curate.

    Newest first.  The same rule as ``publishing.publications.rights.Publisher.beginning``.
    """
    hidden = Q(public_from=None) | Q(public_from__gt=timezone.now())
    every = Record.objects.filter(hidden, kind=Record.Kind.DATASET, withdrawn_at=None)
    every = every.select_related("facility").order_by("-pk")
    if not user.is_active or not user.is_authenticated:
        return every.none()
    enrolled = Enrolment.objects.filter(enabled=True)
    mine = enrolled if user.is_superuser else enrolled.filter(curators=user.pk)
    named = Mention.objects.filter(_named(user, list(enrolled))).values("record")
    documents = Record.objects.filter(
        pk__in=named, kind=Record.Kind.DOCUMENT, withdrawn_at=None
    ).exclude(pk__in=belonging.published_here())
    theirs = belonging.datasets_of(documents).filter(facility__in=enrolled.values("facility"))
    return every.filter(
        Q(facility__in=mine.values("facility")) | Q(pk__in=named) | Q(pk__in=theirs.values("pk"))
    )


def _named(user: Person, enrolled: list[Enrolment]) -> Q:
    """The mentions of this person; none that an identity wasn't shown for."""
    houses = [one.facility_id for one in enrolled]
    orcid = identity.orcid(user)
    found = Q(what=What.ORCID, value=orcid, facility__in=houses) if orcid else Q(pk__in=())
    for one in enrolled:
        if proposals := identity.proposals(user, one):
            found |= Q(what=What.PROPOSAL, value__in=proposals, facility=one.facility_id)
    return found
