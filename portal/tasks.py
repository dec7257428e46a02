"""The worker's steps as Celery tasks, for when BROKER_URL is set.

A task that finds its work being done elsewhere leaves it there: the beat comes again.
"""

import logging
from contextlib import suppress

from celery import shared_task
from django.utils import timezone

from harvest import pipeline
from harvest.schedule import due, next_due
from portal.catalogue import ticks
from portal.catalogue.models import Source
from portal.dictionary import applying
from portal.dictionary.census import counting
from portal.forgetting import forget as forget_old
from portal.locks import Busy
from portal.mail import sending
from publishing.counting import folding
from publishing.doi import saga
from publishing.oai import stamping
from publishing.publications import progress
from search.indexing.drain import drain as drain_outbox
from search.saved import alerts

HARVEST_EXPIRES = 30  # seconds; the beat comes again

log = logging.getLogger("beamfinder.worker")


@shared_task
def drain() -> None:
    """Bring what is stored into the index."""
    drain_outbox()


@shared_task
def stamp() -> None:
    """Offer what changed to other harvesters."""
    stamping.stamp()


@shared_task
def tick() -> None:
    """Announce the records whose time came."""
    ticks.tick()


@shared_task
def apply() -> None:
    """Have the records indexed anew that a change of the dictionary concerns."""
    applying.apply()


@shared_task
def count() -> None:
    """Count again which parameters the records that changed have."""
    counting.count()


@shared_task
def alert() -> None:
    """Write the messages about what is new in saved searches."""
    alerts.alert()


@shared_task
def send() -> None:
    """Hand what is written to the mail server."""
    sending.send()


@shared_task
def advance() -> None:
    """Take publications on as far as they may go."""
    progress.advance()


@shared_task
def mint() -> None:
    """Bring the registrars to what our DOIs are to be."""
    saga.mint()


@shared_task
def fold() -> None:
    """Add up how often records were looked at."""
    folding.fold()


@shared_task
def forget() -> None:
    """Delete what nobody needs any more."""
    forget_old()


@shared_task
def harvest_due() -> None:
    """Queue a harvest of each source whose time has come."""
    for source in due():
        harvest.apply_async([source.name], expires=HARVEST_EXPIRES)


@shared_task
def harvest(name: str) -> None:
    """Harvest one source, unless that was done or begun since it was queued."""
    source = Source.objects.select_related("facility").get(name=name)
    if next_due(source) > timezone.now():
        return
    with suppress(Busy):
        run = pipeline.harvest(source)
        log.info("%s: %s, %d seen, %s", name, run.state, run.seen, run.error)
