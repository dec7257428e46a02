"""The sources page: how each catalogue's harvests went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from harvest.models import Run
from harvest.schedule import next_due
from portal.catalogue.models import Source
from portal.normalise.text import without_addresses
from portal.web import show
from portal.web.answers import json_answer, negotiated, wants_json

SHOWN_RUNS = 5
LONGEST_ERROR = 300
STALE = timedelta(days=3)  # without a complete run; then something is wrong
KINDS = {"scicat": "SciCat", "scicat4": "SciCat 4", "panosc": "PaNOSC Search API"}
COUNTS = ("created", "updated", "unchanged", "rejected", "withdrawn")


@dataclass(frozen=True)
class Told:
    """A run in words."""

    run: Run

    @property
    def took(self) -> timedelta | None:
        end = self.run.finished_at
        return timedelta(seconds=int((end - self.run.started_at).total_seconds())) if end else None

    @property
    def error(self) -> str:
        text = " ".join(self.run.error.split())
        return without_addresses(text[:LONGEST_ERROR])

    def as_json(self) -> dict[str, Any]:
        run = self.run
        return {
            "state": run.state,
            "sweep": run.sweep,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "expected": run.expected,
            "seen": run.seen,
            **{name: getattr(run, name) for name in COUNTS},
            "withdrawn_by_absence": run.absent,
            "error": self.error,
        }


@dataclass(frozen=True)
class Health:
    """A source with its last runs, the latest first, and how it does."""

    source: Source
    runs: tuple[Told, ...]
    next: datetime | None

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
            "held": source.held,
            "last_sweep": source.swept_at,
            "next_run": self.next,
            "runs": [told.as_json() for told in self.runs],
        }


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return negotiated(_answer(request, as_json=wants_json(request)))


@require_safe
def sources_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    found = healths()
    if as_json:
        return json_answer({"total": len(found), "items": [one.as_json() for one in found]})
    return render(request, "harvest/sources.html", {"section": "sources", "healths": found})


def healths() -> list[Health]:
    """Every source with its last runs, in two queries."""
    place = Window(RowNumber(), partition_by=F("source_id"), order_by=F("id").desc())
    last = Run.objects.annotate(place=place).filter(place__lte=SHOWN_RUNS).defer("checkpoint")
    found = Source.objects.select_related("facility").prefetch_related(Prefetch("runs", last))
    return [_health(source) for source in found]


def _health(source: Source) -> Health:
    runs = tuple(Told(run) for run in source.runs.all())
    return Health(source, runs, next_due(source) if source.enabled else None)
