"""Forms on public pages: taken from the portal's own pages only, without a token.

Public pages are the same for everybody and set no cookie, so that caches may keep them; a token
in a form would end that.  Instead the browser is asked where the form was sent from: every one
of the last years says so itself (Sec-Fetch-Site, else Origin), and no page of another site can
change what it says.  Whoever says nothing isn't let in.
https://developer.mozilla.org/en-US/docs/Web/Security/Attacks/CSRF#fetch_metadata
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from portal.web import errors

METHOD = "POST"
NOT_READ = "This address is for the buttons of the portal's own pages."
FROM_ELSEWHERE = "This was sent from another site, or the browser doesn't say from where."
Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def posted_from_here(view: View[Arguments]) -> View[Arguments]:
    """A view that changes something: 405 for reading, 403 for forms of other sites."""

    @wraps(view)
    def answer(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        if request.method != METHOD:
            response = errors.error_page(request, 405, NOT_READ)
            response["Allow"] = METHOD
            return response
        if not is_from_here(request):
            return errors.error_page(request, 403, FROM_ELSEWHERE)
        return view(request, *args, **kwargs)

    return csrf_exempt(answer)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of the portal's own pages sent the request."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    own = {settings.SITE_URL.lower(), f"{request.scheme}://{request.get_host()}".lower()}
    said = request.headers.get("Origin", "") or _origin(request.headers.get("Referer", ""))
    return said.lower() in own


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
