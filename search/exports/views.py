"""/search.csv and the others: what /search finds, from the first record to the last."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from portal.web import errors
from portal.web.streaming import Gate, Running
from search import asked
from search.errors import BadQuery, EngineUnavailable
from search.exports import parquet
from search.exports.entries import entries
from search.exports.formats import FORMATS, Format

RETRY_SECONDS = 30
MISSING = (
    "This portal doesn't write Parquet. CSV and JSON Lines hold the same; or its operator "
    "installs pyarrow: pip install 'beamfinder[parquet]'"
)
BUSY = "Other exports are being made just now: try again in a minute."
_gate = Gate(settings.EXPORTS_AT_ONCE)


@errors.read_only
def export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The whole result in one format, whatever page the address is about."""
    wanted = FORMATS[suffix]
    if suffix == "parquet" and not parquet.installed():
        return errors.error_page(request, 501, MISSING)
    try:
        question = asked.read(request.GET)
        if request.method == "HEAD":
            return _named(wanted, HttpResponse(content_type=wanted.media_type))
        pieces = wanted.written(question.columns, entries(question))
    except BadQuery as error:
        return errors.error_page(request, 400, str(error))
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    if not _gate.entered():
        busy = errors.unavailable(request, BUSY)
        busy["Retry-After"] = str(RETRY_SECONDS)
        return busy
    running = Running(pieces, _gate)
    return _named(wanted, StreamingHttpResponse(running, content_type=wanted.media_type))


def _named(wanted: Format, response: HttpResponseBase) -> HttpResponseBase:
    name = slugify(settings.SITE_NAME) or "records"
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{wanted.suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
