"""/records/N/get and the manifests beside it: which files one wants, and in which form."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import errors, links, rows
from portal.web.answers import json_answer, negotiated, wants_json
from publishing.getting import answers, listing, offers
from publishing.getting.choosing import BadChoice, Choice, choice
from publishing.getting.manifests import FORMS, Order


@errors.read_only
def get(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    """What there is to get of a record, with the manifests of what was chosen."""
    as_json = bool(suffix) or wants_json(request)
    record = _public(pk)
    try:
        chosen = choice(request.GET)
    except BadChoice as error:
        return errors.error_page(request, 400, str(error), as_json=as_json)
    withheld = listing.withheld(record)
    offer = None if withheld else offers.offer(_order(record, chosen))
    forms = [(form, _address(record, form.name, chosen)) for form in offer.forms] if offer else []
    if as_json:
        addresses = {form.ending: links.absolute(address) for form, address in forms}
        told = offer.as_json() if offer else {}
        body = {"id": record.pk, "note": withheld, **told, "manifests": addresses}
        return negotiated(json_answer(body))
    context = {
        "record": record,
        "title": rows.title(record.metadata),
        "choice": chosen,
        "offer": offer,
        "forms": forms,
        "withheld": withheld,
        "command": _command(record, chosen),
    }
    return negotiated(render(request, "records/get.html", context))


@errors.read_only
def manifest(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The chosen files of a record in one form; 403 in words where the data aren't open."""
    record = _public(pk)
    try:
        order = _order(record, choice(request.GET))
    except BadChoice as error:
        return errors.error_page(request, 400, str(error))
    if withheld := listing.withheld(record):
        return errors.error_page(request, 403, withheld)
    return answers.manifest(request, FORMS[name], order, f"{record.facility.slug}-{record.pk}")


def _public(pk: int) -> Record:
    """Raises Http404 for what isn't public, or isn't any more."""
    record = selectors.by_id(pk)
    if record is None or record.withdrawn_at is not None:
        raise Http404
    return record


def _order(record: Record, chosen: Choice) -> Order:
    url = links.absolute(record.get_absolute_url())
    return Order(rows.title(record.metadata), url, offers.datasets(record), chosen)


def _address(record: Record, name: str, chosen: Choice) -> str:
    return f"{record.get_absolute_url()}/{name}{chosen.query}"


def _command(record: Record, chosen: Choice) -> str:
    """How to start the script in a terminal; its address has no sign that shells read."""
    address = links.absolute(_address(record, "get.sh", chosen))
    return f"curl -fsS '{address}' -o get.sh && sh get.sh"
