"""One request and its answer, over redirects, with every failure as a typed error."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2

from harvest.client import errors
from harvest.client.body import discard_body, read_body
from harvest.client.guard import Guard, Refused, parse_address, place
from harvest.client.politeness import Traffic
from portal.web.retry_after import seconds

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_WORTH_RETRYING = (500, 502, 503, 504)
_HARMLESS_HEADERS = ("accept", "accept-language")

Headers = Mapping[str, str]


@dataclass
class Numbers:
    """What a client has done so far: requests tried (with retries and redirects), how many
    of them were retries, and bytes of bodies received (as sent, packed)."""

    requests: int = 0
    retries: int = 0
    bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, requests: int = 0, retries: int = 0, bytes: int = 0) -> None:
        with self._lock:
            self.requests += requests
            self.retries += retries
            self.bytes += bytes


@dataclass(frozen=True)
class Limits:
    """How long (seconds), how much (bytes) and how fast a client may fetch.

    ``connect_timeout`` and ``read_timeout`` are for each step, ``deadline`` for a whole
    request with its body; ``requests_per_second`` is for one host that no setting
    allows, 0 for as fast as it goes; ``longest_wait`` caps what Retry-After may ask for.
    """

    connect_timeout: float
    read_timeout: float
    deadline: float
    max_bytes: int
    requests_per_second: float
    longest_wait: float

    @property
    def timeouts(self) -> dict[str, float]:
        return {
            "connect": self.connect_timeout,
            "read": self.read_timeout,
            "write": self.read_timeout,
            "pool": self.connect_timeout,
        }


class Exchange:
    """Sends GET requests: each once, in its turn, and follows redirects."""

    def __init__(
        self,
        transport: httpx2.BaseTransport,
        guard: Guard,
        limits: Limits,
        traffic: Traffic,
        sleep: Callable[[float], None],
    ) -> None:
        self.numbers = Numbers()
        self._transport = transport
        self._guard = guard
        self._limits = limits
        self._traffic = traffic
        self._sleep = sleep
        self._interval = 1 / limits.requests_per_second if limits.requests_per_second else 0.0

    def fetch(
        self,
        url: httpx2.URL,
        headers: Headers,
        own_headers: Callable[[httpx2.URL], Headers],
        keep: bool = True,
    ) -> tuple[int, bytearray]:
        """The status and the body, of a 2xx answer.

        ``headers`` are the caller's, and go to the first origin only; ``own_headers`` are
        the client's for an address.  Without ``keep`` the body is thrown away unread.

        Raises FetchError.
        """
        for _ in range(MOST_REDIRECTS + 1):
            with self._answer(url, {**own_headers(url), **headers}) as response:
                target = _redirect(url, response)
                if target is None:
                    return response.status_code, self._body(url, response, keep)
                discard_body(response)
            if target.origin != url.origin:
                headers = {n: v for n, v in headers.items() if n.lower() in _HARMLESS_HEADERS}
            url = target
        raise errors.TooManyRedirects(url, f"more than {MOST_REDIRECTS} redirects")

    @contextmanager
    def _answer(self, url: httpx2.URL, headers: Headers) -> Iterator[httpx2.Response]:
        """The answer of one request in its turn; closed at the end, its errors typed."""
        lane, interval = self._lane(url)
        with self._traffic.turn(lane, interval, self._sleep):
            deadline = time.monotonic() + self._limits.deadline
            begun = False
            try:
                response = self._send(url, headers, deadline)
                begun = True
                try:
                    yield response
                finally:
                    response.close()
            except (httpx2.TransportError, Refused) as error:
                raise _typed(error, url, begun, time.monotonic() >= deadline) from error

    def _lane(self, url: httpx2.URL) -> tuple[str, float]:
        host, port = place(url)
        return (f"{host}:{port}", 0.0) if self._guard.allows(host, port) else (host, self._interval)

    def _send(self, url: httpx2.URL, headers: Headers, deadline: float) -> httpx2.Response:
        self.numbers.add(requests=1)
        extensions = {"timeout": self._limits.timeouts, "deadline": deadline}
        request = httpx2.Request("GET", url, headers=headers, extensions=extensions)
        return self._transport.handle_request(request)

    def _body(self, url: httpx2.URL, response: httpx2.Response, keep: bool) -> bytearray:
        status = response.status_code
        if not 200 <= status < 300:
            discard_body(response)
            raise self._status_error(url, status, response.headers.get("retry-after", ""))
        if keep:
            return read_body(response, url, self._limits.max_bytes, self._count)
        discard_body(response)
        return bytearray()

    def _count(self, size: int) -> None:
        self.numbers.add(bytes=size)

    def _status_error(self, url: httpx2.URL, status: int, retry_after: str) -> errors.FetchError:
        error = _error_of_status(url, status)
        wait = seconds(retry_after, datetime.now(UTC)) if error.most_retries else None
        if wait:
            error.retry_after = wait
            self._traffic.hold(self._lane(url)[0], min(wait, self._limits.longest_wait))
        return error


def _redirect(url: httpx2.URL, response: httpx2.Response) -> httpx2.URL | None:
    """Where the answer sends us, checked; None if it doesn't."""
    location = response.headers.get("location", "")
    if response.status_code not in _REDIRECTS or not location:
        return None
    try:
        target = parse_address(url.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise errors.BadAddress(url, "it redirects to something that isn't an address") from error
    if url.scheme == "https" and target.scheme == "http":
        raise errors.Insecure(url, "it redirects from https to http")
    return target


def _error_of_status(url: httpx2.URL, status: int) -> errors.FetchError:
    error: errors.FetchError
    if status == 404:
        error = errors.NotFound(url, "not found (404)")
    elif status == 410:
        error = errors.Gone(url, "gone (410)")
    elif status in (401, 403):
        error = errors.Forbidden(url, f"access refused ({status})")
    elif status == 408:
        error = errors.TimedOut(url, "the server gave up waiting (408)")
    elif status == 429:
        error = errors.RateLimited(url, "the server says we ask too often (429)")
    elif status >= 500:
        error = errors.ServerError(url, f"the server failed ({status})")
        error.most_retries = 100 if status in _WORTH_RETRYING else 0
    else:
        error = errors.BadAnswer(url, f"unexpected status {status}")
    error.status = status
    return error


def _typed(error: Exception, url: httpx2.URL, begun: bool, late: bool) -> errors.FetchError:
    """Our error for one of the transport's.  ``begun``: the answer's headers had come;
    ``late``: the whole time for the request was over."""
    if isinstance(error, Refused):
        return errors.Blocked(url, str(error))
    if isinstance(error, httpx2.TimeoutException):
        what = "the answer took too long" if late else "no answer in time"
        timed_out = errors.TimedOut(url, what)
        if late:
            timed_out.most_retries = 1  # each try costs the whole time again
        return timed_out
    if isinstance(error, httpx2.ConnectError):
        return _no_connection(error, url)
    if begun:
        return errors.CutOff(url, "the answer broke off")
    if isinstance(error, httpx2.NetworkError) or "disconnected" in str(error):
        return errors.Unreachable(url, "the connection was closed before an answer came")
    answer = errors.BadAnswer(url, f"the answer isn't HTTP ({str(error)[:100]})")
    answer.most_retries = 2
    return answer


def _no_connection(error: Exception, url: httpx2.URL) -> errors.Unreachable:
    # The pool below cuts the chain of causes; what it keeps is the first argument.
    inner = error.__cause__.args[0] if error.__cause__ and error.__cause__.args else None
    if isinstance(inner, ssl.SSLCertVerificationError):
        unreachable = errors.Unreachable(url, f"no valid certificate ({inner.verify_message})")
        unreachable.most_retries = 0
        return unreachable
    return errors.Unreachable(url, f"no connection ({str(error)[:200]})")
