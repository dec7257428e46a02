"""Real HTTP servers on loopback that misbehave exactly as told, byte by byte."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable

Act = bytes | Callable[[socket.socket], None]
"""What to do on a request: bytes to send, or a function that is given the connection."""


def reply(
    body: bytes = b"{}", status: int = 200, *headers: str, length: int | None = None
) -> bytes:
    """A whole answer; ``length`` makes its Content-Length a lie."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return reply(b"", status, f"Location: {location}")


def hang_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


class Server:
    """Answers the first request with the first act, the next with the next, then the last
    for ever.  ``heads`` are the requests it was sent, ``connections`` counts them."""

    def __init__(self, *acts: Act, tls: ssl.SSLContext | None = None) -> None:
        self.heads: list[str] = []
        self.connections = 0
        self._acts = acts
        self._tls = tls
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(timeout=10)

    def wait(self, seconds: float) -> bool:
        """For acts that are slow: False once the server is being closed."""
        return not self._closing.wait(seconds)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
                stack.callback(connection.close)
            while head := _read_head(connection):
                self._act(head)(connection)

    def _act(self, head: str) -> Callable[[socket.socket], None]:
        with self._lock:
            act = self._acts[min(len(self.heads), len(self._acts) - 1)]
            self.heads.append(head)
        if isinstance(act, bytes):
            return lambda connection: connection.sendall(act)
        return act


def _read_head(connection: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        more = connection.recv(65536)
        if not more:
            return ""
        head += more
    return head.decode("latin-1")
