"""What is kept of each attempt about a DOI, and how long the next one waits."""

from datetime import datetime, timedelta

from publishing.doi.models import Attempt, Doi
from publishing.doi.turn import Outcome

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
ANSWER = 2_000  # characters of an answer that are kept
KEPT = 100  # attempts of one DOI


def backoff(tries: int) -> timedelta:
    """How long to wait after so many tries in vain: longer each time."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 7))


def keep(doi: Doi, outcome: Outcome, now: datetime) -> None:
    """Write the attempt down, and forget the oldest one."""
    Attempt.objects.create(
        doi=doi,
        at=now,
        request=outcome.request[:300],
        status=outcome.status,
        answer=(outcome.said or outcome.problem)[:ANSWER],
        succeeded=outcome.agrees,
    )
    old = doi.attempts.order_by("-pk").values_list("pk", flat=True)[KEPT:][:1]
    for pk in list(old):
        doi.attempts.filter(pk__lte=pk).delete()
