"""What becomes of publications by themselves: their day comes, the registrar answers.

The worker's step.  Each is done in a transaction of its own, and whether it is due is read
from the database alone: a killed worker's work is taken up by the next.
"""

import logging
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from publishing.doi import alerts
from publishing.doi.models import Doi
from publishing.doi.outbox import has
from publishing.publications import halting, notices, registering, telling
from publishing.publications.acting import held, step
from publishing.publications.models import Publication
from publishing.publications.refused import THERE, UNASKED

State = Publication.State

log = logging.getLogger("beamfinder.publishing")


def advance() -> int:
    """Take every publication on as far as it may go now; how many steps were taken.

    One that fails is tried again the next time, and keeps no other from its way.
    """
    taken, halted = 0, False
    for pk in _ready(timezone.now()):
        try:
            while _one(pk, timezone.now()):
                taken += 1
            halting.over(pk)
        except Exception as error:
            log.exception("publication %s can't go on and is tried again", pk)
            halting.halt(pk, error, timezone.now())
            halted = True
    if halted:
        alerts.alert(timezone.now())
    return taken


def _ready(now: datetime) -> list[int]:
    """Those that can go on, as far as a glance can tell, and those that couldn't a while ago."""
    begun = Q(publish_at=None) | Q(publish_at__lte=now)
    unasked = Q(doi=None) | Q(doi__wanted__in=UNASKED)
    there = Q(doi__seen__in=THERE)
    approved = Q(state=State.APPROVED) & begun & (unasked | there)
    registered = Q(state=State.REGISTERED, doi__seen=Doi.State.FINDABLE)
    over = Q(record__access="embargoed", record__open_from__lte=now)
    untold = Q(doi__changed_at__lt=F("record__open_from"))
    opened = Q(state=State.FINDABLE) & over & untold
    again = Q(doi__in=halting.again(now))
    every = Publication.objects.filter(approved | registered | opened | again)
    found = every.exclude(doi__in=halting.resting(now)).order_by("changed_at", "pk")
    return list(found.values_list("pk", flat=True))


def _one(pk: int, now: datetime) -> bool:
    """Whether the publication was taken one step on."""
    with held(pk) as publication:
        if publication.state == State.APPROVED:
            return _approved(publication, now)
        if publication.state == State.REGISTERED:
            return _registered(publication, now)
        if publication.state == State.FINDABLE:
            _opened(publication, now)
    return False


def _approved(publication: Publication, now: datetime) -> bool:
    """Its day has come: have it registered; it is: everybody may see it."""
    if publication.publish_at is not None and publication.publish_at > now:
        return False
    version = Doi.objects.filter(publication=publication).first()
    if version is None or version.wanted in UNASKED:
        registering.register(publication, now)
        return True
    concept = Doi.objects.get(series=publication.series_id)
    if not has(version, *THERE) or concept.seen not in THERE:
        return False
    publication.published_at = now
    step(publication, "register", None, now)
    telling.tell(publication, now)
    registering.announce(publication, now)
    return True


def _registered(publication: Publication, now: datetime) -> bool:
    """Its DOIs can be found: so it says itself."""
    version = Doi.objects.get(publication=publication)
    concept = Doi.objects.get(series=publication.series_id)
    if not has(version, Doi.State.FINDABLE) or concept.seen != Doi.State.FINDABLE:
        return False
    step(publication, "announce", None, now)
    notices.findable(publication)
    return True


def _opened(publication: Publication, now: datetime) -> None:
    """Its embargo is over: the registrar is told that everybody may have the data."""
    record, doi = publication.record, Doi.objects.get(publication=publication)
    if record is not None and record.open_from and doi.changed_at < record.open_from <= now:
        registering.announce(publication, now)
