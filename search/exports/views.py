"""/search.csv and the others: what /search finds, from the first record to the last."""

from collections.abc import Generator, Iterator
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from portal.web import errors
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
PIECE = 64 * 1024  # bytes sent at once

_running = BoundedSemaphore(settings.EXPORTS_AT_ONCE)


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
    if not _running.acquire(blocking=False):
        busy = errors.unavailable(request, BUSY)
        busy["Retry-After"] = str(RETRY_SECONDS)
        return busy
    return _named(wanted, StreamingHttpResponse(Running(pieces), content_type=wanted.media_type))


class Running:
    """An export under way: counted until it is closed, whether it came to its end or not.

    What goes wrong is raised through the server, which then ends the answer without its
    last chunk: no client takes what it got for the whole.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = _gathered(pieces)
        self._counted = True

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        self._pieces.close()
        if self._counted:
            self._counted = False
            _running.release()


def _gathered(pieces: Iterator[bytes]) -> Generator[bytes]:
    """Many small pieces as fewer larger ones."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _named(wanted: Format, response: HttpResponseBase) -> HttpResponseBase:
    name = slugify(settings.SITE_NAME) or "records"
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{wanted.suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
