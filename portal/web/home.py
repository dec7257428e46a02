"""The start page."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from harvest.models import Run
from portal.catalogue import selectors
from portal.catalogue.models import Source
from portal.web import rows
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.cards import cards
from portal.web.errors import read_only
from portal.web.figures import Figures, figures, newest_documents
from search.query.tree import All

LATEST = 6
EXAMPLES = (
    ("small angle neutron scattering", 'technique:"small angle neutron scattering"'),
    ("lysozyme", "lysozyme"),
    ("reflectometry, not simulated", "reflectometry -simulated"),
    ("measured since 2024", "date:2024.."),
)


@read_only
def home(request: HttpRequest) -> HttpResponse:
    """Totals, facilities, the latest documents; without records, what to do about it."""
    counts = figures(All(), "facility")
    latest = selectors.rows(newest_documents(LATEST)) if counts.documents else []
    context: dict[str, Any] = {
        "figures": counts,
        "cards": cards(counts),
        "latest": [rows.row(record) for record in latest],
        "sources": Source.objects.filter(enabled=True).count(),
        "harvested": last_harvest(),
        "examples": EXAMPLES,
    }
    if wants_json(request):
        return negotiated(json_answer(_body(counts, context["latest"])))
    return negotiated(render(request, "web/home.html", context))


def _body(counts: Figures, latest: list[rows.Row]) -> dict[str, Any]:
    """The totals; null, not 0, while nobody knows them."""
    known = counts.known
    return {
        "documents": counts.documents if known else None,
        "datasets": counts.datasets if known else None,
        "facilities": counts.by_value.get("facility", {}) if known else None,
        "last_harvest": last_harvest(),
        "latest": [row.as_json() for row in latest] if known else None,
    }


def last_harvest() -> datetime | None:
    """When a source was last read to its end."""
    complete = Run.objects.filter(state__in=(Run.State.COMPLETE, Run.State.INCOMPLETE))
    last: datetime | None = complete.aggregate(last=Max("finished_at"))["last"]
    return last
