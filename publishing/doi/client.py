"""A client of DataCite's REST API, and of the sandbox registrar that speaks the same.

One call is one request (a list: one for each page), made once: whether and when to try
again is for the caller to say.  The password is in no message, log or error.
https://support.datacite.org/docs/api
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import msgspec

from portal.web.retry_after import seconds
from portal.web.timed import TimedTransport
from publishing.doi import forms
from publishing.doi.answers import Denied, Later, Misunderstood, Refused, Seen, Unreachable

MEDIA_TYPE = "application/vnd.api+json"
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 10.0
LARGEST = 20_000_000  # bytes of an answer
KEPT = 2_000  # characters of an answer that an error keeps
PAGE = 500
EVENTS = frozenset(("", "register", "publish", "hide"))
STATES = frozenset(("draft", "registered", "findable"))
_FULL = {"publisher": "true", "affiliation": "true"}  # with identifiers, not names alone


class Registrar:
    """The account ``account`` at the registrar at ``url``; close it, or use it by ``with``.

    ``transport`` takes the place of the network (httpx2.WSGITransport in tests).
    """

    def __init__(
        self,
        url: str,
        account: str,
        password: str,
        *,
        transport: httpx2.BaseTransport | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        page: int = PAGE,
    ) -> None:
        self.url = url.rstrip("/")
        self.account = account
        self._seconds = answer_seconds
        self._page = page
        self._client = httpx2.Client(
            auth=(account, password),
            timeout=httpx2.Timeout(answer_seconds, connect=CONNECT_SECONDS),
            headers={"Accept": MEDIA_TYPE, "User-Agent": "Beamfinder"},
            transport=transport or TimedTransport(),
            trust_env=False,
            follow_redirects=False,
        )

    def put(self, doi: str, attributes: Mapping[str, Any], event: str = "", url: str = "") -> Seen:
        """Make the DOI, or make it as these attributes say; then ``event`` happens to it.

        The registrar ignores an event that doesn't fit the state, so compare the state of what
        comes back.  Raises RegistrarError of any kind.
        """
        if event not in EVENTS:
            raise ValueError(f"{event!r} is no event: use register, publish, hide or none")
        said = {**attributes, "doi": doi, **({"event": event} if event else {})}
        if url:
            said["url"] = url
        body = {"data": {"type": "dois", "id": doi, "attributes": said}}
        status, answer = self._ask("PUT", _path(doi), _FULL, msgspec.json.encode(body))
        return _one(answer, status, doi)

    def get(self, doi: str) -> Seen | None:
        """The DOI as it is there; None where there is none, or none of ours.

        Raises RegistrarError of any kind.
        """
        status, answer = self._ask("GET", _path(doi), _FULL, missing=True)
        return None if status == 404 else _one(answer, status, doi)

    def delete(self, doi: str) -> bool:
        """Forget a draft; False where there was nothing to forget.

        Raises RegistrarError: Refused where it isn't a draft any more.
        """
        status, _ = self._ask("DELETE", _path(doi), {}, missing=True)
        return status != 404

    def list(self, prefix: str) -> Iterator[Seen]:
        """All DOIs of the account under the prefix, in any state, page by page.

        Raises RegistrarError of any kind.
        """
        given = {"prefix": prefix, "client-id": self.account.lower(), "disable-facets": "true"}
        size = {"page[size]": str(self._page)}
        cursor, known = "1", {""}
        while cursor not in known:
            known.add(cursor)
            arguments = {**given, **_FULL, **size, "page[cursor]": cursor}
            status, answer = self._ask("GET", "/dois", arguments)
            found, cursor = _many(answer, status)
            yield from found

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(
        self,
        method: str,
        path: str,
        arguments: dict[str, str],
        body: bytes | None = None,
        missing: bool = False,
    ) -> tuple[int, bytes]:
        """One request; the status and body of a good answer, or 404 where ``missing`` may be."""
        headers = {"Content-Type": MEDIA_TYPE} if body is not None else {}
        with (
            _network_errors(),
            self._client.stream(
                method,
                self.url + path,
                params=arguments,
                content=body,
                headers=headers,
                extensions={"deadline": time.monotonic() + CONNECT_SECONDS + self._seconds},
            ) as response,
        ):
            answer = _read(response)
        if response.status_code in (200, 201, 204) or (missing and response.status_code == 404):
            return response.status_code, answer
        raise _error(response, answer)


def _read(response: httpx2.Response) -> bytes:
    """The body, of a bearable size.  Raises Misunderstood."""
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise Misunderstood("the registrar's answer is too large", response.status_code)
    return b"".join(chunks)


def _path(doi: str) -> str:
    if not forms.is_doi(doi) or {".", ".."} & set(doi.split("/")):
        raise ValueError(f"{doi[:100]!r} is no DOI that a registrar takes")
    return "/dois/" + quote(doi.lower(), safe="/:;()*~$=")


@contextmanager
def _network_errors() -> Iterator[None]:
    """Every trouble on the way as Unreachable, which says what may have been done."""
    try:
        yield
    except httpx2.ConnectError as error:
        raise Unreachable(f"the registrar can't be reached ({_reason(error)})") from error
    except httpx2.TimeoutException as error:
        raise Unreachable("the registrar didn't answer in time") from error
    except httpx2.DecodingError as error:
        raise Misunderstood("the registrar's answer can't be unpacked") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
        raise Unreachable(f"the connection to the registrar broke ({_reason(error)})") from error


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _error(response: httpx2.Response, answer: bytes) -> Exception:
    """The error that an answer is."""
    status, text = response.status_code, answer.decode("utf-8", "replace")[:KEPT]
    messages = _messages(answer)
    said = "; ".join(messages)[:KEPT] or response.reason_phrase or "no reason given"
    if status in (401, 403):
        message = f"the registrar doesn't let us ({status}: {said}): check account and password"
        return Denied(message, status, text, messages)
    if status in (408, 409, 423, 425, 429) or status >= 500:
        wait = seconds(response.headers.get("Retry-After", ""), datetime.now(UTC))
        return Later(f"the registrar asks us to come later ({status}: {said})", status, text, wait)
    if 400 <= status < 500:
        return Refused(f"the registrar refuses it ({status}: {said})", status, text, messages)
    return Misunderstood(f"the registrar answered {status}, which means nothing", status, text)


def _messages(answer: bytes) -> tuple[str, ...]:
    """The reasons in the body of an error; () where it has none."""
    try:
        body = msgspec.json.decode(answer)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ()
    errors = body.get("errors") if isinstance(body, dict) else None
    told = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    return tuple(_message(one) for one in told[:100])


def _message(error: dict[str, Any]) -> str:
    title, source = str(error.get("title") or "")[:500], error.get("source")
    return f"{source}: {title}"[:600] if isinstance(source, str) and source else title


def _decoded(answer: bytes, status: int) -> dict[str, Any]:
    try:
        body = msgspec.json.decode(answer)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        text = answer.decode("utf-8", "replace")[:KEPT]
        raise Misunderstood("the registrar's answer is no JSON of a DOI", status, text)
    return body


def _one(answer: bytes, status: int, doi: str) -> Seen:
    seen = _seen(_decoded(answer, status).get("data"), status)
    if seen.doi != doi.lower():
        raise Misunderstood(f"the registrar answered about {seen.doi[:100]}", status)
    return seen


def _many(answer: bytes, status: int) -> tuple[list[Seen], str]:
    """The DOIs of a page, and the cursor of the next one ("" for none)."""
    body = _decoded(answer, status)
    data, links = body.get("data"), body.get("links")
    if not isinstance(data, list):
        raise Misunderstood("the registrar's list holds no DOIs", status)
    following = links.get("next") if isinstance(links, dict) else None
    # Only the cursor is taken: the address might lead elsewhere, and our password with it.
    query = parse_qs(urlsplit(following).query) if isinstance(following, str) else {}
    return [_seen(one, status) for one in data], query.get("page[cursor]", [""])[-1]


def _seen(data: Any, status: int) -> Seen:
    attributes = data.get("attributes") if isinstance(data, dict) else None
    if not isinstance(attributes, dict):
        raise Misunderstood("the registrar's answer holds no DOI", status)
    name, state = attributes.get("doi") or data.get("id"), attributes.get("state")
    if not isinstance(name, str) or not isinstance(state, str) or state not in STATES:
        raise Misunderstood("the registrar's answer names no DOI, or no state of it", status)
    url = attributes.get("url")
    return Seen(
        doi=name.lower(),
        state=state,
        url=url if isinstance(url, str) else "",
        attributes=attributes,
        status=status,
    )
