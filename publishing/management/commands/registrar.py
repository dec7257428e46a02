"""``manage.py registrar``: serve the sandbox registrar, or have it fail for a while."""

import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing.doi.sandbox import faults, place
from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import Fault, State


class Command(BaseCommand):
    help = "Serve the sandbox registrar (as the worker does by itself), or tell it to fail."
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        actions = parser.add_subparsers(dest="action", help="without it, serve until Ctrl-C")
        fail = actions.add_parser("fail", help="have the next requests fail")
        fail.add_argument("kind", choices=faults.KINDS)
        fail.add_argument("--times", type=int, default=1, help="how many requests fail")
        fail.add_argument("--method", default="*", help="of these requests only, such as PUT")
        fail.add_argument("--doi", default="*", help="of this DOI only; * stands for anything")
        fail.add_argument("--seconds", type=float, default=0.0, help="for slow and timeout")
        fail.add_argument("--status", type=int, default=500, help="for status")
        fail.add_argument("--retry-after", default="", help="for status")
        actions.add_parser("well", help="forget the faults that are still to come")

    def handle(self, *args: Any, **options: Any) -> None:
        action = options["action"]
        if action == "fail":
            self._fail(options)
        elif action == "well":
            State(place.folder()).clear_faults()
        else:
            self._serve(options["host"], options["port"])

    def _serve(self, host: str, port: int) -> None:
        """The first line printed is its address."""
        done = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: done.set())
        try:
            server = Server(place.folder(), host, port)
        except OSError as error:
            raise CommandError(f"can't listen on port {port}: {error}") from error
        with server:
            self.stdout.write(server.url)
            sys.stdout.flush()
            done.wait()

    def _fail(self, options: dict[str, Any]) -> None:
        fault = Fault(**{name: options[name] for name in Fault.__struct_fields__})
        message = faults.mistake(fault)
        if message:
            raise CommandError(message)
        State(place.folder()).add_fault(fault)
