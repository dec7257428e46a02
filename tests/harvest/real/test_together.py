"""ESS's SciCat and ESS's PaNOSC database, two sources of one facility."""

import json

import pytest

from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.selectors import told_by
from tests.harvest.replayed import counts

pytestmark = pytest.mark.django_db

DOCUMENT = "10.17199/BRIGHTNESS/V200082"  # in both, as DOI here and as PID there
SHARED = ("20.500.12269/79e97997-b565-4ef7-9d2f-f26d69debda1", "20.500.12269/BRIGHTNESS/V200082")
ONLY_PANOSC = {"YC7SZ5", "67JH32", "20.500.12269/2483nicos_00002483.hdf"}


@pytest.fixture
def both(replayed, files):
    scicat = replayed.source("scicat", files["ess-2"], "ess", precedence=10)
    panosc = replayed.source("panosc", files["ess-panosc"], "ess", precedence=20)
    return scicat, panosc


@pytest.mark.parametrize("first", [0, 1])
def test_one_document_merges_by_its_doi_and_two_datasets_by_their_pids(both, first):
    runs = [counts(source.harvest()) for source in (both[first], both[1 - first])]
    assert sorted(runs) == [(6, 6, 0, 0, 0, 0, 0), (910, 910, 0, 0, 0, 0, 0)]
    assert Record.objects.public().count() == 910 + 6 - 3
    shared = [Record.objects.get(doi=DOCUMENT.lower())]
    shared += [Record.objects.get(kind="dataset", pid=pid) for pid in SHARED]
    for record in shared:
        assert [row.source.kind for row in told_by(record)] == ["scicat", "panosc"]
    alone = SourceRecord.objects.filter(source=both[1].source).exclude(record__in=shared)
    assert set(alone.values_list("native_id", flat=True)) == ONLY_PANOSC


@pytest.mark.parametrize("first", [0, 1])
def test_the_facility_s_own_catalogue_gives_the_metadata_whoever_came_first(both, first):
    for source in (both[first], both[1 - first]):
        source.harvest()
    record = Record.objects.get(doi=DOCUMENT.lower())
    # only SciCat says the year, only PaNOSC has a type "publication"
    assert record.metadata.publication_year
    assert record.metadata.type != "publication"
    assert Record.objects.get(kind="dataset", pid=SHARED[0]).metadata.data_format == "NeXus HDF5"


def test_no_order_of_harvests_makes_a_difference(both):
    def state() -> set:
        return {(r.kind, r.doi, r.pid, r.hash) for r in Record.objects.public()}

    scicat, panosc = both
    scicat.harvest()
    panosc.harvest()
    before = state()
    panosc.harvest(full=True)
    scicat.harvest(full=True)
    panosc.harvest(full=True)
    assert state() == before


def test_what_scicat_loses_is_told_by_panosc(both, files):
    for source in both:
        source.harvest()
    row = SourceRecord.objects.get(source=both[0].source, kind="dataset", native_id=SHARED[0])
    record = row.record
    both[0].server.replace(without(files["ess-2"], SHARED[0]))
    for _ in range(2):
        run = both[0].harvest(full=True)
    assert counts(run) == (909, 0, 0, 909, 0, 0, 1)
    record.refresh_from_db()
    assert record.withdrawn_at is None
    assert record.metadata.title == "V20 data"
    assert [row.source.kind for row in told_by(record)] == ["panosc"]


def without(path, pid: str) -> list:
    entries = json.loads(path.read_text())
    for entry in entries:
        entry["datasets"] = [one for one in entry["datasets"] if one["pid"] != pid]
    return entries
