"""Serves a bulk catalogue over HTTP from a process of its own.

A bench mustn't share its interpreter with the server it measures against.  Only the
routes of SciCat v3 that a harvest asks for are there: lists, counts and single records
of datasets; everything else the catalogue has none of.
"""

import json
import multiprocessing
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from .bulk import BulkCatalogue

DEFAULT_LIMIT = 100
STARTING_SECONDS = 60
_EMPTY = ("publisheddata", "origdatablocks", "instruments", "samples", "proposals")


class BulkServer:
    """A bulk catalogue at ``url`` while the ``with`` block lasts; arguments as for BulkCatalogue.

    Raises RuntimeError when the server doesn't start.
    """

    def __init__(
        self,
        records: int,
        abstracts_path: Path,
        ranges_path: Path,
        parameters: int = 29,
        seed: int = 0,
    ) -> None:
        self._arguments = (records, Path(abstracts_path), Path(ranges_path), parameters, seed)
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self.port = 0

    @property
    def host(self) -> str:
        """Host and port, as HARVEST_ALLOWED_HOSTS wants them."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The catalogue's address, as a source has it."""
        return f"http://{self.host}"

    def start(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, *self._arguments), daemon=True, name="bulk catalogue"
        )
        self._process.start()
        theirs.close()
        self.port = self._await_port()
        return self

    def _await_port(self) -> int:
        assert self._pipe is not None
        try:
            if self._pipe.poll(STARTING_SECONDS):
                return int(self._pipe.recv())
        except EOFError:
            pass
        self.close()
        raise RuntimeError("the bulk catalogue didn't start; its reason stands above")

    def close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _serve(
    pipe: Connection, records: int, abstracts: Path, ranges: Path, parameters: int, seed: int
) -> None:
    """The server's process: tells its port, and ends when the other end of the pipe does."""
    catalogue = BulkCatalogue(records, abstracts, ranges, parameters, seed)
    server = _Server(("127.0.0.1", 0), catalogue)
    pipe.send(server.server_address[1])
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    server.serve_forever(poll_interval=5)


def _end_with(pipe: Connection) -> None:
    """Nothing is left behind when the starter is killed."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        os._exit(0)


class BadFilter(ValueError):
    """A filter that isn't JSON or asks for what isn't served; says which part."""


class Answers:
    """What the catalogue answers, without the HTTP around it."""

    def __init__(self, catalogue: BulkCatalogue) -> None:
        self.catalogue = catalogue

    def answer(self, target: str) -> tuple[int, bytes]:
        """Status and body for a request's target."""
        address = urlsplit(target)
        parts = [unquote(part) for part in address.path.split("/") if part]
        if parts[:2] != ["api", "v3"] or len(parts) < 3:
            return _error(404, f"no route {address.path}")
        try:
            return self._route(parts[2:], dict(parse_qsl(address.query)))
        except BadFilter as error:
            return _error(400, str(error))

    def _route(self, parts: list[str], arguments: dict[str, str]) -> tuple[int, bytes]:
        match parts:
            case [str(name)] if name.lower() in _EMPTY:
                return 200, b"[]"
            case [str(name), "count"] if name.lower() in _EMPTY:
                return 200, b'{"count":0}'
            case ["datasets" | "Datasets"]:
                return 200, self._list(_object(arguments, "filter"), _object(arguments, "limits"))
            case ["datasets" | "Datasets", "count"]:
                where = _object(arguments, "filter").get("where") or _object(arguments, "where")
                return 200, b'{"count":%d}' % (len(self.catalogue) - self._start(where))
            case ["datasets" | "Datasets", pid, *rest]:
                return self._one(pid, rest)
        return _error(404, "no such route")

    def _list(self, asked: dict[str, Any], limits: dict[str, Any]) -> bytes:
        where = asked.get("where") or {}
        named = _named(where)
        if named is not None:
            found = (self.catalogue.number_of(pid) for pid in named)
            numbers = sorted({number for number in found if number is not None})
            return b"[" + b",".join(map(self.catalogue.record, numbers)) + b"]"
        paging = {**asked, **limits, **(asked.get("limits") or {})}
        _check_order(paging)
        start = self._start(where) + _whole(paging, "skip", 0)
        return self.catalogue.page(start, start + _whole(paging, "limit", DEFAULT_LIMIT))

    def _start(self, where: Any) -> int:
        """The number of the first record that is late enough."""
        condition = where.get("updatedAt") if isinstance(where, dict) else None
        if condition is None:
            return 0
        time = condition.get("gte") if isinstance(condition, dict) else None
        try:
            return self.catalogue.since(str(time))
        except ValueError as error:
            raise BadFilter("of updatedAt, only {'gte': time} can be asked") from error

    def _one(self, pid: str, rest: list[str]) -> tuple[int, bytes]:
        number = self.catalogue.number_of(pid)
        if number is None:
            return _error(404, f"{pid} not found")
        return 200, b"[]" if rest else self.catalogue.record(number)


def _object(arguments: dict[str, str], name: str) -> dict[str, Any]:
    try:
        value = json.loads(arguments.get(name) or "{}")
    except ValueError as error:
        raise BadFilter(f"{name} isn't JSON") from error
    if not isinstance(value, dict):
        raise BadFilter(f"{name} isn't an object")
    return value


def _named(where: Any) -> list[str] | None:
    """The PIDs of {"pid": "…"} or {"pid": {"inq": […]}}, None where none are named."""
    condition = where.get("pid") if isinstance(where, dict) else None
    if isinstance(condition, dict):
        condition = condition.get("inq", condition.get("$in"))
    if isinstance(condition, list):
        return [str(pid) for pid in condition]
    return [condition] if isinstance(condition, str) else None


def _check_order(paging: dict[str, Any]) -> None:
    """Records stand in the order of their updatedAt, and in no other."""
    order = paging.get("order") or paging.get("sort") or "updatedAt"
    text = json.dumps(order).lower()
    if "updatedat" not in text or "desc" in text:
        raise BadFilter("records can be had by ascending updatedAt only")


def _whole(paging: dict[str, Any], name: str, default: int) -> int:
    value = paging.get(name)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadFilter(f"{name} must be a whole number, not below 0")
    return value


def _error(status: int, message: str) -> tuple[int, bytes]:
    return status, json.dumps({"statusCode": status, "message": message}).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], catalogue: BulkCatalogue) -> None:
        self.answers = Answers(catalogue)
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in as few packets as possible
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        status, body = self.server.answers.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: a bench prints JSON."""
