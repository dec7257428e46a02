"""The forms in which a record answers, beside its page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue.models import Record
from portal.web import links
from portal.web.answers import accepts_json, conditional, json_answer, negotiated
from publishing.exports.forms import FORMS, Form, offered_at
from publishing.exports.view import view
from publishing.landing import negotiation

HTML, JSON = "html", "json"
_UNFIT = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Alternative:
    """A form with its address, for people and machines."""

    name: str
    label: str
    media_type: str
    url: str


def stays_at_home(record: Record) -> bool:
    """Whether the record's DOI was only a try, so that others mustn't be given linked data."""
    return links.stays_at_home(_identity(record))


def offered(record: Record) -> Mapping[str, Form]:
    """The forms that the record is given out in, beside its page and JSON."""
    return offered_at(_identity(record))


def _identity(record: Record) -> str:
    return links.doi(record.doi) if record.doi else record.get_absolute_url()


def asked(request: HttpRequest, record: Record) -> str:
    """The name of the form that the request wants.  Raises negotiation.NotOffered."""
    known = {name: form.media_types for name, form in offered(record).items()}
    return negotiation.asked(
        request.GET.get("format", ""),
        request.headers.get("Accept", ""),
        {HTML: ("text/html",), JSON: ("application/json",), **known},
    )


def alternatives(record: Record) -> list[Alternative]:
    """Every form of the record but its page."""
    address = record.get_absolute_url()
    others = [
        Alternative(name, form.label, form.media_types[0], f"{address}?format={name}")
        for name, form in offered(record).items()
    ]
    return [Alternative(JSON, "JSON", "application/json", f"{address}.json"), *others]


def answer(request: HttpRequest, name: str, record: Record) -> HttpResponse:
    """The record in this form, which any site may read."""
    form = FORMS[name]
    response = HttpResponse(form.write(view(record)), form.media_types[0])
    response["Content-Disposition"] = f'inline; filename="{filename(record, form.suffix)}"'
    # No date: it changes with its Datasets, and when one of them is hidden.
    return conditional(request, negotiated(response))


def refusal(request: HttpRequest, record: Record, error: negotiation.NotOffered) -> HttpResponse:
    """406 with what there is instead, for people a page."""
    message = f"{error} Ask for one of these by Accept or ?format=."
    said = {"status": 406, "title": "Not in this form", "message": message}
    page = Alternative(HTML, "The page", "text/html", record.get_absolute_url())
    others = [page, *alternatives(record)]
    if "text/html" in request.headers.get("Accept", "") and not accepts_json(request):
        return negotiated(render(request, "error.html", {**said, "others": others}, status=406))
    listed = [{"format": one.name, "media_type": one.media_type, "url": one.url} for one in others]
    return negotiated(json_answer({"error": said, "alternatives": listed}, 406))


def filename(record: Record, suffix: str) -> str:
    """A name for a record's file, of signs that every system takes."""
    name = _UNFIT.sub("_", record.doi or f"{record.facility.slug}-{record.pk}")[:100]
    return f"{name}{suffix}"
