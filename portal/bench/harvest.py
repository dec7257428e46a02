"""How fast records come from HTTP into the search, and how much memory that takes."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harvest.samples.bulk_server import BulkServer
from portal.bench.house import House, Process, house, megabytes, peak_memory

PARAMETERS = 29
LONGEST_WAIT = 600  # seconds in which the worker gets nothing into the index


def bench(records: int, data: Path, keep: Path | None = None) -> dict[str, Any]:
    """Harvest a made-up catalogue of ``records`` datasets; figures as a JSON object.

    The harvest and the worker run beside each other, as they do in service; the time
    ends when the last record can be found.  The bare figure is the rebuild of the index
    from the same records: projection and engine alone.
    """
    with house(keep=keep) as home, _catalogue(records, data, home):
        worker = home.start("worker", "--no-schedule")
        try:
            figures = _harvest(home, worker, records)
        finally:
            worker.terminate()
            worker.wait()
        figures |= _again(home, records)
        figures |= _rebuild(home, records, figures["seconds"])
    return figures


def fill(records: int, data: Path, home: House) -> None:
    """The same records, stored first and then indexed at once: the quickest way."""
    with _catalogue(records, data, home):
        home.run("harvest", "bench")
    home.run("index", "rebuild")


@contextmanager
def _catalogue(records: int, data: Path, home: House) -> Iterator[None]:
    """While it lasts, the catalogue answers, and the house has it as a source."""
    texts = data / "abstracts" / "arxiv_pan_topic_subset.jsonl.gz"
    ranges = data / "icat" / "esrf-typical_ranges.json"
    with BulkServer(records, texts, ranges, PARAMETERS) as server:
        home.allow(server.host)
        home.run("migrate", "--verbosity=0")
        home.run(
            "source", "add", "scicat", server.url, "--facility=bench", "--name=Bench", "--as=bench"
        )
        yield


def _harvest(home: House, worker: Process, records: int) -> dict[str, Any]:
    started = time.perf_counter()
    memory = home.run("harvest", "bench")
    stored = time.perf_counter() - started
    _wait(home, worker)
    seconds = time.perf_counter() - started
    return {
        "records": records,
        "parameters_per_record": PARAMETERS,
        "seconds": round(seconds, 2),
        "records_per_second": round(records / seconds),
        "stored_records_per_second": round(records / stored),
        "peak_memory_mb": {
            "harvest": megabytes(memory),
            "worker": megabytes(peak_memory(worker.pid)),
        },
        "database_mb": megabytes((home.home / "beamfinder.sqlite3").stat().st_size),
    }


def _wait(home: House, worker: Process) -> None:
    """Until the last record is in the index."""
    least, moved = _waiting(home), time.perf_counter()
    while left := _waiting(home):
        now = time.perf_counter()
        if worker.poll() is not None:
            raise RuntimeError("the worker stopped; its reason stands above")
        if left < least:
            least, moved = left, now
        elif now > moved + LONGEST_WAIT:
            raise RuntimeError(f"the worker doesn't get {left:,} records into the index")
        time.sleep(0.05)


def _waiting(home: House) -> int:
    with sqlite3.connect(f"file:{home.home / 'beamfinder.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT COUNT(*) FROM catalogue_outbox WHERE reason = ''")
        return int(rows.fetchone()[0])


def _again(home: House, records: int) -> dict[str, Any]:
    started = time.perf_counter()
    home.run("harvest", "--full", "bench")
    return {"unchanged_records_per_second": round(records / (time.perf_counter() - started))}


def _rebuild(home: House, records: int, seconds: float) -> dict[str, Any]:
    started = time.perf_counter()
    home.run("index", "rebuild")
    bare = time.perf_counter() - started
    return {
        "rebuild_records_per_second": round(records / bare),
        "ratio_to_rebuild": round(seconds / bare, 2),
    }
