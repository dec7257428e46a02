"""The worker's sandbox registrar: served as soon as somebody publishes through it."""

import logging

from django.conf import settings

from publishing.doi.models import Doi
from publishing.doi.sandbox import place
from publishing.doi.sandbox.server import Server
from publishing.enrolment.models import Enrolment

log = logging.getLogger("beamfinder.registrar")
SANDBOX = Enrolment.Registrar.SANDBOX


class Serving:
    """Serves it in a thread of this process, on this machine, once it is needed."""

    def __init__(self) -> None:
        self._server: Server | None = None

    def ensure(self) -> None:
        """Start it, unless it runs, is served elsewhere, or nobody has use for it."""
        if self._server is None and not settings.SANDBOX_URL and _is_needed():
            self._server = Server(place.folder()).start()
            log.info("the sandbox registrar is at %s", self._server.url)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _is_needed() -> bool:
    enrolled = Enrolment.objects.filter(registrar=SANDBOX, enabled=True)
    return enrolled.exists() or Doi.objects.filter(registrar=SANDBOX).exists()
