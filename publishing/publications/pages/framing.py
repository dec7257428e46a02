"""Pages that our own pages may show in a frame."""

from django.conf import settings
from django.http import HttpResponse

from portal.web.security import content


def framed_by_ourselves(response: HttpResponse) -> HttpResponse:
    """Let pages of this site, and no others, frame this one."""
    policy = {**settings.SECURE_CSP, "frame-ancestors": ["'self'"]}
    response["Content-Security-Policy"] = content(policy)
    return response
