"""The sources page: how each catalogue's harvests went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from harvest.models import Run
from harvest.schedule import next_due
from portal.catalogue import own
from portal.catalogue.models import Source
from portal.normalise.text import without_addresses
from portal.web import show
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.errors import read_only

SHOWN_RUNS = 5
LONGEST_ERROR = 300
STALE = timedelta(days=3)  # without a complete run; then something is wrong
KINDS = {"scicat": "SciCat", "scicat4": "SciCat 4", "panosc": "PaNOSC Search API"}
COUNTS = ("created", "updated", "unchanged", "rejected", "withdrawn")


@dataclass(frozen=True)
class Told:
    """A run in words; of one that isn't ``open`` only its state and its times."""

    run: Run
    open: bool = True

    @property
    def took(self) -> timedelta | None:
        end = self.run.finished_at
        return timedelta(seconds=int((end - self.run.started_at).total_seconds())) if end else None

    @property
    def error(self) -> str:
        return message(self.run.error) if self.open else ""

    def as_json(self) -> dict[str, Any]:
        run = self.run
        told = {
            "state": run.state,
            "sweep": run.sweep,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
        }
        if not self.open:
            return told
        return {
            **told,
            "expected": run.expected,
            "seen": run.seen,
            **{name: getattr(run, name) for name in COUNTS},
            "withdrawn_by_absence": run.absent,
            "error": self.error,
        }


@dataclass(frozen=True)
class Health:
    """A source with its last runs, the latest first, and how it does.

    What a login sees of a catalogue isn't ``open`` to strangers: its numbers tell how
    many private records there are.
    """

    source: Source
    runs: tuple[Told, ...]
    next: datetime | None
    open: bool = True

    @property
    def last(self) -> Told | None:
        return self.runs[0] if self.runs else None

    @property
    def state(self) -> str:
        """paused, held, waiting, running, failing, incomplete or well."""
        if not self.source.enabled:
            return "paused"
        if self.source.held:
            return "held"
        if self.last is None:
            return "waiting"
        states = {"running": "running", "failed": "failing", "incomplete": "incomplete"}
        return states.get(self.last.run.state, "well")

    @property
    def overdue(self) -> bool:
        return self.next is not None and self.next <= timezone.now()

    @property
    def stale(self) -> bool:
        """Whether the records shown may be old: no run came to its end for days."""
        ends = [told.run.finished_at for told in self.runs if told.run.state == Run.State.COMPLETE]
        last = next((end for end in ends if end), None)
        return bool(self.runs) and (last is None or last < timezone.now() - STALE)

    @property
    def held(self) -> str:
        """Why nothing is withdrawn."""
        return message(self.source.held) if self.open else ""

    @property
    def kind(self) -> str:
        return KINDS.get(self.source.kind, self.source.kind)

    @property
    def address(self) -> str:
        """The catalogue's address without what only a harvester needs."""
        return show.link(self.source.url.split("?")[0])

    def as_json(self) -> dict[str, Any]:
        source = self.source
        return {
            "name": source.name,
            "kind": source.kind,
            "facility": source.facility.slug,
            "address": self.address,
            "state": self.state,
            "held": self.held,
            "last_sweep": source.swept_at,
            "next_run": self.next,
            "runs": [told.as_json() for told in self.runs],
        }


@read_only
def sources(request: HttpRequest) -> HttpResponse:
    return negotiated(_answer(request, as_json=wants_json(request)))


@read_only
def sources_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    found = healths(lambda: _is_staff(request))
    if as_json:
        return json_answer({"total": len(found), "items": [one.as_json() for one in found]})
    return render(request, "harvest/sources.html", {"section": "sources", "healths": found})


def healths(is_staff: Callable[[], bool]) -> list[Health]:
    """Every source with its last runs, in two queries; staff are told everything.

    Who asks is looked at only where there is something to hide: else the page is one for
    all, and no cookie is read.
    """
    place = Window(RowNumber(), partition_by=F("source_id"), order_by=F("id").desc())
    last = Run.objects.annotate(place=place).filter(place__lte=SHOWN_RUNS).defer("checkpoint")
    harvested = Source.objects.exclude(kind=own.KIND).select_related("facility")
    found = harvested.prefetch_related(Prefetch("runs", last))
    return [_health(source, is_open=not source.token_file or is_staff()) for source in found]


def message(text: str) -> str:
    """One line for the page; masked before it is cut, or half an address would stay."""
    return without_addresses(" ".join(text.split()))[:LONGEST_ERROR]


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)


def _health(source: Source, *, is_open: bool) -> Health:
    runs = tuple(Told(run, is_open) for run in source.runs.all())
    return Health(source, runs, next_due(source) if source.enabled else None, is_open)
