"""The start page."""

from datetime import datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from harvest.models import Run
from portal.catalogue import selectors
from portal.catalogue.models import Source
from portal.web import rows
from portal.web.facilities import cards
from portal.web.figures import figures, newest_documents
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
    context = {
        "figures": counts,
        "cards": cards(counts),
        "latest": [rows.row(record) for record in latest],
        "sources": Source.objects.filter(enabled=True).count(),
        "harvested": last_harvest(),
        "examples": EXAMPLES,
    }
    return render(request, "web/home.html", context)


def last_harvest() -> datetime | None:
    """When a source was last read to its end."""
    complete = Run.objects.filter(state__in=(Run.State.COMPLETE, Run.State.INCOMPLETE))
    last: datetime | None = complete.aggregate(last=Max("finished_at"))["last"]
    return last
