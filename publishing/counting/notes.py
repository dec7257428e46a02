"""What is to be counted, appended to files under BEAMFINDER_HOME: a public page writes nothing
to the database.

A line is a record's number, what was done, and the day.  Each minute has a file of its own, so
that the worker never reads one that is still written to.
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from publishing.counting.readers import is_first, is_machine

VIEW, DOWNLOAD = "view", "download"
SETTLED = timedelta(minutes=2)  # after which a minute's file is written to no more

log = logging.getLogger("beamfinder.counting")


def note(request: HttpRequest, record: int, what: str) -> None:
    """Somebody looked at a record's page, or downloads of it.  Never raises: a page matters
    more than its number."""
    if request.method != "GET" or is_machine(request) or not is_first(request, record, what):
        return
    now = timezone.now()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with (folder() / f"{now:%Y%m%dT%H%M}.log").open("ab", buffering=0) as file:
            file.write(f"{record} {what} {now:%Y-%m-%d}\n".encode())
    except OSError:
        log.exception("a %s of record %d isn't counted", what, record)


def folder() -> Path:
    return Path(settings.HOME) / "counts"


def settled(now: datetime) -> list[Path]:
    """The files that nobody writes to any more, the oldest first."""
    last = f"{now - SETTLED:%Y%m%dT%H%M}"
    return sorted(path for path in folder().glob("*.log") if path.stem < last)
