"""From a catalogue to a harvester: a harvest, one step of the worker, and a pull."""

import json
from pathlib import Path

import pytest

from portal.catalogue.models import Facility
from portal.worker import Worker
from tests.harvest.real import recorded
from tests.harvest.replayed import Replays
from tests.indexed import Told, indexed, own_index
from tests.publishing.oai.asking import Asking
from tests.publishing.oai.harvesters.copying import Copy

__all__ = ["indexed", "own_index"]

pytestmark = pytest.mark.django_db


def test_what_was_harvested_is_offered_after_a_step(
    indexed: Told, replayed: Replays, files: dict[str, Path], oai: Asking
) -> None:
    documents, _, _ = recorded.scicat(files["desy-1"])
    source = replayed.source("scicat", files["desy-1"], "desy")
    source.harvest()
    Facility.objects.update(offers_harvested=True)
    copy = Copy(lambda arguments: oai(arguments).body)
    copy.pull()
    assert copy.held == {}
    Worker(schedule=False).step()
    copy.pull()
    assert sorted(copy.present.values()) == sorted(one["title"] for one in documents.values())


def test_what_a_catalogue_changed_and_took_back_reaches_a_copy(
    indexed: Told, replayed: Replays, files: dict[str, Path], oai: Asking
) -> None:
    """Two sweeps miss a document that answers 404: it is withdrawn, and comes back later."""
    entries = json.loads(files["ess-1"].read_text())
    source = replayed.source("scicat", entries, "ess")
    Facility.objects.update(offers_harvested=True)
    copy = Copy(lambda arguments: oai(arguments).body)

    def harvested(given: object) -> dict[str, str]:
        for _ in range(2):
            source.harvest(given, full=True)
        Worker(schedule=False).step()
        copy.pull()
        return copy.present

    assert len(harvested(entries)) == len(entries) == 455
    entries[0]["title"] = "Another title"
    assert "Another title" in harvested(entries).values()
    before = dict(copy.present)
    assert len(harvested(entries[1:])) == 454
    assert len(copy.held) == 455
    assert harvested(entries) == before
