"""Record pages by internal id, by DOI and by PID.

An exact identifier beats a suffix: ``/doi/10.1/a.json`` is the record of that
DOI if there is one, else the JSON of ``10.1/a``.  What doesn't exist and what
isn't public get the same answer.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue import selectors
from portal.catalogue.inherited import whole
from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.web import errors, links, preferred, public, rows, show
from portal.web.answers import conditional, json_answer, negotiated, wants_json
from portal.web.preferred import Units
from publishing.exports import datacite_xml, dublin_core, xml
from publishing.exports.resource import resource
from publishing.landing import body, canonical, parts
from publishing.landing.page import Page, gather
from publishing.landing.styles import citations

SUFFIX = ".json"
SHOWN_PARAMETERS = 30  # of each group
MOST_PARAMETERS = 2000
# What ``?format=`` may ask for beside html and json.
XML = {"datacite": datacite_xml.element, "oai_dc": dublin_core.element}


@errors.read_only
def record(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    return _answer(request, selectors.by_id(pk), as_json=bool(suffix))


@errors.read_only
def doi(request: HttpRequest, doi: str) -> HttpResponse:
    return _by_identifier(request, doi, selectors.by_doi)


@errors.read_only
def pid(request: HttpRequest, facility: str, pid: str) -> HttpResponse:
    return _by_identifier(request, pid, lambda wanted: selectors.by_pid(facility, wanted))


def _by_identifier(
    request: HttpRequest, identifier: str, find: Callable[[str], Record | None]
) -> HttpResponse:
    found, as_json = find(identifier), False
    if found is None and identifier.endswith(SUFFIX):
        found, as_json = find(identifier.removesuffix(SUFFIX)), True
    return _answer(request, found, as_json=as_json)


def _answer(request: HttpRequest, found: Record | None, *, as_json: bool) -> HttpResponse:
    if found is None:
        raise Http404
    as_json = as_json or wants_json(request)
    if found.withdrawn_at is not None:
        return _tombstone(request, found, as_json=as_json)
    if not as_json and request.GET.get("format") in XML:
        return _xml(request, found)
    if not as_json:
        return _page(request, found)
    page = gather(request, found)
    response = json_answer(body.body(page))
    response["Link"] = _canonical(found)
    return conditional(request, negotiated(response), page.changed)


def _page(request: HttpRequest, found: Record) -> HttpResponse:
    """In the units preferred: a page in chosen ones has no date, as choosing changes it."""
    try:
        units = preferred.read(preferred.query(request).getlist(preferred.KEY))
    except preferred.BadUnits as error:
        return errors.error_page(request, 400, str(error))
    page = gather(request, found, units)
    response = preferred.varied(_html(request, page, units))
    response["Link"] = _canonical(found)
    return conditional(request, negotiated(response), None if units else page.changed)


def _xml(request: HttpRequest, found: Record) -> HttpResponse:
    """The record in a format of metadata harvesters, which any site may read."""
    element = XML[request.GET["format"]](resource(found, whole(found), found.facility))
    response = HttpResponse(xml.document(element), "application/xml")
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = _canonical(found)
    # No date: it changes with its Datasets, and when one of them is hidden.
    return conditional(request, response)


def _canonical(found: Record) -> str:
    return f'<{canonical.canonical(found, found.metadata)}>; rel="canonical"'


def _html(request: HttpRequest, page: Page, units: Units) -> HttpResponse:
    metadata, found = page.metadata, page.record
    context = {
        "page": page,
        "record": found,
        "metadata": metadata,
        "row": rows.row(found),
        "facility": found.facility,
        "trails": parts.trails(metadata),
        "people": parts.people(metadata),
        **_quantities(metadata, units),
        "units_next": _with_units(request, units),
        "measured": show.span(metadata.start_date, metadata.end_date),
        "works": parts.works(metadata.related),
        "instruments": parts.instruments(metadata),
        "keywords": parts.keywords(metadata),
        "samples": parts.samples(metadata),
        "licence": parts.licence(metadata.licence),
        "citations": citations(found, metadata),
        "canonical": canonical.canonical(found, metadata),
        "permanent": canonical.permanent(found),
        "facility_page": canonical.facility_page(found, metadata),
        "own": canonical.is_own(found),
        "doi_url": links.doi(found.doi) if found.doi else "",
        "also_in": page.told_by[1:],
    }
    return render(request, "records/record.html", context)


def _with_units(request: HttpRequest, units: Units) -> str:
    """The page's own address with the units it is shown in, and the place of the table."""
    query = request.GET.copy()
    query.setlist(preferred.KEY, preferred.said(units))
    text = query.urlencode()
    return f"{request.path}?{text}#parameters" if text else f"{request.path}#parameters"


def _quantities(metadata: AnyRecord, units: Units) -> dict[str, Any]:
    """The parameter tables, within reason: what was measured, then all that was noted."""
    found = metadata.parameters[:MOST_PARAMETERS]
    groups = {
        "Quantities": [one for one in found if one.dimension not in ("", "number")],
        "Other values": [one for one in found if one.dimension in ("", "number")],
    }
    tables = [
        parts.table(caption, parameters, SHOWN_PARAMETERS, units)
        for caption, parameters in groups.items()
        if parameters
    ]
    return {
        "parameter_tables": tables,
        "unit_switches": parts.switches(groups["Quantities"], units),
        "parameters_left_out": len(metadata.parameters) - len(found),
    }


def _tombstone(request: HttpRequest, found: Record, *, as_json: bool) -> HttpResponse:
    """What is left of a withdrawn record: who it was, and that it is gone."""
    if as_json:
        error = {"status": 410, "title": errors.TITLES[410], "message": errors.MESSAGES[410]}
        gone = {**public.head(found), "withdrawn": found.withdrawn_at, "error": error}
        return negotiated(json_answer(gone, 410))
    context = {"record": found, "facility": found.facility, "title": rows.title(found.metadata)}
    return negotiated(render(request, "records/tombstone.html", context, status=410))
