"""The headers that tell browsers what pages may load and do.

Django 5.2 has no Content-Security-Policy of its own; the policy is read from SECURE_CSP in the
shape that Django 6 gives it, so that its middleware can take over one day.
"""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Values = Iterable[str] | bool | None
Answer = Callable[[HttpRequest], HttpResponse]


def policies(get_response: Answer) -> Answer:
    """Middleware: Content-Security-Policy (CSP level 3) and Permissions-Policy on every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions(settings.PERMISSIONS_POLICY))
        # Django's own pages about errors, shown while developing, have their styles inside.
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault("Content-Security-Policy", content(settings.SECURE_CSP))
        return response

    return middleware


def content(directives: Mapping[str, Values]) -> str:
    """The header's value: a directive that is None or False is left out, True stands alone."""
    parts = []
    for name, values in directives.items():
        if values is None or values is False:
            continue
        words = [] if values is True else [values] if isinstance(values, str) else list(values)
        parts.append(" ".join([name, *words]))
    return "; ".join(parts)


def permissions(features: Mapping[str, Iterable[str]]) -> str:
    """The header's value: each feature with who may use it; an empty list means nobody."""
    return ", ".join(f"{name}=({' '.join(allowed)})" for name, allowed in features.items())
