"""Real records of several facilities as rows that aren't in a database."""

from collections.abc import Iterator
from pathlib import Path

from harvest.connectors import CONNECTORS
from harvest.connectors.base import Context
from harvest.replay import ReplayServer
from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord
from tests.harvest.connectors.catalogues import harvested
from tests.search.indexing.test_projection import row

CATALOGUES = {
    "maxiv": ("facility-records/maxiv_data_20250219142732031359.json", "scicat", "photon"),
    "desy": ("facility-records/desy_data_20251027153852225081.json", "scicat", "both"),
    "ceric": ("panosc-search-api/facilities/CERIC.db.json", "panosc", "photon"),
    "isis": ("panosc-search-api/db1.json", "panosc", "neutron"),
}


def real_records(data: Path) -> list[Record]:
    """Every one public, numbered from 1."""
    found: list[Record] = []
    for slug, (name, kind, probe) in CATALOGUES.items():
        facility = Facility(slug=slug, short_name=slug.upper(), name=f"{slug} lab", probe=probe)
        for metadata in _mapped(data / name, kind):
            found.append(row(metadata, pk=len(found) + 1, facility=facility))
    return found


def _mapped(path: Path, kind: str) -> Iterator[AnyRecord]:
    with ReplayServer(kind, path) as server:
        pages = harvested(kind, server.url)
    for page in pages:
        for raw in page.records:
            yield CONNECTORS[kind].map(raw.kind, raw.payload, Context(facility="Here"))
