"""What a harvester meets in this portal: how fast lists are, at their start and at their end."""

import os
import time
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.test import Client

from portal.bench.house import megabytes, peak_memory
from portal.bench.oai.lists import Listing, page
from portal.bench.oai.walking import walk
from publishing.oai import items, models
from publishing.oai.formats import FORMATS

REPEATS = 15


def measure(pages: int | None = None) -> dict[str, Any]:
    """The figures of this portal's own items, all of them or ``pages`` pages a part."""
    client = Client(SERVER_NAME="127.0.0.1")
    lists = _lists()
    return {
        "items": len(lists["everything"]),
        "page_size": settings.OAI_PAGE_SIZE,
        "walked": f"{pages} pages from start, middle and end" if pages else "every page",
        "formats": {prefix: walk(client, prefix, pages) for prefix in FORMATS},
        "peak_memory_mb": megabytes(peak_memory(os.getpid())),
        "milliseconds": {name: _pages(client, listing) for name, listing in lists.items()},
        "complete_list_size": {
            name: _size(listing) for name, listing in lists.items() if name != "headers"
        },
    }


def _lists() -> dict[str, Listing]:
    """Everything, its headers alone, and the largest set of each sort."""
    prefix = "oai_dc"
    return {
        "everything": Listing("ListRecords", prefix),
        "headers": Listing("ListIdentifiers", prefix),
        "a facility": Listing("ListRecords", prefix, _largest("facility_")),
        "a technique": Listing("ListRecords", prefix, _largest("technique_")),
        "a year": Listing("ListRecords", prefix, _largest("year_")),
    }


def _largest(sort: str) -> str:
    """Raises RuntimeError when nothing was offered."""
    sets = models.ItemSet.objects.filter(spec__startswith=sort).annotate(size=Count("members"))
    found = sets.order_by("-size", "spec").first()
    if found is None:
        raise RuntimeError("no item is in a set: let --records be at least 1")
    return found.spec


def _pages(client: Client, listing: Listing) -> dict[str, Any]:
    """The times of the list's pages, by turns, so that a busy machine slows all alike."""
    addresses = {name: listing.from_on(passed) for name, passed in listing.places().items()}
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(1 + REPEATS):
        for name, address in addresses.items():
            times[name].append(page(client, address).seconds * 1000)
    medians = {name: median(found[1:]) for name, found in times.items()}
    return {
        "items": len(listing),
        **{name: round(found, 2) for name, found in medians.items()},
        "last_to_first": round(medians["last"] / medians["first"], 2),
        "last_to_second": round(medians["last"] / medians.get("second", medians["first"]), 2),
    }


def _size(listing: Listing) -> dict[str, Any]:
    """How long it takes to count the list, which its first page does."""
    times = []
    for _ in range(1 + REPEATS):
        started = time.perf_counter()
        found = items.count(None, None, listing.spec)
        times.append((time.perf_counter() - started) * 1000)
    return {"items": found, "milliseconds": round(median(times[1:]), 2)}
