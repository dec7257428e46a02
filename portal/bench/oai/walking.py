"""Reads whole lists, or parts of them, beside the serialisers alone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from lxml import etree

from portal.bench.house import megabytes
from portal.bench.oai.lists import Listing, Page, page
from portal.catalogue.inherited import completed, decode
from portal.catalogue.models import Record
from publishing.exports.resource import resource
from publishing.oai.formats import FORMATS, Format

WARM = 5  # pages that are read before the memory is looked at
EVERY = 20  # of so many pages one is serialised by the bare loop, too


@dataclass
class Tally:
    """What was read, and what those of its pages took that were serialised again."""

    pages: int = 0
    records: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    compared: int = 0  # records
    compared_seconds: float = 0.0
    bare_seconds: float = 0.0

    def add(self, read: Page) -> None:
        self.pages += 1
        self.records += len(read.ids)
        self.seconds += read.seconds
        self.cpu += read.cpu

    def compare(self, read: Page, bare: float) -> None:
        self.compared += len(read.ids)
        self.compared_seconds += read.seconds
        self.bare_seconds += bare

    def figures(self) -> dict[str, Any]:
        return {
            "pages": self.pages,
            "records": self.records,
            "records_per_second": round(self.records / self.seconds),
            "records_per_cpu_second": round(self.records / self.cpu),
            "bare_records_per_second": round(self.compared / self.bare_seconds),
            "ratio_to_bare": round(self.compared_seconds / self.bare_seconds, 2),
        }


def walk(client: Client, prefix: str, pages: int | None) -> dict[str, Any]:
    """Read all records in a format; or so many pages from the start, the middle and the end.

    Now and then the records of a page are serialised again, one by one and from memory:
    that loop is the bare figure.
    """
    listing, tally = Listing("ListRecords", prefix), Tally()
    for _ in range(WARM):
        page(client, listing.beginning)
    held = [_memory()]
    for start, most in _parts(listing, pages):
        for number, read in enumerate(_pages(client, listing, start, most)):
            tally.add(read)
            if number % EVERY == 0:
                tally.compare(read, _bare(FORMATS[prefix], read.ids))
                held.append(_memory())
    held.append(_memory())
    times = {"start": held[0], "middle": held[len(held) // 2], "end": held[-1]}
    memory = {name: megabytes(size) for name, size in times.items()}
    return {**tally.figures(), "memory_mb": memory}


def _memory() -> int:
    """The memory that this process has at present, in bytes (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _parts(listing: Listing, pages: int | None) -> list[tuple[int, int]]:
    """How many items lie before each part, and how many pages it has: none is read twice."""
    length, size = len(listing), settings.OAI_PAGE_SIZE
    if pages is None or 3 * pages * size >= length:
        return [(0, length)]
    part = pages * size
    return [(start, pages) for start in (0, (length - part) // 2, length - part)]


def _pages(client: Client, listing: Listing, start: int, most: int) -> Iterator[Page]:
    address, count = listing.from_on(start), 0
    while address and count < most:
        read = page(client, address)
        yield read
        address, count = listing.following(read.token) if read.token else "", count + 1


def _bare(form: Format, ids: list[int]) -> float:
    """The seconds that it takes to decode these records and serialise them, one by one."""
    records = list(Record.objects.filter(pk__in=ids).select_related("facility", "oai_item"))
    started = time.perf_counter()
    for record in records:
        metadata = completed(record.metadata, decode(record.oai_item.inherited))
        made = form.element(resource(record, metadata, record.facility))
        etree.tostring(made, encoding="UTF-8")
    return time.perf_counter() - started
