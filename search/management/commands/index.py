"""``manage.py index rebuild|status|drain``: the search index and its outbox."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from portal.garbage import collect_seldom
from portal.locks import Busy
from search import services
from search.engines.index import Index
from search.errors import SearchError
from search.indexing import outbox
from search.indexing.drain import drain
from search.indexing.indices import all_indices
from search.indexing.rebuild import Progress as Report
from search.indexing.rebuild import rebuild

PLAIN_EVERY = 10_000  # records between two plain lines


class Command(BaseCommand):
    help = "Rebuilds the search index, shows its state, or tells it what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("rebuild", help="write the whole index anew and swap it in")
        actions.add_parser("status", help="show what is indexed, what waits, what was refused")
        actions.add_parser("drain", help="tell the index what the outbox holds")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        try:
            getattr(self, f"_{action}")()
        except (SearchError, Busy) as error:
            raise CommandError(str(error)) from error

    def _rebuild(self) -> None:
        collect_seldom()
        with self._progress() as progress:
            report = rebuild(progress)
        self.stdout.write(f"{report.indexed:,} records indexed")
        for pk, reason in list(report.problems.items())[:20]:
            self.stderr.write(f"record {pk} is set aside: {reason}")
        if report.problems:
            self.stdout.write(f"{len(report.problems):,} records set aside")

    def _status(self) -> None:
        records, files, suggestions = all_indices()
        self._figures(records, services.health())
        self._figures(files, whose="files, ")
        self._figures(suggestions, whose="suggestions, ")
        self.stdout.write(f"waiting in the outbox: {outbox.left():,}")
        self.stdout.write(f"set aside: {outbox.set_aside():,}")

    def _figures(self, index: Index[Any, int], trouble: str | None = None, whose: str = "") -> None:
        trouble = trouble or index.needs_rebuild()
        if trouble:
            self.stdout.write(f"{whose}trouble: {trouble}")
            return
        for name, value in index.stats().items():
            shown = f"{value:,}" if isinstance(value, int) else value
            self.stdout.write(f"{whose}{name}: {shown}")

    def _drain(self) -> None:
        report = drain(limit=None)
        if report.busy:
            raise CommandError(report.busy)
        self.stdout.write(
            f"{report.indexed:,} indexed, {report.deleted:,} deleted, "
            f"{report.set_aside:,} set aside, {report.left:,} left"
        )

    @contextmanager
    def _progress(self) -> Iterator[Report]:
        """A bar on a terminal, plain lines elsewhere."""
        if not sys.stderr.isatty():
            yield self._plain()
            return
        columns = (TextColumn("indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("indexing", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _plain(self) -> Report:
        shown = -1

        def report(done: int, total: int) -> None:
            nonlocal shown
            if done // PLAIN_EVERY > shown or done == total:
                shown = done // PLAIN_EVERY
                self.stderr.write(f"{done:,} of {total:,} records")

        return report
