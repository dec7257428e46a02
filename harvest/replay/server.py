"""The server: real HTTP/1.1 with keep-alive on loopback, answers from memory."""

import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from harvest.replay import panosc, scicat
from harvest.replay.answers import Answer, BadQuestion, Catalogue, Request
from harvest.replay.failing import fail
from harvest.replay.faults import Fault, Faults
from harvest.replay.habits import Habits
from harvest.replay.recordings import BadRecording, Given, contents


def _scicat(given: Given, habits: Habits) -> Catalogue:
    return scicat.SciCat(scicat.read(contents(given)), habits)


def _panosc(given: Given, habits: Habits) -> Catalogue:
    return panosc.PaNOSC(panosc.read(contents(given)), habits)


# kind -> how its catalogue is made, and the path behind the host and port
KINDS: dict[str, tuple[Callable[[Given, Habits], Catalogue], str]] = {
    "scicat": (_scicat, ""),
    "scicat4": (_scicat, ""),
    "panosc": (_panosc, "/api"),
}


class ReplayServer:
    """A recorded catalogue, served while the ``with`` block lasts.

    ``kind`` is one of KINDS; ``given`` a file, a folder, several of either, or the
    content of one as Python objects.  ``fail`` are faults as ``Fault.parse`` reads
    them; ``delay`` seconds are waited before each answer.  With ``token``, only that
    bearer token is a login, and any other is refused; without it, any is.

    Raises BadRecording, BadFault.
    """

    def __init__(
        self,
        kind: str,
        given: Given,
        *,
        fail: "str | Fault | Iterable[str | Fault] | None" = None,
        habits: Habits | None = None,
        seed: int = 0,
        delay: float = 0.0,
        token: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        if kind not in KINDS:
            raise BadRecording(f"{kind!r} can't be replayed: use one of {', '.join(KINDS)}")
        self.kind, self.delay, self.token = kind, delay, token
        self.habits = habits or Habits()
        self.faults = Faults.of(fail, seed)
        self.targets: list[str] = []  # what was asked for, the latest last
        self.stopping = threading.Event()
        self.catalogue = KINDS[kind][0](given, self.habits)
        self._server = _Server((host, port), self)
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        """Host and port, as HARVEST_ALLOWED_HOSTS wants them."""
        return f"{self._server.server_address[0]!s}:{self.port}"

    @property
    def url(self) -> str:
        """The catalogue's address, as a source has it."""
        return f"http://{self.host}{KINDS[self.kind][1]}"

    def replace(self, given: Given, habits: Habits | None = None) -> None:
        """Serve something else from now on, at the same address."""
        self.habits = habits or self.habits
        self.catalogue = KINDS[self.kind][0](given, self.habits)

    def fail(self, fail: "str | Fault | Iterable[str | Fault] | None", seed: int = 0) -> None:
        """Fail in another way from now on; the count of requests begins anew."""
        self.faults = Faults.of(fail, seed)

    def serve_forever(self) -> None:
        """Serve in this thread, until ``close`` is called in another."""
        self._server.serve_forever(poll_interval=0.05)

    def start(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, name="replay", daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        self.stopping.set()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], replay: ReplayServer) -> None:
        self.replay = replay
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Replay"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        replay = self.server.replay
        replay.targets.append(self.path)
        del replay.targets[:-10_000]
        if replay.delay:
            replay.stopping.wait(replay.delay)
        fault = replay.faults.next(self.path)
        if fault is None:
            self.send(self.answer())
        else:
            fail(self, fault)

    def answer(self) -> Answer:
        """What the catalogue answers to this request."""
        replay = self.server.replay
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer and replay.token and bearer != replay.token:
            return Answer.of({"statusCode": 401, "message": "Unauthorized"}, 401)
        address = urlsplit(self.path)
        parts = tuple(unquote(part) for part in address.path.split("/") if part)
        arguments = dict(parse_qsl(address.query, keep_blank_values=True))
        try:
            return replay.catalogue.answer(Request(parts, arguments, bool(bearer)))
        except BadQuestion as error:
            return Answer.of({"statusCode": 400, "message": str(error)}, 400)

    def send(self, answer: Answer, cut: int | None = None) -> None:
        """Write an answer; ``cut`` ends it after so many bytes of what was announced."""
        body = b"".join(answer.pieces)
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: tests and the demo have their own output."""
