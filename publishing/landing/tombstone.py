"""What is left of a withdrawn record: who it was, how it was cited, and why it is gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue.models import Record
from portal.normalise.text import without_addresses
from portal.web import errors, links, public, rows
from portal.web.answers import json_answer, negotiated
from publishing.landing.canonical import is_own
from publishing.landing.citation import citation, pieces
from publishing.landing.versions import versions
from publishing.publications.models import Publication


def tombstone(request: HttpRequest, found: Record, *, as_json: bool) -> HttpResponse:
    """410, as a page or as JSON.  Its DOI is kept."""
    if as_json:
        return negotiated(json_answer(_body(found), 410))
    metadata = found.metadata
    context = {
        "record": found,
        "facility": found.facility,
        "title": rows.title(metadata),
        "reason": reason(found),
        "own": is_own(found),
        "doi_url": links.doi(found.doi) if found.doi else "",
        "citation": pieces(found, metadata),
        "versions": versions(found),
    }
    return negotiated(render(request, "records/tombstone.html", context, status=410))


def reason(record: Record) -> str:
    """Why a record that was published here was withdrawn; "" where nobody said so."""
    if not is_own(record):
        return ""
    withdrawn = Publication.objects.filter(record=record, state=Publication.State.WITHDRAWN)
    return without_addresses(withdrawn.values_list("reason", flat=True).first() or "")


def _body(found: Record) -> dict[str, object]:
    why = reason(found)
    error = {"status": 410, "title": errors.TITLES[410], "message": why or errors.MESSAGES[410]}
    metadata = found.metadata
    return {
        **public.head(found),
        "title": rows.title(metadata),
        "citation": citation(found, metadata),
        "withdrawn": found.withdrawn_at,
        "reason": why,
        "error": error,
    }
