"""The page on which files are found, and its JSON."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.web import errors, links
from portal.web.answers import json_answer, negotiated, wants_json
from search.errors import BadQuery, EngineUnavailable
from search.files import services
from search.files.services import Found, TooShort
from search.query.patterns import is_pattern, is_wildcard

PAGE, JSON = "/files", "/files.json"


@errors.read_only
def files_page(request: HttpRequest) -> HttpResponse:
    return negotiated(_answer(request, as_json=wants_json(request)))


@errors.read_only
def files_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    text, after = request.GET.get("q", ""), request.GET.get("after", "")
    if not text.strip() and not as_json:
        return render(request, "search/files.html", {"section": "files"})
    try:
        found = services.find(text, after)
    except BadQuery as error:
        return _bad(request, text, error, as_json=as_json)
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    if as_json:
        return json_answer(_body(found, text))
    return render(request, "search/files.html", _context(found, text, after))


def _bad(request: HttpRequest, text: str, error: BadQuery, *, as_json: bool) -> HttpResponse:
    if as_json:
        return errors.error_page(request, 400, str(error), as_json=True)
    short = isinstance(error, TooShort)
    context = {"section": "files", "text": text, "message": str(error), "too_short": short}
    return render(request, "search/files.html", context, status=400)


def _body(found: Found, text: str) -> dict[str, Any]:
    following = links.absolute(_address(JSON, text, found.next)) if found.next else None
    return {
        "total": found.total,
        "more_than_total": found.uncounted,
        "items": [group.as_json() for group in found.groups],
        "next": following,
    }


def _context(found: Found, text: str, after: str) -> dict[str, object]:
    return {
        "section": "files",
        "text": text,
        "found": found,
        "first": _address(PAGE, text) if after else "",
        "next": _address(PAGE, text, found.next) if found.next else "",
        "json_url": _address(JSON, text, after),
        "among_records": _among_records(text, found),
    }


def _among_records(text: str, found: Found) -> str:
    """The address where these datasets can be narrowed down further, "" where there is none.

    A text that looks like a pattern is one there, as it is just text here.
    """
    if found.uncounted or '"' in text or not text.isprintable():
        return ""
    pattern = is_wildcard(text) or is_pattern(text)
    if not found.total and (not pattern or " " in text):
        return ""
    typed = text if pattern and not found.total else f'"{text.strip()}"'
    return f"/search?{urlencode({'q': f'file:{typed}'})}"


def _address(path: str, text: str, after: str = "") -> str:
    return f"{path}?{urlencode({'q': text} | ({'after': after} if after else {}))}"
