"""``manage.py techniques rebuild PATH``: makes panet.json anew from the published table."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.techniques.table import NotPaNET, read
from portal.techniques.tree import FILE


class Command(BaseCommand):
    help = "Rebuilds the table of PaNET techniques."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        rebuild = actions.add_parser("rebuild", help="make panet.json from PaNET.csv or its JSON")
        rebuild.add_argument("path", type=Path, help="PaNET.csv, or the class list as JSON")
        rebuild.add_argument("--panet-version", default="", help="version to note, such as 1.3.0")
        rebuild.add_argument("--output", type=Path, default=FILE, help="file to write")

    def handle(
        self, *args: Any, path: Path, panet_version: str, output: Path, **options: Any
    ) -> None:
        try:
            rows = read(path)
        except (NotPaNET, OSError) as error:
            raise CommandError(str(error)) from error
        output.write_text(_as_json(rows, panet_version), encoding="utf-8")
        self.stdout.write(f"{len(rows)} techniques written to {output}")


def _as_json(rows: list[dict[str, Any]], version: str) -> str:
    """One technique a line, so that a change shows as the lines it touches."""
    head = {
        "source": "http://purl.org/pan-science/PaNET/PaNET.owl",
        "version": version,
        "licence": "CC-BY-4.0",
    }
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{json.dumps(head)[:-1]}, "techniques": [\n{lines}\n]}}\n'
