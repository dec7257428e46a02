"""How many pages of records a second, beside the same pages rendered from constant data.

Each page goes through all middleware: once as it is, once with its record and all that stands
around it at hand already, so that only what is read from the database is left out.  The goal
is a ratio within 2, whatever the number of Datasets.
"""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.bench import harvest
from portal.bench.house import house
from portal.bench.timing import spread, timed
from portal.catalogue import selectors, store
from portal.catalogue.models import Record, Source
from portal.catalogue.records import Document, Member, Person, digest, encode
from publishing.landing import page, views

PARTS = (1, 10, 1_000)  # Datasets of a Document


def bench(records: int, data: Path, keep: Path | None = None) -> dict[str, Any]:
    """Fill a house with ``records`` Datasets (or use the one in ``keep``) and measure it."""
    with house(keep=keep) as home:
        if not (home.home / "beamfinder.sqlite3").exists():
            harvest.fill(records, data, home)
        return {"records": records, **home.figures("bench", "landing-here")}


def measure() -> dict[str, Any]:
    """The figures of pages of this portal's own catalogue.

    Raises RuntimeError where it has no Dataset.
    """
    datasets = Record.objects.public().filter(kind=Record.Kind.DATASET).order_by("pk")
    first = datasets.first()
    if first is None:
        raise RuntimeError("there is no dataset: let --records be at least 1")
    client = Client(SERVER_NAME="127.0.0.1")
    pages = {"a dataset": _page(client, first)}
    for number in PARTS:
        document = _document(number, list(datasets[:number]))
        pages[f"a document of {number:,}"] = _page(client, document)
    ratios = [page["ratio"] for page in pages.values()]
    return {"pages": pages, "ratio": spread(ratios), "goal": 2}


def _page(client: Client, record: Record) -> dict[str, Any]:
    address = record.get_absolute_url()
    asked = min(_queries(client, address) for _ in range(3))  # some look at the dictionary too
    whole, constant = timed(lambda: _get(client, address), _constant(client, record))
    return {
        "datasets": selectors.datasets_of(record).count() if record.kind == "document" else None,
        "queries": asked,
        "pages_per_second": round(1000 / median(whole)),
        "constant_pages_per_second": round(1000 / median(constant)),
        "milliseconds": spread([round(one, 2) for one in whole]),
        "ratio": round(median(whole) / median(constant), 2),
    }


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    return len(queries)


def _constant(client: Client, record: Record) -> Any:
    """The same page, of which everything is at hand."""
    found = selectors.by_id(record.pk)
    gather, kept = page.gather, list[Any]()

    def keeping(*given: Any, **more: Any) -> Any:
        kept.append(gather(*given, **more))
        return kept[-1]

    with mock.patch.object(views, "gather", keeping):
        _get(client, record.get_absolute_url())

    def get() -> None:
        with ExitStack() as stack:
            stack.enter_context(mock.patch.object(selectors, "by_id", return_value=found))
            stack.enter_context(mock.patch.object(views, "gather", return_value=kept[0]))
            _get(client, record.get_absolute_url())

    return get


def _get(client: Client, address: str) -> None:
    if (status := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address} answered {status}")


def _document(number: int, datasets: list[Record]) -> Record:
    """A Document of these Datasets, stored as a harvest stores it."""
    source = Source.objects.select_related("facility").order_by("pk")[0]
    doi = f"10.5072/bench.landing.{number}"
    record = Document(
        title=f"What was measured in {number} steps",
        pid=doi,
        doi=doi,
        summary=" ".join(one.metadata.summary for one in datasets[:1]),
        members=tuple(
            Member(person=Person(full_name=f"Ada B{n}", given_name="Ada", family_name=f"B{n}"))
            for n in range(6)
        ),
        publication_year=2024,
        licence="CC-BY-4.0",
        landing_page=f"https://facility.example/doi/{doi}",
        public_from="1970-01-01",
        dataset_pids=tuple(one.pid for one in datasets),
    )
    body = encode(record)
    told = store.Told("document", doi, body, digest(body), record)
    [result] = store.store(source, [told], 0, datetime.now(UTC), lambda row: None)
    return Record.objects.get(told_by=result.source_record)
