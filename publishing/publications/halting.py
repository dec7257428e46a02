"""Publications that can't go on although the registrar has their DOI as it is wanted.

It is told in the row of the DOI as the registrar's troubles are, so that the queue with its
attempts and its button, the page of the publication and the mails show it like these.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from publishing.doi import attempts
from publishing.doi.models import Doi
from publishing.doi.selectors import HALTED
from publishing.doi.turn import Outcome
from publishing.publications.problems import PublishingError
from publishing.publications.refused import THERE


def resting(now: datetime) -> QuerySet[Doi]:
    """The DOIs of those that are left alone for a while."""
    return Doi.objects.filter(HALTED, next_at__gt=now)


def again(now: datetime) -> QuerySet[Doi]:
    """The DOIs of those that are tried again now."""
    return Doi.objects.filter(HALTED, next_at__lte=now)


@transaction.atomic
def halt(pk: int, error: Exception, now: datetime) -> None:
    """Write down why the publication can't go on, and when it is tried again.

    Where the registrar hasn't its DOI as it is wanted, that is what is told of it.
    """
    doi = Doi.objects.select_for_update().filter(publication=pk).first()
    if doi is None or not doi.agrees:
        return
    has = "The registrar has it, but its" if doi.seen in THERE else "Its"
    problem = f"{has} publication can't go on: {_why(error)}"
    attempts.keep(doi, Outcome(request=f"publication {pk}, here", problem=problem), now)
    doi.tries += 1
    doi.problem, doi.next_at = problem, now + attempts.backoff(doi.tries)
    doi.save(update_fields=["tries", "problem", "next_at"])


def over(pk: int) -> None:
    """It went on, or need not any more."""
    rows = Doi.objects.filter(HALTED, publication=pk)
    rows.update(problem="", tries=0, next_at=None, alerted_at=None)


def _why(error: Exception) -> str:
    if isinstance(error, PublishingError):
        return str(error)
    return f"something failed here ({type(error).__name__}), which the log tells"
