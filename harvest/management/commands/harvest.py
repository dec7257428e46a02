"""``manage.py harvest``: read what the catalogues have, with a bar on a terminal."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from harvest.models import Run
from harvest.pipeline import COUNTED, harvest
from harvest.progress import Bars
from portal.catalogue import own
from portal.catalogue.models import Source
from portal.garbage import collect_seldom
from portal.locks import Busy


class Command(BaseCommand):
    help = "Harvest sources; a run that was cut off goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="*", metavar="SOURCE")
        parser.add_argument("--all", action="store_true", help="every enabled source")
        parser.add_argument("--full", action="store_true", help="sweep, and map every record anew")

    def handle(self, *args: Any, **options: Any) -> None:
        collect_seldom()
        failed = []
        with Bars(sys.stdout) as bars:
            for source in self._sources(options):
                try:
                    run = harvest(source, options["full"], bars.progress(source.name))
                except Busy as error:
                    bars.line(f"{source.name} is being harvested already: {error}")
                    failed.append(source.name)
                    continue
                bars.line(summary(run))
                if run.state == Run.State.FAILED:
                    failed.append(source.name)
        if failed:
            raise CommandError(f"not read to the end: {', '.join(failed)}; run it again to go on")

    def _sources(self, options: dict[str, Any]) -> list[Source]:
        names = options["sources"]
        if bool(names) == options["all"]:
            raise CommandError("name the sources to harvest, or --all")
        chosen = Source.objects.exclude(kind=own.KIND).select_related("facility")
        if options["all"]:
            return list(chosen.filter(enabled=True))
        found = {source.name: source for source in chosen.filter(name__in=names)}
        for name in names:
            if name not in found:
                raise CommandError(f"there is no source {name!r}: `manage.py source list`")
        return [found[name] for name in names]


def summary(run: Run) -> str:
    """One line whose numbers add up: seen is the sum of those behind it."""
    counts = ", ".join(f"{getattr(run, name):,} {name}" for name in COUNTED)
    line = f"{run.source.name}: {run.seen:,} seen = {counts}; {run.absent:,} withdrawn as absent"
    kind = "sweep" if run.sweep else "what changed"
    line += f" ({kind}, {run.state}{', resumed' if run.resumed else ''})"
    notes = [note for note in (run.error, run.source.held) if note]
    return line + "".join(f"\n  {note}" for note in notes)
