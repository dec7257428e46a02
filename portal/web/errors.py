"""What is answered when a page can't be shown, in the form that was asked for."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from portal.web.answers import accepts_json, json_answer, wants_json
from portal.web.problems import API, problem

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]
READING = ("GET", "HEAD")

TITLES = {
    400: "That can't be answered as it stands",
    403: "This isn't open to you",
    404: "There is nothing here",
    405: "This page can only be read",
    410: "This record has been withdrawn",
    429: "Too often in too short a time",
    500: "Something broke on our side",
    503: "Not available at the moment",
}
MESSAGES = {
    400: "The address or form holds something we can't read. Go back, change it and try again.",
    403: "You would have to be logged in, or have more rights, to see this page.",
    404: "No public page has this address. It may be mistyped, or it isn't public.",
    405: f"It answers the methods {' and '.join(READING)}: open it with an ordinary link.",
    410: "It was public here once. Its facility no longer offers it.",
    429: "This was tried many times a moment ago. Wait a few minutes and try again.",
    500: "The error has been written down. Try again in a few minutes.",
    503: "A part of the portal doesn't answer. Try again in a few minutes.",
}


def error_page(
    request: HttpRequest, status: int, message: str = "", *, as_json: bool = False
) -> HttpResponse:
    """An error as a page or as JSON: ``{"error": {"status", "title", "message"}}``; below
    /api/ as a problem."""
    if request.path.startswith(API):
        return problem(request, status, message)
    title = TITLES.get(status) or HTTPStatus(status).phrase
    message = message or MESSAGES.get(status, "")
    if as_json or _wants_json(request) or request.path.endswith(".json"):
        return json_answer(
            {"error": {"status": status, "title": title, "message": message}}, status
        )
    context = {"status": status, "title": title, "message": message}
    return render(request, "error.html", context, status=status)


def _wants_json(request: HttpRequest) -> bool:
    """As ``wants_json``, and by Accept alone where the address itself is what can't be read."""
    try:
        return wants_json(request)
    except SuspiciousOperation:
        return accepts_json(request)


def read_only(view: View[Arguments]) -> View[Arguments]:
    """A view that is only for reading; any other method gets 405 in words.

    It changes nothing, so that it need not ask for the token of a form first.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        if request.method in READING:
            return view(request, *args, **kwargs)
        response = error_page(request, 405)
        response["Allow"] = ", ".join(READING)
        return response

    return csrf_exempt(answer)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "This form is too old. Go back, reload the page and send it again."
    return error_page(request, 403, message)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what doesn't exist and for what isn't public."""
    return error_page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """An account's form was sent too often."""
    response = error_page(request, 429)
    response["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def unavailable(request: HttpRequest, message: str = "") -> HttpResponse:
    response = error_page(request, 503, message)
    response["Retry-After"] = "60"
    return response
