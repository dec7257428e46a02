"""Errors for programs: Problem Details for HTTP APIs (RFC 9457).

Everything below /api/ answers so, whatever went wrong.
"""

from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse

from portal.web import links

API = "/api/"
CONTENT_TYPE = "application/problem+json"
DETAILS = {
    400: "The request holds something that can't be read: change it and try again.",
    403: "You would have to have more rights to read this.",
    404: "Nothing public has this address. It may be mistyped, or it isn't public.",
    405: "This address can only be read: use GET, HEAD or OPTIONS.",
    406: "Answers are JSON: accept application/json.",
    410: "The record was public here once. Its facility no longer offers it.",
    429: "There were too many requests from your address: wait as long as Retry-After says.",
    500: "The error has been written down. Try again in a few minutes.",
    503: "A part of the portal doesn't answer. Try again in a few minutes.",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, as RFC 9457 has it: "type" is an address that explains problems of its
    kind, "detail" says what to do next, "instance" is the path that was asked for.

    "field" names the parameter at fault where it is known; "withdrawn" is when a record that is
    gone was withdrawn.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    field: str | msgspec.UnsetType = msgspec.UNSET
    withdrawn: str | msgspec.UnsetType = msgspec.UNSET


def kind(status: int) -> str:
    """The address that explains problems of this status."""
    return links.absolute(f"/api/v1/#problem-{status}")


def problem(
    request: HttpRequest, status: int, detail: str = "", *, field: str = "", withdrawn: str = ""
) -> HttpResponse:
    """An answer that says what went wrong, which pages of any site may read."""
    body = Problem(
        type=kind(status),
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or DETAILS.get(status, ""),
        instance=request.path,
        field=field or msgspec.UNSET,
        withdrawn=withdrawn or msgspec.UNSET,
    )
    response = HttpResponse(msgspec.json.encode(body), CONTENT_TYPE, status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
