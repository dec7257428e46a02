"""Record pages by internal id, by DOI and by PID.

An exact identifier beats a suffix: ``/doi/10.1/a.json`` is the record of that
DOI if there is one, else the JSON of ``10.1/a``.  What doesn't exist and what
isn't public get the same answer.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import errors, links, preferred
from portal.web.answers import conditional, json_answer, negotiated
from publishing.counting.notes import VIEW, note
from publishing.landing import body, concepts, forms
from publishing.landing.html import html
from publishing.landing.negotiation import NotOffered
from publishing.landing.page import gather
from publishing.landing.signposting import form_header, page_header
from publishing.landing.tombstone import tombstone

SUFFIX = ".json"


@errors.read_only
def record(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    return _answer(request, selectors.by_id(pk), as_json=bool(suffix))


@errors.read_only
def doi(request: HttpRequest, doi: str) -> HttpResponse:
    suffix = SUFFIX if doi.endswith(SUFFIX) and selectors.by_doi(doi) is None else ""
    version = concepts.version(doi.removesuffix(suffix))
    if version:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(links.page_of_doi(version) + suffix + query)
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
    try:
        wanted = forms.JSON if as_json else forms.asked(request, found)
    except NotOffered as error:
        return _readable(forms.refusal(request, found, error))
    if found.withdrawn_at is not None:
        return _readable(tombstone(request, found, as_json=wanted != forms.HTML))
    if wanted == forms.HTML:
        return _readable(_page(request, found))
    if wanted == forms.JSON:
        return _readable(_json(request, found))
    response = forms.answer(request, wanted, found)
    response["Link"] = form_header(found)
    return _readable(response)


def _page(request: HttpRequest, found: Record) -> HttpResponse:
    """In the units preferred: a page in chosen ones has no date, as choosing changes it."""
    try:
        units = preferred.read(preferred.query(request).getlist(preferred.KEY))
    except preferred.BadUnits as error:
        return errors.error_page(request, 400, str(error))
    page = gather(request, found, units, attach=True)
    view = page.view()
    response = preferred.varied(html(request, page, view, units))
    response["Link"] = page_header(view)
    note(request, found.pk, VIEW)
    return conditional(request, negotiated(response), None if units else page.changed)


def _json(request: HttpRequest, found: Record) -> HttpResponse:
    page = gather(request, found)
    response = json_answer(body.body(page))
    response["Link"] = form_header(found)
    return conditional(request, negotiated(response), page.changed)


def _readable(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read the answer, and its headers that tell of the record."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Link, ETag, Last-Modified, Content-Disposition"
    return response
