"""A mail server that keeps what it is given, and fails when it is told to."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any


@dataclass
class Sink:
    """``replies`` are given instead of 250, by the word that a client says; None hangs up.
    ``heard`` are the words of all clients so far.

    "." is the end of a message: with None it is kept, and its sender never hears so.
    """

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    replies: dict[str, str | None] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for _, message in self.taken]


@contextmanager
def running() -> Iterator[Sink]:
    sink = Sink()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 sink")
            to = ""
            while line := self.rfile.readline():
                word = line.split(b":")[0].split()[0].decode().upper()
                sink.heard.append(word)
                reply = sink.replies.get(word, "250 fine")
                if word == "RCPT":
                    to = line.decode().partition("<")[2].partition(">")[0]
                if word == "DATA" and reply == "250 fine":
                    self.say("354 go on")
                    kept = self.message()
                    reply = sink.replies.get(".", "250 fine")
                    if reply is None or reply.startswith("2"):
                        sink.taken.append((to, kept))
                if reply is None:
                    return
                self.say(reply)
                if word == "QUIT":
                    return

        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def message(self) -> EmailMessage:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line[1:] if line.startswith(b".") else line)
            found: Any = message_from_bytes(b"".join(lines), policy=policy.default)
            return found

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        sink.port = server.server_address[1]
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield sink
        finally:
            server.shutdown()
