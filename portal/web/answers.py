"""Answers in JSON, and which of a page's two forms a request asks for."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

_encoder = msgspec.json.Encoder(decimal_format="number")


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer should be JSON: by ``?format=json``, or by Accept without it.

    Raises SuspiciousOperation where the address holds more than Django reads.
    """
    asked = request.GET.get("format", "")
    return asked == "json" if asked else accepts_json(request)


def accepts_json(request: HttpRequest) -> bool:
    """Whether JSON is what the Accept header asks for."""
    if "json" not in request.headers.get("Accept", ""):
        return False
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def json_answer(data: Any, status: int = 200) -> HttpResponse:
    """``data`` (plain values, Structs, dataclasses) as JSON that any site may read."""
    response = HttpResponse(_encoder.encode(data), "application/json", status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def negotiated(response: HttpResponse) -> HttpResponse:
    """Say that the answer depends on Accept."""
    patch_vary_headers(response, ["Accept"])
    return response


def conditional(
    request: HttpRequest, response: HttpResponse, changed: float | None = None
) -> HttpResponse:
    """The answer with ETag, and Last-Modified (epoch seconds) if given; 304 when it is known.

    The ETag is of the content, so that what else stands on the page counts too.
    """
    from django.utils.http import http_date

    modified = None if changed is None else int(changed)
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "no-cache"
    set_response_etag(response)
    answer = get_conditional_response(
        request, etag=response["ETag"], last_modified=modified, response=response
    )
    return answer if answer is not None else response
