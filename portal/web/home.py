"""The start page."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from harvest.models import Run
from portal.catalogue import selectors
from portal.catalogue.models import Source
from portal.web import rows
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.facilities import cards
from portal.web.figures import Figures, figures, newest_documents
from search.query.tree import All

LATEST = 6
EXAMPLES = (
    ("small angle neutron scattering", 'technique:"small angle neutron scattering"'),
    ("lysozyme", "lysozyme"),
    ("reflectometry, not simulated", "reflectometry -simulated"),
    ("measured since 2024", "date:2024.."),
)


@require_safe
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
    return {
        "documents": counts.documents,
        "datasets": counts.datasets,
        "facilities": counts.by_value.get("facility", {}),
        "last_harvest": last_harvest(),
        "latest": [row.as_json() for row in latest],
    }


def last_harvest() -> datetime | None:
    """When a source was last read to its end."""
    complete = Run.objects.filter(state__in=(Run.State.COMPLETE, Run.State.INCOMPLETE))
    last: datetime | None = complete.aggregate(last=Max("finished_at"))["last"]
    return last
