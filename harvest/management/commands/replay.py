"""``manage.py replay``: serve a recorded catalogue over HTTP, well or badly."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from harvest.replay import KINDS, BadFault, BadRecording, Habits, ReplayServer
from harvest.replay.faults import KINDS as FAULTS


class Command(BaseCommand):
    help = "Serve recorded payloads as that kind of catalogue would answer, until Ctrl-C."
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders of records")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--fail",
            action="append",
            default=[],
            metavar="KIND[:OPTION=VALUE,…]",
            help=f"{', '.join(FAULTS)}; options: every, rate, first, after, times, path, seconds",
        )
        parser.add_argument("--seed", type=int, default=0, help="for faults with a rate")
        parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
        parser.add_argument("--page-cap", type=int, default=0, help="most records in one answer")
        parser.add_argument("--token", default="", help="the bearer token that sees everything")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            server = self._server(options)
        except (BadRecording, BadFault) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"can't listen on port {options['port']}: {error}") from error
        self.stdout.write(server.url)
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()

    def _server(self, options: dict[str, Any]) -> ReplayServer:
        return ReplayServer(
            options["kind"],
            options["paths"],
            fail=options["fail"],
            habits=Habits(page_cap=options["page_cap"]),
            seed=options["seed"],
            delay=options["delay"],
            token=options["token"],
            host=options["host"],
            port=options["port"],
        )
