"""How long pages take, beside the bare engine's own time for the same requests.

Each page is measured three ways in turn: the whole page through all middleware; the
very calls that it made to the engine, made again without any of our code; and the page
rendered from an answer that is there already.  The goal is
page ≤ 1.5 × engine + rendering.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from django.test import Client

from portal.bench import harvest
from portal.bench.house import house
from portal.bench.timing import Recorder, compared, summed_up
from search import results, services
from search.engines.tantivy.reader import View
from search.errors import SearchError

QUERIES = {
    "everything": "",
    "one word": "q=scattering",
    "two words": "q=magnetic+scattering",
    "words that are rare together": "q=pulsar+superconductor+tomography",
    "phrase": 'q="neutron+scattering"',
    "all but a word": "q=diffraction+-neutron",
    "technique with all below it": "technique=PaNET00204",
    "dates": "from=2018-01&to=2019-06",
    "one range": "range=incident_photon_energy:5..20+keV",
    "words and two ranges": (
        "q=magnetic&range=incident_photon_energy:5..20+keV&range=exposure_time:0..2000+ms"
    ),
    "newest first": "sort=newest",
    "a thousand rows by size": "sort=largest&size=1000",
}


def bench(records: int, data: Path, keep: Path | None = None) -> dict[str, Any]:
    """Fill a house with ``records`` datasets (or use the one in ``keep``) and measure it."""
    with house(keep=keep) as home:
        if not (home.home / "beamfinder.sqlite3").exists():
            harvest.fill(records, data, home)
        return {"records": records, **home.figures("bench", "search-here")}


def measure() -> dict[str, Any]:
    """The figures of this portal's own catalogue and index, in milliseconds.

    Raises SearchError on another engine than the embedded one, whose calls can't be made
    again from here.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    pages = {name: _page(client, f"/search?{query}") for name, query in QUERIES.items()}
    return {"documents": services.stats()["documents"], **summed_up(pages), "pages": pages}


def _page(client: Client, address: str) -> dict[str, Any]:
    calls: list[Callable[[], object]] = []
    with _recording(calls):
        found, total = _found(client, address)
    constant = mock.patch.object(results, "find", return_value=found)

    def page() -> None:
        assert client.get(address).status_code == 200

    def bare() -> None:
        for call in calls:
            call()

    def rendering() -> None:
        with constant:
            page()

    return {"found": total, **compared(page, bare, rendering)}


def _found(client: Client, address: str) -> tuple[results.Results, int]:
    """The page's answer, as its view got it."""
    kept: list[results.Results] = []
    find = results.find

    def keeping(asked: Any) -> results.Results:
        kept.append(find(asked))
        return kept[-1]

    with mock.patch.object(results, "find", keeping):
        response = client.get(address)
    if not kept:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return kept[0], kept[0].answer.total


def _recording(calls: list[Callable[[], object]]) -> Any:
    """While it lasts, every call to the embedded engine is remembered in ``calls``."""
    reader = getattr(services.engine(), "_reader", None)
    if reader is None:
        raise SearchError("only the embedded engine's own time can be measured")
    view: Callable[[], View] = reader.view

    def recorded() -> View:
        now = view()
        return replace(now, searcher=Recorder(now.searcher, calls))  # type: ignore[arg-type]

    return mock.patch.object(reader, "view", recorded)
