"""How long finding files takes, beside the bare engine's own time for the same requests.

Each fragment of a fixed mix is measured three ways in turn: the whole page through all
middleware; the very calls that it made to the engine, made again without any of our
code; and the page rendered from an answer that is there already.  The goal is
page ≤ 1.5 × engine + rendering.
"""

import copy
from pathlib import Path
from typing import Any
from unittest import mock

from django.test import Client

from portal.bench.files_filling import fill
from portal.bench.house import house
from portal.bench.timing import Recorder, Work, compared, summed_up
from search.errors import SearchError
from search.files import services

__all__ = ["FRAGMENTS", "bench", "fill", "measure"]

# Of 3 to 12 characters: in nearly all names, in some, in few, in none; the names are those
# that portal.bench.files_filling makes.
FRAGMENTS = (
    *(".h5", "_00", "nxs", "zzz", "scan", "_000", "2021", "raw/s", "flat_", "00016", "slice_"),
    *("_data_", "/2019/", "scan_01", "sample7", "mx12/id", "scan_012", "recon/sl", "id07/202"),
    *("data_0000", "_header.js", "xds_ascii.h", "raw/sample12", "slice_000160", "quartz_00012"),
)


def bench(names: int, keep: Path | None = None) -> dict[str, Any]:
    """Fill a house with datasets of ``names`` files together (or use ``keep``); measure it."""
    with house(keep=keep) as home:
        filled: dict[str, Any] = {}
        if not (home.home / "beamfinder.sqlite3").exists():
            home.run("migrate", "--verbosity=0")
            filled = home.figures("bench", "files-fill", "--names", str(names))
        return filled | home.figures("bench", "files-here")


def measure() -> dict[str, Any]:
    """The figures of this portal's own index of files, in milliseconds.

    Raises SearchError on another engine than the embedded one, whose calls can't be made
    again from here.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    found = {fragment: _page(client, fragment) for fragment in FRAGMENTS}
    datasets = services.stats()["datasets"]
    return {"datasets": datasets, **summed_up(found), "fragments": found}


def _page(client: Client, fragment: str) -> dict[str, Any]:
    calls: list[Work] = []
    with _recording(calls):
        found = services.find(fragment)
    constant = mock.patch.object(services, "find", return_value=found)

    def page() -> None:
        assert client.get("/files", {"q": fragment}).status_code == 200

    def bare() -> None:
        for call in calls:
            call()

    def rendering() -> None:
        with constant:
            page()

    datasets = f"{found.total} and more" if found.uncounted else found.total
    return {"datasets": datasets, **compared(page, bare, rendering)}


def _recording(calls: list[Work]) -> Any:
    """While it lasts, every call to the embedded engine is remembered in ``calls``."""
    reader = getattr(services.engine(), "_reader", None)
    if reader is None:
        raise SearchError("only the embedded engine's own time can be measured")
    view = reader.view

    def recorded() -> Any:
        now = copy.copy(view())
        now.searcher = Recorder(now.searcher, calls)
        return now

    return mock.patch.object(reader, "view", recorded)
