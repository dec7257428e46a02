"""Doing something with a publication: one at a time in a series, by those who may, and logged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from portal.accounts.called import SOMEBODY
from publishing.publications import rights
from publishing.publications.models import Publication, Series, Step
from publishing.publications.problems import NotAllowed, Stale
from publishing.publications.states import ACTS

LONGEST_REASON = 5_000


@contextmanager
def acting(pk: int, user: User, *acts: str, revision: int | None = None) -> Iterator[Publication]:
    """The publication, held until the end of the block, which is one transaction.

    Raises NotAllowed unless the person may do one of the acts in its present state, and
    Publication.DoesNotExist for one they may not know of.  With a revision it is done to that
    one alone: Stale where another has been saved since.
    """
    with held(pk) as publication:
        allowed = rights.acts(user, publication)
        if "view" not in allowed:
            raise Publication.DoesNotExist
        if not allowed.intersection(acts):
            raise NotAllowed(rights.refusal(acts[0], publication))
        if revision is not None and publication.revision != revision:
            raise Stale(publication)
        yield publication


@contextmanager
def held(pk: int) -> Iterator[Publication]:
    """The publication as it is now; nothing else is done to its series meanwhile."""
    with transaction.atomic():
        series = Series.objects.select_for_update()
        series.get(pk=Publication.objects.values_list("series_id", flat=True).get(pk=pk))
        yield Publication.objects.select_related("series__facility").get(pk=pk)


def step(
    publication: Publication, act: str, user: User | None, now: datetime, why: str = ""
) -> None:
    """Bring the publication where the act leads, and log it."""
    before, after = publication.state, ACTS[act].after
    if after is not None:
        publication.state = after
    if user is not None:
        publication.changed_at = now
    publication.save()
    log(publication, act, user, now, before, why)


def log(
    publication: Publication,
    what: str,
    user: User | None,
    now: datetime,
    before: str = "",
    why: str = "",
) -> None:
    """Write down who did what; ``before`` is the state it was in."""
    Step.objects.create(
        publication=publication,
        at=now,
        user=user,
        name=user.get_full_name() or SOMEBODY if user else "",
        what=what,
        before=before or publication.state,
        after=publication.state,
        why=why[:LONGEST_REASON],
    )
