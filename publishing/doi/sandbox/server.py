"""Serving the sandbox registrar on this machine, and finding it."""

import threading
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from publishing.doi.sandbox.app import Sandbox

PORT = "port"  # the file in the folder that holds the port of whoever serves it
PASSWORD = "password"  # noqa: S105 - likewise, the name of a file
IDLE = 30.0  # seconds that a client may keep a connection without saying anything


class Missing(Exception):
    """Nobody serves the sandbox registrar; the message says what to do."""


class Server:
    """The sandbox registrar of a folder, served while the ``with`` block lasts.

    Raises OSError where the port is taken.
    """

    def __init__(
        self, folder: Path, host: str = "127.0.0.1", port: int = 0, sandbox: Sandbox | None = None
    ) -> None:
        self.sandbox = sandbox or Sandbox(folder)
        self._server = _Server((host, port), _Handler)
        self._server.set_app(self.sandbox)
        self.folder = folder
        self._file = folder / PORT
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{self._server.server_address[0]!s}:{self.port}"

    def start(self) -> Self:
        """Serve in a thread of its own, and write the port down."""
        new = self._file.with_name(f"{PORT}.{self.port}")
        new.write_text(f"{self.port}\n")
        new.replace(self._file)
        self._thread = threading.Thread(target=self._serve, name="registrar", daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop; requests that wait for something are let go."""
        self.sandbox.stopping.set()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        if _written(self._file) == self.port:
            self._file.unlink(missing_ok=True)

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.1)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def address(folder: Path) -> str:
    """Where the sandbox registrar of this folder is served on this machine.

    Raises Missing.
    """
    port = _written(folder / PORT)
    if port is None:
        raise Missing("the sandbox registrar isn't running: start manage.py worker")
    return f"http://127.0.0.1:{port}"


def password(folder: Path) -> str:
    """Of its one account.  Raises Missing."""
    try:
        return (folder / PASSWORD).read_text().strip()
    except OSError as error:
        raise Missing("the sandbox registrar never ran: start manage.py worker") from error


def _written(file: Path) -> int | None:
    try:
        text = file.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def server_bind(self) -> None:
        """Without asking the name service who we are, which can take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news."""


class _Handler(WSGIRequestHandler):
    timeout = IDLE

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: who asks keeps a log of it."""
