"""A transport for HTTP whose requests end in time, whatever the server does.

It is httpx2's own connection pool (httpcore2) over a network backend of ours, whose
connections keep to the deadline of the request.  The Host header and the name that TLS asks
for and verifies stay those of the address, since httpcore2 takes them from the request.
"""

import functools
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2

KEEP_ALIVE_SECONDS = 60.0
_MOST_ADDRESSES_TRIED = 8

# The most special first.
_AS_HTTPX2: tuple[tuple[type[Exception], type[httpx2.TransportError]], ...] = (
    (httpcore2.ConnectTimeout, httpx2.ConnectTimeout),
    (httpcore2.ReadTimeout, httpx2.ReadTimeout),
    (httpcore2.WriteTimeout, httpx2.WriteTimeout),
    (httpcore2.TimeoutException, httpx2.PoolTimeout),
    (httpcore2.ConnectError, httpx2.ConnectError),
    (httpcore2.ReadError, httpx2.ReadError),
    (httpcore2.NetworkError, httpx2.WriteError),
    (httpcore2.RemoteProtocolError, httpx2.RemoteProtocolError),
    (httpcore2.ProtocolError, httpx2.LocalProtocolError),
    (httpcore2.UnsupportedProtocol, httpx2.UnsupportedProtocol),
)


@contextmanager
def _httpx2_errors() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for theirs, ours in _AS_HTTPX2:
            if isinstance(error, theirs):
                raise ours(str(error)) from error
        raise


@functools.cache
def default_ssl_context() -> ssl.SSLContext:
    """The system's trusted certificates; made once, since loading them takes a while."""
    return httpx2.create_ssl_context(trust_env=False)


class Deadline(threading.local):
    """The moment by which this thread's request has to be done (time.monotonic seconds)."""

    moment: float = float("inf")

    def limit(self, timeout: float | None, error: type[Exception]) -> float | None:
        """The time-out for the next step, shortened to what is left; raises ``error`` at 0."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise error("the total time for this request is over")
        if timeout is None:
            return None if left == float("inf") else left
        return min(timeout, left)


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every step also keeps to the request's deadline.

    Without it a server could send a byte before each read's time-out, for ever.
    ``silent`` says whether nothing was read since the request was written.
    """

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self.silent = False
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.silent = False
        return self._stream.read(max_bytes, self._deadline.limit(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.silent = True
        self._stream.write(buffer, self._deadline.limit(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        limit = self._deadline.limit(timeout, httpcore2.ConnectTimeout)
        inner = self._stream.start_tls(ssl_context, server_hostname, limit)
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class TimedBackend(httpcore2.NetworkBackend):
    """Opens connections that keep to the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sockets = httpcore2.SyncBackend()

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """What to connect to for this host, one after the other until one answers.

        Raises OSError where it can't be found.
        """
        return (host,)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Raises httpcore2's errors, and what ``addresses`` raises."""
        try:
            addresses = self.addresses(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(f"can't find {host}: {error.strerror or error}") from error
        problem: Exception = httpcore2.ConnectError(f"can't find {host}")
        for address in addresses[:_MOST_ADDRESSES_TRIED]:
            limit = self._deadline.limit(timeout, httpcore2.ConnectTimeout)
            try:
                stream = self._sockets.connect_tcp(
                    address, port, limit, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return TimedStream(stream, self._deadline)
        raise problem


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _httpx2_errors():
            yield from self._stream

    def close(self) -> None:
        with _httpx2_errors():
            self._stream.close()


class TimedTransport(httpx2.BaseTransport):
    """httpx2's transport over such a backend: HTTP/1.1, keep-alive, no proxies.

    A request's extensions may give "timeout" (connect, read, write, pool: seconds) and
    "deadline" (a moment of time.monotonic).
    """

    def __init__(
        self,
        ssl_context: ssl.SSLContext | None = None,
        backend: Callable[[Deadline], httpcore2.NetworkBackend] = TimedBackend,
    ) -> None:
        self._deadline = Deadline()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context or default_ssl_context(),
            max_connections=None,
            max_keepalive_connections=16,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            network_backend=backend(self._deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._deadline.moment = request.extensions.get("deadline", float("inf"))
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _httpx2_errors():
            answer = self._pool.handle_request(
                httpcore2.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        if getattr(answer.extensions.get("network_stream"), "silent", False):
            # It was left over from the answer before, whose length was wrong.
            answer.close()
            raise httpx2.RemoteProtocolError("the answer came before the question")
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()
