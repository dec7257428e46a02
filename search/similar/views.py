"""/records/ID/similar: the records most like one, which record pages show at their end."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue import selectors
from portal.web import errors, rows
from portal.web.answers import conditional, json_answer, negotiated, wants_json
from search.errors import EngineUnavailable
from search.similar.services import Alike, similar


@errors.read_only
def similar_page(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    """What isn't public answers as what doesn't exist; a withdrawn record is like none."""
    record = selectors.by_id(pk)
    if record is None:
        raise Http404
    as_json = bool(suffix) or wants_json(request)
    if record.withdrawn_at is not None:
        return errors.error_page(request, 410, as_json=as_json)
    try:
        found = similar(record)
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    if as_json:
        return conditional(request, negotiated(json_answer(as_plain(record.pk, found))))
    context = {
        "record": record,
        "title": rows.title(record.metadata),
        "found": [(rows.row(one.record), one.reasons) for one in found],
        "json_url": f"{record.get_absolute_url()}/similar.json",
    }
    return conditional(request, negotiated(render(request, "search/similar.html", context)))


def as_plain(number: int, found: list[Alike]) -> dict[str, Any]:
    items = [{**rows.row(one.record).as_json(), "reasons": one.reasons} for one in found]
    return {"id": number, "items": items}
