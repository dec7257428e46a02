"""``manage.py doi``: compare our DOIs with their registrars, and see how they do."""

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from publishing.doi import reconcile, selectors
from publishing.doi.models import Doi
from publishing.doi.registrars import Registrars

DIFFERS, UNASKED = 1, 2  # exit codes


class Command(BaseCommand):
    help = "Compare every DOI with its registrar (reconcile), or tell how many wait (status)."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        compare = actions.add_parser(
            "reconcile", help="exit code 1 where something differs, 2 where a registrar is away"
        )
        compare.add_argument("--mend", action="store_true", help="have the worker bring it right")
        compare.add_argument("--prefix", default="", help="only DOIs under this prefix")
        actions.add_parser("status", help="how many DOIs there are, wait and fail")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "status":
            self._status()
            return
        code = self._reconcile(options["prefix"], mending=options["mend"])
        if code:
            sys.exit(code)

    def _reconcile(self, prefix: str, *, mending: bool) -> int:
        counts: Counter[str] = Counter()
        mended = 0
        with Registrars() as registrars:
            for place in reconcile.places(prefix):
                for one in reconcile.compare(place, registrars):
                    counts[one.kind] += 1
                    if one.kind != "agrees":
                        self.stdout.write(f"{one.name}: {one.text}")
                    if mending:
                        mended += reconcile.mend([one], timezone.now())
        differing = sum(counts.values()) - counts["agrees"] - counts["waits"] - counts["unasked"]
        told = f"{counts['agrees']:,} agree, {counts['waits']:,} wait, {differing:,} differ"
        self.stdout.write(told + (f", {mended:,} are being mended" if mending else ""))
        if counts["unasked"]:
            return UNASKED
        return DIFFERS if differing > mended else 0

    def _status(self) -> None:
        waiting = selectors.waiting(Doi.objects.all())
        figures = {
            "DOIs": Doi.objects.count(),
            "waiting": waiting.count(),
            "failing": waiting.filter(tries__gt=0).count(),
        }
        for name, count in figures.items():
            self.stdout.write(f"{name}: {count:,}")
        oldest = waiting.order_by("changed_at").first()
        if oldest is not None:
            since = f"{oldest.changed_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"waiting longest: {oldest.name}, since {since}")
