"""The HTTP client that all connectors share."""

import re
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
import stamina
from django.conf import settings

from harvest.client.body import ENCODINGS
from harvest.client.decode import decode
from harvest.client.errors import FetchError, Insecure
from harvest.client.exchange import Exchange, Headers, Limits, Numbers
from harvest.client.guard import Guard, Resolver, parse_address, place, resolve
from harvest.client.politeness import SHARED, Traffic
from harvest.client.transport import GuardedTransport
from portal import __version__

Params = Mapping[str, str | int | float]
Result = TypeVar("Result")

_VISIBLE = re.compile(r"[\x21-\x7e]*")
_FIRST_WAIT, _LONGEST_BACKOFF, _JITTER = 0.5, 30.0, 1.0  # seconds


class Client:
    """Fetches from catalogues: politely, patiently, and only from the public internet.

    One may be shared between threads.  Use it as a context manager, or close it.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        contact: str = "",
        allowed_hosts: Collection[str] = (),
        token: str = "",
        token_origin: str = "",
        connect_timeout: float = 10.0,
        read_timeout: float = 30.0,
        deadline: float = 300.0,
        max_bytes: int = 64 * 1024 * 1024,
        requests_per_second: float = 10.0,
        max_retries: int = 4,
        longest_wait: float = 120.0,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx2.BaseTransport | None = None,
        traffic: Traffic = SHARED,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``contact`` is the operator's e-mail address, sent as From; ``allowed_hosts`` are
        "host" or "host:port" that may be private and are fetched without a pause.

        ``token`` is a bearer token; it is sent to the origin of ``token_origin`` only or,
        without that, of the first address that is asked for.

        Times are in seconds; ``exchange.Limits`` explains them.  ``transport`` replaces the
        network altogether (httpx2.WSGITransport for a fake catalogue).

        Raises ValueError for a token or an allowed host that can't be used.
        """
        if not _VISIBLE.fullmatch(token):
            raise ValueError("the token has spaces or other signs that no token has")
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": ENCODINGS}
        if contact:
            self._headers["From"] = contact
        self._token = token
        self._token_origin = parse_address(token_origin).origin if token_origin else None
        self._attempts = max_retries + 1
        self._guard = Guard(allowed_hosts, resolver)
        self._transport = transport or GuardedTransport(self._guard, ssl_context)
        limits = Limits(
            connect_timeout, read_timeout, deadline, max_bytes, requests_per_second, longest_wait
        )
        self._exchange = Exchange(self._transport, self._guard, limits, traffic, sleep)

    @classmethod
    def from_settings(cls, token: str = "", token_origin: str = "") -> Self:
        """A client as the settings SITE_URL, ADMIN_EMAIL and HARVEST_ALLOWED_HOSTS want it."""
        return cls(
            user_agent=f"Beamfinder/{__version__} (+{settings.SITE_URL})",
            contact=settings.ADMIN_EMAIL,
            allowed_hosts=settings.HARVEST_ALLOWED_HOSTS,
            token=token,
            token_origin=token_origin,
        )

    @property
    def has_token(self) -> bool:
        """Whether it has a login, so that a catalogue may show it more."""
        return bool(self._token)

    @property
    def numbers(self) -> Numbers:
        """Requests, retries and bytes so far, for the run's report."""
        return self._exchange.numbers

    def get_json(
        self, url: str, params: Params | None = None, headers: Headers | None = None
    ) -> Any:
        """The decoded JSON at an address.  Raises FetchError."""
        headers = {"Accept": "application/json", **(headers or {})}
        return self._patiently(lambda: decode(self._fetch(url, params, headers)[1], url))

    def get_bytes(
        self, url: str, params: Params | None = None, headers: Headers | None = None
    ) -> bytes:
        """The body at an address, unpacked.  Raises FetchError."""
        return bytes(self._patiently(lambda: self._fetch(url, params, headers or {})[1]))

    def status(self, url: str) -> int:
        """The HTTP status of an address after its redirects; the body isn't read.

        Asked with GET, which servers answer more truly than HEAD.

        Raises FetchError where there is no status: unreachable, blocked, redirected in circles.
        """
        try:
            return self._patiently(lambda: self._fetch(url, None, {}, keep=False)[0])
        except FetchError as error:
            if error.status:
                return error.status
            raise

    def _fetch(
        self, text: str, params: Params | None, headers: Headers, keep: bool = True
    ) -> tuple[int, bytearray]:
        url = parse_address(text)
        if params:
            url = url.copy_merge_params({name: str(value) for name, value in params.items()})
        if self._token and self._token_origin is None:
            self._token_origin = url.origin
        return self._exchange.fetch(url, headers, self._own_headers, keep)

    def _own_headers(self, url: httpx2.URL) -> Headers:
        if not self._token or url.origin != self._token_origin:
            return self._headers
        if url.scheme == "http" and not self._guard.allows(*place(url)):
            raise Insecure(url, "the token would travel in the clear")
        return {**self._headers, "Authorization": f"Bearer {self._token}"}

    def _patiently(self, work: Callable[[], Result]) -> Result:
        """Does the work, again and again where that helps, with ever longer pauses."""
        for attempt in stamina.retry_context(
            on=_Patience(),
            attempts=self._attempts,
            timeout=None,
            wait_initial=_FIRST_WAIT,
            wait_max=_LONGEST_BACKOFF,
            wait_jitter=_JITTER,
        ):
            with attempt:
                if attempt.num > 1:
                    self.numbers.add(retries=1)
                return work()
        raise AssertionError("stamina ends with a result or an error")

    def close(self) -> None:
        """Closes its connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class _Patience:
    """Decides after each failure of one request whether to try again (stamina's hook)."""

    def __init__(self) -> None:
        self._seen: dict[type[Exception], int] = {}

    def __call__(self, error: Exception) -> bool | float:
        """False to give up, True to wait as stamina does, or seconds to wait."""
        if not isinstance(error, FetchError):
            return False
        times = self._seen[type(error)] = self._seen.get(type(error), 0) + 1
        if times > error.most_retries:
            return False
        # Where the server said how long, its lane is closed so long, for everybody.
        return True if error.retry_after is None else 0.0
