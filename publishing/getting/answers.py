"""Manifests as answers: small ones at once, large ones while they are made."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify

from portal.web import errors
from portal.web.streaming import Gate, Running
from publishing.getting import listing
from publishing.getting.manifests import Form, NoAddresses, Order

SMALL = 5_000  # files: written at once, whatever else is being made
RETRY_SECONDS = 30
BUSY = "Other long lists of files are being made just now: try again in a minute."
NO_ADDRESSES = (
    "The address of no chosen file is known, so that no program can fetch them. The list as CSV "
    "names them, and the page of each dataset leads to where its facility gives them out."
)

_gate = Gate(settings.EXPORTS_AT_ONCE)


def manifest(request: HttpRequest, form: Form, order: Order, name: str) -> HttpResponseBase:
    """The order in this form, as a file of this name; 404 where nothing could be in it."""
    if request.method == "HEAD":
        return _named(HttpResponse(content_type=form.media_type), form, name)
    small = listing.count(order.datasets) <= SMALL
    if not small and not _gate.entered():
        busy = errors.unavailable(request, BUSY)
        busy["Retry-After"] = str(RETRY_SECONDS)
        return busy
    try:
        pieces = form.write(order)
    except BaseException as error:
        if not small:
            _gate.release()
        if isinstance(error, NoAddresses):
            return errors.error_page(request, 404, NO_ADDRESSES)
        raise
    if small:
        whole = HttpResponse(b"".join(pieces), content_type=form.media_type)
        return _named(whole, form, name)
    running = Running(pieces, _gate)
    return _named(StreamingHttpResponse(running, content_type=form.media_type), form, name)


def _named(response: HttpResponseBase, form: Form, name: str) -> HttpResponseBase:
    file = f"{slugify(name) or 'files'}.{form.ending}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
