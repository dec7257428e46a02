"""Changes documents without end while another thread stamps them; run by ``runner``."""

import random
from threading import Event, Thread
from typing import Any

from django.db import connection

from portal.catalogue.models import ChangedDocument, Facility, Record
from publishing.oai import stamping
from tests.factories import FacilityFactory, SourceFactory, document, make_record, withdraw
from tests.publishing.oai.harvesters.served import NAMESPACE

STEADY, CHURNED = 23, 17  # documents that nobody touches, and those that change
SLUGS = ("ess", "maxiv")

Titles = dict[str, str]


def main(work: str, rounds: str = "0", seed: str = "0") -> Any:
    """``begin`` stores the documents and gives the steady ones' identifiers.

    ``churn`` changes the others and gives the titles of everything offered in the end.
    """
    stamping.BATCH = 3
    return begin() if work == "begin" else churn(int(rounds), random.Random(int(seed)))


def begin() -> list[str]:
    for slug in SLUGS:
        FacilityFactory(slug=slug, offers_harvested=True)
    steady = [tell(number, "steady") for number in range(CHURNED, CHURNED + STEADY)]
    for number in range(CHURNED):
        tell(number, "first")
    stamping.stamp()
    return [identifier(record.pk) for record in steady]


def churn(rounds: int, chance: random.Random) -> Titles:
    done = Event()
    worker = Thread(target=stamp_until, args=[done])
    worker.start()
    try:
        for number in range(rounds):
            change(chance, number)
    finally:
        done.set()
        worker.join()
    assert not ChangedDocument.objects.exists()
    public = Record.objects.public().filter(facility__offers_harvested=True)
    return {identifier(record.pk): record.metadata.title for record in public}


def stamp_until(done: Event) -> None:
    """The worker's step again and again; once more after the last change."""
    while not done.is_set():
        stamping.stamp(6)
    stamping.stamp(None)
    connection.close()


def change(chance: random.Random, number: int) -> None:
    which = chance.randrange(CHURNED)
    kind = chance.choice(("title", "title", "title", "withdraw", "hide", "mind"))
    if kind == "title":
        tell(which, f"round {number}")
    elif kind == "hide":
        tell(which, f"hidden {number}", public_from="")
    elif kind == "withdraw":
        withdraw(Record.objects.get(doi=f"10.5072/{which}"))
    elif number % 10 == 0:  # seldom: all of a facility's documents change
        facility = Facility.objects.get(slug="maxiv")
        facility.name = f"MAX IV, round {number}"
        facility.save()


def tell(number: int, title: str, **changes: str) -> Record:
    facility = Facility.objects.get(slug=SLUGS[number % 2])
    named = {"pid": f"pid-{number}", "doi": f"10.5072/{number}", "title": f"{title}, {number}"}
    return make_record(document(**(named | changes)), SourceFactory(facility=facility))


def identifier(pk: int) -> str:
    return f"oai:{NAMESPACE}:{pk}"
