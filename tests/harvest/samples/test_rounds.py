"""What differs between a catalogue's first round and its second."""

from datetime import date
from typing import Any

import pytest

from harvest.samples import CATALOGUES, SampleCatalogue, changes
from harvest.samples.rounds import ADDED
from tests.harvest.samples import reading

every_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.slug)


def _public(catalogue: SampleCatalogue, reference: date, round: int) -> dict[str, Any]:
    """The public datasets as payloads, of a PaNOSC provider with their parameters."""
    made = reading.whole(catalogue, reference, round)
    found = {
        reading.pid(one): one
        for one in reading.datasets(catalogue, made)
        if not reading.is_broken(one) and reading.is_public(one)
    }
    if catalogue.kind == "panosc":
        for row in reading.rows(made, "Parameter"):
            if row["datasetId"] in found:
                found[row["datasetId"]][row["name"]] = (row["value"], row["unit"])
    return found


@every_catalogue
def test_datasets_change_as_stated(catalogue: SampleCatalogue, reference: date) -> None:
    stated = changes(catalogue, reference=reference)
    before, after = (_public(catalogue, reference, number) for number in (0, 1))
    assert set(stated.removed_datasets) == before.keys() - after.keys()
    assert set(stated.added_datasets) == after.keys() - before.keys()
    differing = {pid for pid in before.keys() & after.keys() if before[pid] != after[pid]}
    assert differing <= set(stated.edited_datasets)
    if catalogue.kind != "panosc":  # which doesn't show descriptions of datasets
        assert differing == set(stated.edited_datasets)
    assert differing
    assert len(stated.added_datasets) == ADDED + 4
    assert 0 < len(stated.removed_datasets) < 0.01 * catalogue.datasets


@every_catalogue
def test_documents_change_as_stated(catalogue: SampleCatalogue, reference: date) -> None:
    stated = changes(catalogue, reference=reference)
    made = [reading.whole(catalogue, reference, number) for number in (0, 1)]
    before, after = (
        {
            reading.pid(one) or one.get("doi"): one
            for one in reading.documents(catalogue, each)
            if not reading.is_broken(one)
        }
        for each in made
    )
    assert len(stated.added_documents) == 2
    assert set(stated.added_documents) <= after.keys()
    assert not before.keys() - after.keys()
    if catalogue.kind == "panosc":
        assert not stated.amended_documents
        return
    for pid in stated.edited_documents:
        assert before[pid]["updatedAt"] != after[pid]["updatedAt"]
    assert [after[pid]["status"] for pid in stated.amended_documents] == ["amended"]


@pytest.mark.parametrize("catalogue", CATALOGUES[:2], ids=lambda one: one.slug)
def test_changed_records_are_later_than_all_before(
    catalogue: SampleCatalogue, reference: date
) -> None:
    """A harvest from the first round's last time on sees them all."""
    before, after = (_public(catalogue, reference, number) for number in (0, 1))
    latest = max(one["updatedAt"]["$date"] for one in before.values())
    stated = changes(catalogue, reference=reference)
    released = set(stated.added_datasets[:4])
    for pid in (*stated.edited_datasets, *released):
        assert latest < after[pid]["updatedAt"]["$date"] < reference.isoformat()


def test_small_catalogues_have_rounds_too(reference: date) -> None:
    for catalogue in CATALOGUES:
        stated = changes(catalogue, reference=reference, datasets=3)
        assert not stated.removed_datasets
