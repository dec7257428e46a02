"""The page that explains the API, made from its OpenAPI document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue import selectors
from portal.web import errors, links
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.figures import figures
from search.api import explained
from search.api.openapi import document
from search.query.tree import All


@errors.read_only
def documentation(request: HttpRequest) -> HttpResponse:
    """Every address with its parameters, an example to try, and the shape of its answer."""
    described = document()
    if wants_json(request):
        return negotiated(json_answer(described))
    context = {
        "section": "api",
        "base": links.absolute("/api/v1"),
        "title": described["info"]["title"],
        "description": described["info"]["description"],
        "operations": explained.operations(described, _known()),
        "shapes": explained.shapes(described),
        "refusals": explained.refusals(described),
    }
    return negotiated(render(request, "api/documentation.html", context))


def _known() -> dict[str, str]:
    """A record and a facility that can be tried; nothing while there is none."""
    found = selectors.rows(figures(All()).newest)
    return {"id": str(found[0].pk), "slug": found[0].facility.slug} if found else {}
