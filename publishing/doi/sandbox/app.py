"""The sandbox registrar as a WSGI application."""

import base64
import binascii
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import msgspec

from publishing.doi.problems import Problem
from publishing.doi.sandbox import answers, dois, faults
from publishing.doi.sandbox.answers import Answer, Refusal
from publishing.doi.sandbox.state import Account, Fault, Registered, State

log = logging.getLogger("beamfinder.registrar")
LARGEST = 10_000_000  # bytes of a body
MOST_REQUESTS, PERIOD = 3000, 300.0  # of one address, in seconds
LARGEST_PAGE, USUAL_PAGE = 1000, 25

StartResponse = Callable[..., Any]
Environ = dict[str, Any]


class Request(msgspec.Struct, frozen=True):
    """What is asked; ``name`` is the DOI in the path, in lower case, or ""."""

    method: str
    name: str
    arguments: dict[str, str]
    account: Account | None
    body: Callable[[], Any]


class Sandbox:
    """Answers requests from the state in ``folder``; as many threads as like may call it."""

    def __init__(self, folder: Path, most_requests: int = MOST_REQUESTS) -> None:
        self.state = State(folder)
        self.stopping = threading.Event()
        self._limit = most_requests
        self._lately: dict[str, deque[float]] = {}
        self._counting = threading.Lock()

    def __call__(self, call: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(call)
        body = answer.body if isinstance(answer.body, bytes) else b""
        if answer.body is not None and not body:
            body = msgspec.json.encode(answer.body)
        media = "text/html" if body is answer.body else answers.MEDIA_TYPE
        headers = [("Content-Type", f"{media}; charset=utf-8"), ("Content-Length", str(len(body)))]
        status = HTTPStatus(answer.status)
        start_response(f"{status.value} {status.phrase}", [*headers, *answer.headers])
        return [body]

    def _answer(self, call: Environ) -> Answer:
        try:
            return self._routed(call)
        except Refusal as refusal:
            return refusal.answer
        except faults.Cut:
            raise
        except Exception:
            log.exception("the sandbox registrar failed")
            return answers.error(500)

    def _routed(self, call: Environ) -> Answer:
        path = call.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        method = call["REQUEST_METHOD"]
        account = self._account(call)
        if path == "/heartbeat":
            return Answer(200, {"status": "ok"})
        self._count(call.get("REMOTE_ADDR", ""))
        _acceptable(call.get("HTTP_ACCEPT", ""))
        name = path.removeprefix("/dois").strip("/").lower()
        arguments = {key: last[-1] for key, last in parse_qs(call["QUERY_STRING"]).items()}
        request = Request(method, name, arguments, account, lambda: _body(call))
        if path == "/sandbox/faults":
            return self._faults(request)
        if path != "/dois" and not path.startswith("/dois/"):
            return answers.error(404)
        return self._failing(request)

    def _failing(self, request: Request) -> Answer:
        """The answer, unless this request was chosen to fail."""
        fault = faults.due(self.state, request.method, request.name)
        if fault is None:
            return self._dois(request, keep_state=False)
        faults.before(fault, self.stopping.wait)
        answer = self._dois(request, keep_state=fault.kind == "state")
        faults.after(fault)
        return answer

    def _dois(self, request: Request, keep_state: bool) -> Answer:
        if request.method == "GET":
            return self._one(request) if request.name else self._list(request)
        if request.account is None:
            return answers.error(401)
        if request.method == "POST" and not request.name:
            return self._write(request, request.account, keep_state)
        if request.method == "PUT" and request.name:
            return self._write(request, request.account, keep_state)
        if request.method == "DELETE" and request.name:
            return self._delete(request.name, request.account)
        return answers.error(405)

    def _one(self, request: Request) -> Answer:
        found = self.state.get(request.name)
        who = request.account.name if request.account else None
        if found is None or (found.account != who and found.state != dois.FINDABLE):
            return answers.error(404)
        return Answer(200, {"data": _shown(found, request)})

    def _list(self, request: Request) -> Answer:
        """By cursor: the last name of the page before, or 1 at the start."""
        account = request.account.name if request.account else ""
        prefixes = [one for one in request.arguments.get("prefix", "").split(",") if one]
        size = _size(request.arguments.get("page[size]", ""))
        cursor = request.arguments.get("page[cursor]", "1")
        found = self.state.page(account, prefixes, "" if cursor == "1" else cursor, size)
        total = self.state.count(account, prefixes)
        body = {
            "data": [_shown(one, request) for one in found],
            "meta": {"total": total, "totalPages": -(-total // size)},
            "links": {},
        }
        if len(found) == size:
            query = {**request.arguments, "page[cursor]": found[-1].name}
            body["links"] = {"next": f"/dois?{urlencode(query)}"}
        return Answer(200, body)

    def _write(self, request: Request, account: Account, keep_state: bool) -> Answer:
        attributes = _attributes(request)
        name = request.name or dois.name_for(attributes)
        with self.state.change() as change:
            known = change.get(name)
            if known is not None and known.account != account.name:
                return answers.error(403)
            if known is not None and request.method == "POST":
                taken = Problem("doi", dois.TAKEN)
                return answers.unprocessable(name, [taken])
            start = known or dois.new(name, account)
            made = dois.changed(start, attributes, account, keep_state=keep_state)
            change.put(made)
        return Answer(200 if known else 201, {"data": _shown(made, request)})

    def _delete(self, name: str, account: Account) -> Answer:
        with self.state.change() as change:
            known = change.get(name)
            if known is None:
                return answers.error(404)
            if known.account != account.name:
                return answers.error(403)
            if not dois.deletable(known):
                return answers.error(405)
            change.delete(name)
        return Answer(204)

    def _faults(self, request: Request) -> Answer:
        """The door for tests and curious people: what shall fail next."""
        if request.account is None:
            return answers.error(401)
        if request.method == "DELETE":
            self.state.clear_faults()
            return Answer(204)
        if request.method == "POST":
            self.state.add_fault(_fault(request.body()))
        elif request.method != "GET":
            return answers.error(405)
        return Answer(200, {"data": self.state.faults()})

    def _account(self, call: Environ) -> Account | None:
        """Who asks; None for nobody.  Raises Refusal where a password is wrong."""
        given = call.get("HTTP_AUTHORIZATION", "")
        if not given:
            return None
        try:
            decoded = base64.b64decode(given.removeprefix("Basic "), validate=True).decode()
        except (binascii.Error, ValueError):
            raise Refusal(answers.error(401)) from None
        name, _, password = decoded.partition(":")
        found = self.state.account(name, password)
        if found is None:
            raise Refusal(answers.error(401))
        return found

    def _count(self, address: str) -> None:
        """Raises Refusal (429) for more requests of an address than the limit in its period."""
        now = time.monotonic()
        with self._counting:
            lately = self._lately.setdefault(address, deque())
            while lately and lately[0] < now - PERIOD:
                lately.popleft()
            if len(lately) >= self._limit:
                wait = str(int(lately[0] + PERIOD - now) + 1)
                raise Refusal(answers.error(429, "", ("Retry-After", wait)))
            lately.append(now)


def _shown(one: Registered, request: Request) -> dict[str, Any]:
    full = {name: request.arguments.get(name) == "true" for name in ("publisher", "affiliation")}
    return answers.doi(one, **full)


def _acceptable(accept: str) -> None:
    if accept and not any(word in accept for word in ("json", "*/*", "application/*")):
        raise Refusal(answers.error(406))


def _size(given: str) -> int:
    size = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else USUAL_PAGE
    return min(max(size, 1), LARGEST_PAGE)


def _body(call: Environ) -> Any:
    """The body's JSON.  Raises Refusal (400, 413)."""
    given = call.get("CONTENT_LENGTH") or "0"
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        raise Refusal(answers.error(400))
    if int(given) > LARGEST:
        raise Refusal(answers.error(413))
    try:
        return msgspec.json.decode(call["wsgi.input"].read(int(given)))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refusal(answers.error(400)) from None


def _attributes(request: Request) -> dict[str, Any]:
    """What the body says of the DOI.  Raises Refusal (400, 409)."""
    body = request.body()
    data = body.get("data") if isinstance(body, dict) else None
    attributes = data.get("attributes") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(attributes, dict):
        raise Refusal(answers.error(400))
    named = attributes.get("doi") or data.get("id")
    other = isinstance(named, str) and request.name and named.lower() != request.name
    if data.get("type") != "dois" or other:
        raise Refusal(answers.error(409))
    return attributes


def _fault(body: Any) -> Fault:
    """The fault that a body describes.  Raises Refusal (400) with what is wrong."""
    try:
        fault = msgspec.convert(body, Fault)
    except msgspec.ValidationError as wrong:
        raise Refusal(answers.error(400, str(wrong))) from wrong
    message = faults.mistake(fault)
    if message:
        raise Refusal(answers.error(400, message))
    return fault
