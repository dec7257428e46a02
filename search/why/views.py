"""/search/why: one record and why a search finds it, as a page, a part of one, and JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import errors, links
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.rows import title
from search import asked
from search.asked import Asked
from search.errors import BadQuery, EngineUnavailable
from search.why.addresses import why_address
from search.why.explaining import Why, explained

LONGEST_ID = 18  # digits


@errors.read_only
def why_page(request: HttpRequest) -> HttpResponse:
    return negotiated(_answer(request, as_json=wants_json(request)))


@errors.read_only
def why_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    try:
        page = asked.read(request.GET)
        record = _record(request.GET.get("id", ""))
        why = explained(page, [record], selectors.facility_names()).get(record.pk)
    except BadQuery as error:
        return errors.error_page(request, 400, str(error), as_json=as_json)
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    if why is None:
        raise Http404  # withdrawn since it was looked up
    if as_json:
        return json_answer({"id": record.pk, "url": _url(record), **why.as_json()})
    return render(request, "search/why.html", _context(page, record, why))


def _record(text: str) -> Record:
    """The public record of this number.  Raises BadQuery or Http404."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise BadQuery("“id” must be a record's number: open this page from a search's results.")
    found = selectors.rows([int(text)])
    if not found:
        raise Http404
    return found[0]


def _context(page: Asked, record: Record, why: Why) -> dict[str, Any]:
    return {
        "section": "search",
        "record": record,
        "title": title(record.metadata),
        "why": why,
        "results_url": page.state.replaced(),
        "json_url": f"{why_address(page, '/search/why.json')}{record.pk}",
    }


def _url(record: Record) -> str:
    return links.absolute(record.get_absolute_url())
