"""What the pages about DOIs read."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from publishing.doi.models import Attempt, Doi
from publishing.enrolment.selectors import curated_by

LATELY = timedelta(days=7)
SHOWN_ATTEMPTS = 3
AGREES = Q(seen=F("wanted"), seen_hash=F("body_hash"))  # as Doi.agrees
HALTED = AGREES & ~Q(problem="")  # as Doi.halted
_SETTLED = AGREES & Q(next_at=None)


def looked_after_by(user: User | AnonymousUser) -> QuerySet[Doi]:
    """The DOIs of the facilities that the user curates; all of them for administrators."""
    every = Doi.objects.select_related("facility", "publication", "series")
    if user.is_active and user.is_superuser:
        return every
    return every.filter(facility__in=curated_by(user).values("pk"))


def waiting(dois: QuerySet[Doi]) -> QuerySet[Doi]:
    """Those that aren't as they are wanted, the ones with most failures first."""
    return dois.exclude(_SETTLED).order_by("-tries", "changed_at", "pk")


def lately(dois: QuerySet[Doi], now: datetime) -> QuerySet[Doi]:
    """Those that are as they are wanted since a few days, the latest first."""
    return dois.filter(_SETTLED, seen_at__gt=now - LATELY).order_by("-seen_at", "-pk")


def with_attempts(dois: QuerySet[Doi], start: int, stop: int) -> list[Doi]:
    """A part of the list, each with its last attempts, the latest first."""
    place = Window(RowNumber(), partition_by=F("doi_id"), order_by=F("id").desc())
    last = Attempt.objects.annotate(place=place).filter(place__lte=SHOWN_ATTEMPTS).order_by("-id")
    return list(dois.prefetch_related(Prefetch("attempts", last))[start:stop])
