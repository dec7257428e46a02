"""What these pages share: for people with an account only, never cached, and nothing said about
what somebody may not know of."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.web import errors
from portal.web.answers import json_answer, wants_json
from publishing.publications import rights
from publishing.publications.content import Content, decode
from publishing.publications.models import Publication

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]
READ, WRITE, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
NAMING = ("record", "records", "facility")
LONGEST_QUERY = 2_000
LOGGED_OUT = (
    "You are logged out. Log in in another window, then go on here: what you wrote is still in "
    "the form."
)


def members(*methods: str) -> Callable[[View[Arguments]], View[Arguments]]:
    """A view of these methods for whoever is logged in; others are led to the log-in page.

    Who asks for JSON gets 401 with words for the person.  What doesn't exist, or isn't to be
    known of, is 404.
    """

    def wrapper(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def answer(
            request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _log_in(request)
            try:
                return view(request, *args, **kwargs)
            except ObjectDoesNotExist:
                raise Http404 from None

        return never_cache(require_http_methods(methods)(answer))

    return wrapper


def _log_in(request: HttpRequest) -> HttpResponseBase:
    if asks_json(request):
        return errors.error_page(request, 401, LOGGED_OUT, as_json=True)
    return redirect_to_login(_back(request))


def _back(request: HttpRequest) -> str:
    """Where somebody goes on after logging in: to the same page, with the records that a form
    named, as long as an address may be."""
    if request.method in READ:
        return request.get_full_path()
    named = [(name, one) for name in NAMING for one in request.POST.getlist(name)]
    query = urlencode(named)
    return f"{request.path}?{query}" if 0 < len(query) < LONGEST_QUERY else request.path


def asks_json(request: HttpRequest) -> bool:
    return request.path.endswith(".json") or wants_json(request)


def account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def known(request: HttpRequest, pk: int) -> Publication:
    """The publication, if this person may know of it; else 404."""
    return get_object_or_404(rights.visible(account(request)), pk=pk)


def private_json(data: Any, status: int = 200) -> HttpResponse:
    """JSON that no other site may read."""
    response = json_answer(data, status)
    del response["Access-Control-Allow-Origin"]
    return response


def revision_of(text: str) -> int:
    """The revision that a form began from; 0, which is none, for what is no number."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def written(publication: Publication) -> Content:
    """What its authors wrote last: of a public one, the changes that wait, if any."""
    return decode(publication.pending or publication.content)
