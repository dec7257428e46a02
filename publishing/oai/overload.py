"""How many lists one process makes at once: the others come back later.

https://www.openarchives.org/OAI/openarchivesprotocol.html#StatusCodes
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings

RETRY_SECONDS = 10


class Overloaded(Exception):
    """As many lists are being made as OAI_AT_ONCE allows: ask again after RETRY_SECONDS."""


class Gate:
    """Lets OAI_AT_ONCE through at a time; nobody waits before it, as that would take a thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Be inside for the block; raises Overloaded when it is full."""
        with self._lock:
            if self._inside >= settings.OAI_AT_ONCE:
                raise Overloaded
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1


lists = Gate()
