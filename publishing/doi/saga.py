"""The worker's step that brings the registrar to what our DOIs are to be.

A row of Doi says what is wanted; a worker takes one by a conditional UPDATE of its claim,
asks the registrar (publishing.doi.turn) outside of any transaction, and writes down what
came of it; publishing.publications.progress takes the publications on from there.  A worker
that is killed anywhere leaves a claim that runs out, and a request that does no harm when it
is made again.  Whoever comes back later than its claim has the row done once more, since its
request may have been overtaken.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from publishing.doi import alerts, attempts, selectors
from publishing.doi.models import ANOTHERS, Doi
from publishing.doi.outbox import has
from publishing.doi.registrars import Registrars
from publishing.doi.turn import Outcome, turn

log = logging.getLogger("beamfinder.doi")
State = Doi.State

AT_ONCE = 100  # rows of one step
SECONDS = 20.0  # of one step
CLAIM = timedelta(minutes=3)  # longer than the longest turn: three requests of 13 s
LONGEST_ASKED = timedelta(days=1)  # of what a registrar may ask us to wait
REST = 30.0  # seconds that a registrar is left alone which twice running didn't answer
SILENCES = 2
LONGEST_REST = 300.0  # also where it asks for more: only the DOI that was told waits that long
TOO_MANY = 429


def due(now: datetime) -> QuerySet[Doi]:
    """The DOIs that the worker should turn to, those that wait longest first.

    Where a publication can't go on, nothing is left to ask the registrar.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    rows = Doi.objects.filter(free, next_at__lte=now).exclude(selectors.HALTED)
    return rows.order_by("next_at", "pk")


def waits() -> bool:
    """Whether a DOI is due."""
    return due(timezone.now()).exists()


def mint() -> int:
    """Turn to the DOIs that are due; how many are as wanted now."""
    if not waits():
        return 0
    until, done = time.monotonic() + SECONDS, 0
    with Registrars() as registrars:
        for pk, registrar in _rows():
            if time.monotonic() > until:
                break
            if not _silence.rests(registrar):
                done += _one(pk, registrars)
    alerts.alert(timezone.now())
    return done


def _rows() -> list[tuple[int, str]]:
    return list(due(timezone.now()).values_list("pk", "registrar")[:AT_ONCE])


def _one(pk: int, registrars: Registrars) -> int:
    """One turn of one DOI, whatever happens: the others mustn't wait for it."""
    claimed = _claim(pk, timezone.now())
    if claimed is None:
        return 0
    try:
        outcome = _turned(claimed, registrars)
        return _written(claimed, outcome, timezone.now())
    except Exception as error:
        log.exception("%s could not be brought to the registrar", claimed.name)
        kind = type(error).__name__
        problem = f"something failed here ({kind}): see the log"
        failed = Outcome(request=f"{claimed.name}, here", problem=problem, sent=True)  # perhaps
        return _written(claimed, failed, timezone.now())


def _claim(pk: int, now: datetime) -> Doi | None:
    """The row, if it is ours now and nobody else's."""
    until = now + CLAIM
    if not due(now).filter(pk=pk).update(claimed_until=until):
        return None
    return Doi.objects.filter(pk=pk, claimed_until=until).first()


def _turned(doi: Doi, registrars: Registrars) -> Outcome:
    if doi.wanted and has(doi, State(doi.wanted)):
        return Outcome(request="", seen=doi.seen, agrees=True)  # it was wanted once more
    outcome = turn(doi, lambda: registrars.of(doi))
    _silence.tell(doi.registrar, outcome)
    return outcome


@transaction.atomic
def _written(doi: Doi, outcome: Outcome, now: datetime) -> int:
    """Write down what came of it; 1 where the DOI is as it is wanted now."""
    if outcome.request:
        attempts.keep(doi, outcome, now)
    mine = Doi.objects.filter(
        pk=doi.pk, claimed_until=doi.claimed_until, revision=doi.revision, body_hash=doi.body_hash
    )
    if not mine.update(**_changes(doi, outcome, now)):
        _overtaken(doi, now)
        return 0
    if outcome.problem:
        log.warning("%s: %s", doi.name, outcome.problem)
    return int(outcome.agrees)


def _changes(doi: Doi, outcome: Outcome, now: datetime) -> dict[str, object]:
    changes: dict[str, object] = {"claimed_until": None, "problem": outcome.problem}
    if outcome.seen is not None:
        changes |= {"seen": outcome.seen, "seen_hash": "", "seen_at": now}
    if outcome.taken:
        changes |= {"seen_hash": ANOTHERS}
    elif outcome.sent and doi.seen_hash == ANOTHERS:
        changes |= {"seen_hash": ""}  # it may be ours now, though that wasn't seen
    if outcome.agrees:
        settled = {"seen_hash": doi.body_hash, "tries": 0, "next_at": None, "alerted_at": None}
        return changes | settled
    learnt = outcome.seen not in (None, doi.seen) and not (doi.tries or outcome.final)
    tries = max(doi.tries + 1, alerts.PATIENCE if outcome.final else 0)
    wait = timedelta(0) if learnt else waiting(tries, outcome)
    return changes | {"tries": tries, "next_at": now + wait}


def waiting(tries: int, outcome: Outcome) -> timedelta:
    """How long to wait after so many tries: longer each time, and as the registrar asks."""
    wait = attempts.LONGEST_WAIT if outcome.final else attempts.backoff(tries)
    asked = timedelta(seconds=min(outcome.retry_after or 0, LONGEST_ASKED.total_seconds()))
    return max(wait, asked)


def _overtaken(doi: Doi, now: datetime) -> None:
    """Something else was wanted meanwhile, or the claim had run out: have it done once more."""
    rows = Doi.objects.filter(pk=doi.pk)
    rows.filter(claimed_until=doi.claimed_until).update(claimed_until=None)
    rows.update(next_at=now, seen_hash="")


def retry(doi: Doi, now: datetime) -> bool:
    """Have the worker turn to the DOI at once; False where it is as wanted already."""
    rows = selectors.waiting(Doi.objects.filter(pk=doi.pk))
    return rows.order_by().update(next_at=now) > 0


class _Silence:
    """Leaves a registrar alone for a while that doesn't answer or has too much to do.

    Else each DOI that is due would wait for it, and others' DOIs behind them.  Each process
    finds out for itself.
    """

    def __init__(self) -> None:
        self._times: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def rests(self, registrar: str) -> bool:
        return time.monotonic() < self._until.get(registrar, 0.0)

    def tell(self, registrar: str, outcome: Outcome) -> None:
        """What came of a turn.  Too many requests are too many for all DOIs alike."""
        self._times[registrar] = self._times.get(registrar, 0) + 1 if outcome.unreachable else 0
        wait = min(max(REST, outcome.retry_after or 0), LONGEST_REST)
        if self._times[registrar] >= SILENCES or outcome.status == TOO_MANY:
            self._until[registrar] = time.monotonic() + wait

    def forget(self) -> None:
        self._times.clear()
        self._until.clear()


_silence = _Silence()
