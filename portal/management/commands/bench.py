"""``manage.py bench``: measures the portal and prints JSON."""

import importlib
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# What the benches run in the house that they have filled.
HERE = (
    "search-here",
    "files-fill",
    "files-here",
    "landing-here",
    "oai-fill",
    "oai-here",
    "relevance-fill",
    "relevance-here",
)


class Command(BaseCommand):
    help = "Measure a part of the portal beside the bare engine; prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what", choices=["harvest", "search", "files", "landing", "oai", "relevance", *HERE]
        )
        parser.add_argument(
            "path", nargs="?", type=Path, help="relevance: folder of a test collection"
        )
        parser.add_argument("--records", type=int, default=10_000)
        parser.add_argument("--names", type=int, default=100_000, help="files: how many")
        parser.add_argument("--data", type=Path, help="folder of texts and ranges")
        parser.add_argument(
            "--walk", type=int, help="oai: pages from the start, the middle and the end (all)"
        )
        parser.add_argument("--keep", type=Path, help="leave the filled house in this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = self._figures(options["what"], options)
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(figures, indent=2))

    def _figures(self, what: str, options: dict[str, Any]) -> dict[str, Any]:
        bench = importlib.import_module(f"portal.bench.{what.partition('-')[0]}")
        figures: dict[str, Any]
        if what.startswith("relevance"):
            figures = _relevance(bench, what, options["path"])
        elif what == "files":
            figures = bench.bench(options["names"], options["keep"])
        elif what == "files-fill":
            figures = bench.fill(options["names"])
        elif what in ("files-here", "landing-here", "search-here"):
            figures = bench.measure()
        elif what == "oai-here":
            figures = bench.measure(options["walk"])
        elif what == "oai-fill":
            figures = bench.fill(options["records"], _data(options["data"]))
        else:
            more = {"walk": options["walk"]} if what == "oai" else {}
            data = _data(options["data"])
            figures = bench.bench(options["records"], data, options["keep"], **more)
        return figures


def _relevance(bench: Any, what: str, path: Path | None) -> dict[str, Any]:
    if path is None:
        raise CommandError("say which collection: manage.py bench relevance PATH")
    steps = {"relevance-fill": bench.fill, "relevance-here": bench.measure}
    figures: dict[str, Any] = steps.get(what, bench.bench)(path.resolve())
    return figures


def _data(given: Path | None) -> Path:
    """The folder of real texts; raises CommandError when it has none."""
    default = Path(os.environ.get("BEAMFINDER_DATA") or settings.BASE_DIR.parent / "shared/data")
    data = given or default
    if not (data / "abstracts").is_dir():
        raise CommandError(f"there are no texts in {data}: say --data or set BEAMFINDER_DATA")
    return data
