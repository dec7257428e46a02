"""``manage.py bench``: measures the portal and prints JSON."""

import importlib
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Measure a part of the portal beside the bare engine; prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["harvest", "search", "search-here"])
        parser.add_argument("--records", type=int, default=10_000)
        parser.add_argument("--data", type=Path, help="folder of texts and ranges")
        parser.add_argument("--keep", type=Path, help="leave the filled house in this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "search-here":
            figures = importlib.import_module("portal.bench.search").measure()
        else:
            figures = self._in_a_house(options)
        self.stdout.write(json.dumps(figures, indent=2))

    def _in_a_house(self, options: dict[str, Any]) -> dict[str, Any]:
        default = Path(
            os.environ.get("BEAMFINDER_DATA") or settings.BASE_DIR.parent / "shared/data"
        )
        data = options["data"] or default
        if not (data / "abstracts").is_dir():
            raise CommandError(f"there are no texts in {data}: say --data or set BEAMFINDER_DATA")
        bench = importlib.import_module(f"portal.bench.{options['what']}").bench
        try:
            figures: dict[str, Any] = bench(options["records"], data, options["keep"])
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        return figures
