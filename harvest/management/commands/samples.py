"""``manage.py samples``: serve the sample catalogues, and add them as sources."""

import signal
import sys
import threading
from contextlib import ExitStack
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from harvest import sources
from harvest.replay import ReplayServer
from harvest.samples import CATALOGUES, payloads
from harvest.samples.catalogue import SampleCatalogue


class Command(BaseCommand):
    help = "Serve the sample catalogues on loopback until Ctrl-C, and add them as sources."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--round", type=int, default=0, choices=[0, 1], help="1: a while later")
        parser.add_argument("--datasets", type=int, help="of each catalogue; its own number unless")

    def handle(self, *args: Any, **options: Any) -> None:
        """The first line printed names the hosts, for HARVEST_ALLOWED_HOSTS."""
        done = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: done.set())
        with ExitStack() as stack:
            servers = [
                stack.enter_context(ReplayServer(one.kind, payloads(one, **_size(options))))
                for one in CATALOGUES
            ]
            for catalogue, server in zip(CATALOGUES, servers, strict=True):
                _add(catalogue, server.url)
            self.stdout.write(" ".join(server.host for server in servers))
            sys.stdout.flush()
            done.wait()


def _size(options: dict[str, Any]) -> dict[str, Any]:
    return {"round": options["round"], "datasets": options["datasets"]}


def _add(catalogue: SampleCatalogue, url: str) -> None:
    facility = sources.facility(catalogue.slug, catalogue.facility.row())
    sources.add(catalogue.kind, url, facility, f"{catalogue.slug}-{catalogue.kind}")
