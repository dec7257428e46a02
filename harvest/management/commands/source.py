"""``manage.py source``: the catalogues that are harvested."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from harvest import sources
from harvest.connectors import CONNECTORS
from harvest.pipeline import release
from harvest.presets import SOURCES
from portal.catalogue import own
from portal.catalogue.models import Source
from portal.locks import Busy


class Command(BaseCommand):
    help = "Add, list and release the catalogues that are harvested."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        add = actions.add_parser("add", help="add a catalogue")
        add.add_argument("kind", choices=[*CONNECTORS, "preset"])
        add.add_argument("url", help="its address, or a preset's name (source presets lists them)")
        add.add_argument("--facility", default="", help="the facility's short name in addresses")
        add.add_argument("--name", default="", help="a new facility's full name")
        add.add_argument("--time-zone", default="UTC")
        add.add_argument("--as", dest="source_name", default="", help="a name for the source")
        add.add_argument(
            "--token-file", default="", help="for catalogues that show more to a login"
        )
        add.add_argument("--precedence", type=int, default=100, help="lower wins")
        actions.add_parser("list", help="list the sources")
        actions.add_parser("presets", help="list the public catalogues known by name")
        release = actions.add_parser("release", help="withdraw what a held source has lost")
        release.add_argument("source")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['action']}")(options)
        except sources.BadSource as error:
            raise CommandError(str(error)) from error

    def _add(self, options: dict[str, Any]) -> None:
        kind, url, slug = options["kind"], options["url"], options["facility"]
        name = options["source_name"]
        if kind == "preset":
            if url not in SOURCES:
                raise CommandError(f"there is no preset {url!r}: `source presets` lists them")
            name = name or url
            kind, url, slug = SOURCES[url]
        if not slug:
            raise CommandError("say whose catalogue it is: --facility SLUG")
        details = {
            "name": options["name"],
            "short_name": slug.upper(),
            "time_zone": options["time_zone"],
        }
        facility = sources.facility(slug, details if options["name"] else None)
        source = sources.add(
            kind, url, facility, name, options["token_file"], options["precedence"]
        )
        self.stdout.write(f"{source.name}: {source.kind} at {source.url}, of {facility.name}")

    def _list(self, options: dict[str, Any]) -> None:
        for source in Source.objects.exclude(kind=own.KIND):
            held = f"  held: {source.held}" if source.held else ""
            self.stdout.write(f"{source.name}  {source.kind}  {source.url}{held}")

    def _presets(self, options: dict[str, Any]) -> None:
        for name, (kind, url, facility) in SOURCES.items():
            self.stdout.write(f"{name}  {kind}  {url}  {facility}")

    def _release(self, options: dict[str, Any]) -> None:
        source = Source.objects.filter(name=options["source"]).first()
        if source is None:
            raise CommandError(f"there is no source {options['source']!r}: `source list` shows all")
        try:
            run = release(source)
        except (Busy, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{source.name}: released, {run.absent if run else 0} records withdrawn")
