"""Who publishes here, and who looks after it."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from portal.catalogue.models import Facility
from publishing.enrolment.models import Enrolment


def of(facility: Facility) -> Enrolment | None:
    """The facility's enrolment, also one that takes no new publications; None without any."""
    return Enrolment.objects.filter(facility=facility).first()


def curated_by(user: User | AnonymousUser) -> QuerySet[Facility]:
    """The facilities whose publications this user curates; none for strangers."""
    if not user.is_authenticated or not user.is_active:
        return Facility.objects.none()
    return Facility.objects.filter(enrolment__curators=user)
