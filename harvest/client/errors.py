"""Everything that can go wrong when fetching, each with what happened and what to do."""

import re
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

_SECRET_NAMES = re.compile(r"token|secret|session|passw|auth|credential|signature|key$|^sid$", re.I)
_LONGEST_SHOWN = 300


def shown(url: object) -> str:
    """An address fit for messages and logs: no user, no secrets of the query, one line, not long.

    Never raises, whatever it is given.
    """
    text = "".join(sign if sign.isprintable() else "?" for sign in str(url)[:10_000])
    try:
        parts = urlsplit(text)
    except ValueError:
        return "an address that can't be read"
    place = parts.netloc.rpartition("@")[2]
    query = "&".join(_without_secret(pair) for pair in parts.query.split("&"))
    text = urlunsplit((parts.scheme, place, parts.path, query, ""))
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _without_secret(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}=…" if equals and _SECRET_NAMES.search(name) else pair


class FetchError(Exception):
    """An address couldn't be fetched.

    ``url`` is the address, fit to be shown; ``what`` says in words what happened;
    ``status`` is the HTTP status that was answered, 0 if there was none or it isn't the
    reason; ``retry_after`` the seconds that the server asked us to wait, None if it
    didn't; ``most_retries`` how often it is worth trying again (the client's own
    ``max_retries`` limits it further).
    """

    advice: ClassVar[str] = ""
    most_retries: int = 0
    status: int = 0
    retry_after: float | None = None

    def __init__(self, url: object, what: str) -> None:
        super().__init__(shown(url), what)

    @property
    def url(self) -> str:
        return str(self.args[0])

    @property
    def what(self) -> str:
        return str(self.args[1])

    def __str__(self) -> str:
        return f"{self.url}: {self.what}. {self.advice}".strip()


class BadAddress(FetchError):
    """Not an address that can be fetched at all: wrong scheme, a password in it, no host."""

    advice = "Give a plain http:// or https:// address without user name and password."


class Blocked(FetchError):
    """An address that this portal refuses to go to: private, loopback, metadata …"""

    advice = (
        "If this host is yours and meant, name it (host or host:port) in HARVEST_ALLOWED_HOSTS."
    )


class Insecure(FetchError):
    """A redirect from https to http, or a token that would travel in the clear."""

    advice = "Ask the catalogue's operators for an https address."


class TooManyRedirects(FetchError):
    """More redirects than we follow; mostly a loop."""

    advice = "Open the address in a browser, and configure the one where it ends."


class Unreachable(FetchError):
    """No connection: unknown name, refused, reset, or no valid certificate."""

    advice = "Check the address and that the catalogue is up, then harvest again."
    most_retries = 100


class TimedOut(FetchError):
    """No answer, or not all of it, within the time allowed."""

    advice = "Harvest again later; it goes on where it stopped."
    most_retries = 100


class CutOff(FetchError):
    """The answer broke off, or its transfer coding or compression is damaged."""

    advice = "Harvest again later; it goes on where it stopped."
    most_retries = 100


class NotFound(FetchError):
    """404."""

    advice = "Check the source's address."
    status = 404


class Gone(FetchError):
    """410."""

    advice = "The catalogue says it was removed for good: remove or move the source."
    status = 410


class Forbidden(FetchError):
    """401 or 403: the answer depends on who asks."""

    advice = "If the catalogue needs a login, give the source a token that is still valid."
    status = 403


class RateLimited(FetchError):
    """429, still after all retries."""

    advice = "Harvest again later, or less often."
    most_retries = 100
    status = 429


class ServerError(FetchError):
    """5xx, still after all retries."""

    advice = "The catalogue has a fault: harvest again later, or tell its operators."
    most_retries = 100
    status = 500


class BadAnswer(FetchError):
    """A status or a form of answer that we can't make anything of."""

    advice = "Check that the source's address and kind are right."


class TooLarge(FetchError):
    """More bytes, or more values, than one answer may have."""

    advice = "Ask for smaller pages."


class NotJSON(FetchError):
    """The answer isn't JSON in UTF-8; often an error page with status 200."""

    advice = "Check that the source's address and kind are right."
    most_retries = 2


class TooDeep(FetchError):
    """JSON nested deeper than any record is."""

    advice = "Ask for smaller pages, to find and leave out the record at fault."
