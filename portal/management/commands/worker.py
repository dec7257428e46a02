"""``manage.py worker``: writes the index, keeps the schedule; one at a time."""

import logging
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.garbage import collect_seldom
from portal.locks import Busy, lock
from portal.worker import Worker


class Command(BaseCommand):
    help = "Bring what is stored into the index, and harvest the sources when they are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-schedule", action="store_true", help="don't start harvests")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
        logging.getLogger("httpx2").setLevel(logging.WARNING)  # a line for each request
        collect_seldom()
        worker = Worker(schedule=not options["no_schedule"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        try:
            with lock("worker"):
                worker.run()
        except Busy as error:
            raise CommandError("a worker is running already: one is enough") from error
