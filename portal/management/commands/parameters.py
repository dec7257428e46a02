"""``manage.py parameters status|recount``: the dictionary of parameter names and its census."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.catalogue.models import ChangedBlock
from portal.dictionary import applying, selectors
from portal.dictionary.census import counting
from portal.dictionary.models import ParameterName


class Command(BaseCommand):
    help = "Shows how many names are known and counted, or counts all of them anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="show what is known, what waits to be counted")
        actions.add_parser("recount", help="apply the dictionary, then count every record anew")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        getattr(self, f"_{action}")()

    def _status(self) -> None:
        counted = sum(1 for one in selectors.listed() if one.records)
        waiting = ChangedBlock.objects.values("block").distinct().count()
        self.stdout.write(f"names that records have: {counted:,}")
        self.stdout.write(f"entries of the dictionary: {ParameterName.objects.count():,}")
        edited = ParameterName.objects.filter(edited=True).count()
        self.stdout.write(f"entries edited here: {edited:,}")
        self.stdout.write(f"blocks of records to be counted: {waiting:,}")
        self.stdout.write(applying.progress() or "The dictionary is applied to all records.")

    def _recount(self) -> None:
        step = applying.apply(None)
        self._free(step.busy)
        counting.everything()
        done = counting.count(None)
        self._free(done.busy)
        self.stdout.write(f"{step.records:,} records announced to the index")
        self.stdout.write(f"{done.blocks:,} blocks of records counted")

    def _free(self, busy: str) -> None:
        if busy:
            raise CommandError(busy)
