"""The list of facilities, and the page of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal import techniques
from portal.catalogue import selectors
from portal.catalogue.models import Facility, Source
from portal.web import links, rows
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.cards import cards, summary
from portal.web.errors import read_only
from portal.web.figures import Figures, figures
from publishing.enrolment import selectors as enrolments
from publishing.enrolment.models import Enrolment
from search.query.tree import All, Term

LATEST = 5
SHOWN_TECHNIQUES = 12


@dataclass(frozen=True)
class Part:
    """An instrument or technique with its count and a search for it."""

    name: str
    count: int
    search: str


@read_only
def facilities(request: HttpRequest) -> HttpResponse:
    return negotiated(_list(request, as_json=wants_json(request)))


@read_only
def facilities_json(request: HttpRequest) -> HttpResponse:
    return _list(request, as_json=True)


@read_only
def facility(request: HttpRequest, slug: str, suffix: str = "") -> HttpResponse:
    """Counts, instruments, techniques, sources and policies of one facility."""
    found = selectors.facilities().filter(slug=slug).first()
    if found is None:
        raise Http404
    counts = figures(Term("facility", slug), "instrument", "technique", newest=LATEST)
    sources = list(found.sources.filter(enabled=True).order_by("name"))
    enrolment = enrolments.of(found)
    if suffix or wants_json(request):
        return negotiated(json_answer(_body(found, counts, sources, enrolment)))
    context = {
        "section": "facilities",
        "facility": found,
        "figures": counts,
        "instruments": _parts(counts, "instrument", slug),
        "techniques": _techniques(counts, slug),
        "sources": sources,
        "enrolment": enrolment if enrolment and enrolment.enabled else None,
        "latest": [rows.row(record) for record in selectors.rows(counts.newest)],
    }
    return negotiated(render(request, "web/facility.html", context))


def _list(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    counts = figures(All(), "facility")
    made = cards(counts)
    if as_json:
        items = [
            {**summary(card.facility), "records": card.records if counts.known else None}
            for card in made
        ]
        return json_answer({"total": len(made), "items": items})
    context = {"section": "facilities", "cards": made, "figures": counts}
    return render(request, "web/facilities.html", context)


def _body(
    facility: Facility, counts: Figures, sources: Sequence[Source], enrolment: Enrolment | None
) -> dict[str, Any]:
    """The facility with its counts; null, not 0, while nobody knows them."""
    known = counts.known
    return {
        **summary(facility),
        "documents": counts.documents if known else None,
        "datasets": counts.datasets if known else None,
        "instruments": counts.by_value.get("instrument", {}) if known else None,
        "embargo_hides_metadata": facility.embargo_hides_metadata,
        "sources": [{"name": source.name, "kind": source.kind} for source in sources],
        "publishing": _publishing(enrolment),
    }


def _publishing(enrolment: Enrolment | None) -> dict[str, Any] | None:
    """By what rules the facility's data can be published here; None where they can't."""
    if enrolment is None or not enrolment.enabled:
        return None
    return {
        "prefix": enrolment.prefix,
        "registrar": enrolment.registrar,
        "licence": enrolment.licence,
        "review": enrolment.review,
    }


def _parts(counts: Figures, facet: str, slug: str) -> list[Part]:
    return [
        Part(value, count, links.search(facility=slug, **{facet: value}))
        for value, count in counts.by_value.get(facet, {}).items()
    ]


def _techniques(counts: Figures, slug: str) -> list[Part]:
    """The most used techniques: those nothing found stands below of, so without the classes
    that everything belongs to."""
    found = counts.by_value.get("technique", {})
    lowest = [value for value in found if not techniques.descendants(value) & found.keys()]
    made = []
    for value in lowest[:SHOWN_TECHNIQUES]:
        entry = techniques.get(value)
        name = entry.label if entry else value
        made.append(Part(name, found[value], links.search(facility=slug, technique=value)))
    return made
