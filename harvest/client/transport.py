"""The transport below the client: connects only where the guard lets it, and in time."""

import functools
import ssl
from collections.abc import Sequence

from harvest.client.guard import Guard
from portal.web.timed import Deadline, TimedBackend, TimedTransport


class GuardedBackend(TimedBackend):
    """Opens connections to the IP addresses that the guard has checked, and to nothing else."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        super().__init__(deadline)
        self._guard = guard

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Raises guard.Refused, and OSError where it can't be found."""
        return self._guard.addresses(host, port)


class GuardedTransport(TimedTransport):
    """A transport over the guarded backend."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext | None = None) -> None:
        super().__init__(ssl_context, functools.partial(GuardedBackend, guard))
