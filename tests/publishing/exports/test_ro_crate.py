"""RO-Crate 1.2, by roc-validator; what it is slow to look at we look at ourselves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from publishing.exports import ro_crate
from publishing.exports.view import View
from tests.factories import document, member
from tests.publishing.exports import hostile, judges
from tests.publishing.exports.local_web import ro_crate_context
from tests.publishing.exports.samples import FOLDER, RICH, samples
from tests.publishing.exports.viewing import viewed

SAMPLES = samples()
REQUIRED = {"name", "description", "license", "datePublished"}


@pytest.fixture(scope="module")
def crates(tmp_path_factory: pytest.TempPathFactory) -> judges.Crates:
    return judges.Crates(Path(tmp_path_factory.mktemp("crates")))


def entities(view: View) -> dict[str, dict[str, Any]]:
    graph = json.loads(ro_crate.write(view))["@graph"]
    found = {one["@id"]: one for one in graph}
    assert len(found) == len(graph)
    return found


def references(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            assert one.keys() == {"@id"}  # flat
            yield one["@id"]


def check(view: View) -> None:
    """What a crate must have, and that all of it hangs together."""
    found = entities(view)
    assert found[ro_crate.DESCRIPTOR]["about"] == {"@id": view.resource.url}
    root = found[view.resource.url]
    assert root["@type"] == "Dataset"
    assert all(root[name] for name in REQUIRED)
    known = ro_crate_context()["@context"]
    for one in found.values():
        assert one["@id"].startswith(("http", "#", ro_crate.DESCRIPTOR))
        assert one["@type"] in known
        for name, value in one.items():
            if name[0] != "@":
                assert name in known
                assert set(references(value)) <= found.keys()


@pytest.mark.parametrize("name", ["everything and parts", "empty"])
def test_it_works(crates: judges.Crates, name: str) -> None:
    assert crates.problems(SAMPLES[name]) == []


def test_the_validator_finds_what_is_wrong(
    crates: judges.Crates, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ro_crate.root(SAMPLES["closed"])
    del whole["license"]
    monkeypatch.setattr(ro_crate, "root", lambda view: whole)
    assert any("license" in one for one in crates.problems(SAMPLES["closed"]))


@pytest.mark.parametrize("lost", sorted(REQUIRED))
def test_it_finds_the_same_when_it_remembers(
    quick: judges.Crates, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    assert quick.problems(SAMPLES["closed"]) == []
    with monkeypatch.context() as breaking:
        whole = ro_crate.root(SAMPLES["closed"])
        del whole[lost]
        breaking.setattr(ro_crate, "root", lambda view: whole)
        assert any(lost in one for one in quick.problems(SAMPLES["closed"]))
    assert quick.problems(SAMPLES["closed"]) == []


def test_three_thousand_creators(quick: judges.Crates) -> None:
    crowd = viewed(document(members=tuple(member(f"Person {n}") for n in range(3000))))
    assert b"Person 2999" in ro_crate.write(crowd)
    assert quick.problems(crowd) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_hang_together(name: str) -> None:
    check(SAMPLES[name])


def test_files_are_those_on_the_web() -> None:
    found = entities(viewed(RICH))
    files = [one for one in found.values() if one["@type"] == "File"]
    assert files[0]["@id"] == f"{FOLDER}raw/run%201.nxs"
    assert (files[0]["contentSize"], files[0]["sha256"]) == ("55000000", "a" * 64)
    assert len(files) == 3
    assert not any(one["@type"] == "File" for one in entities(SAMPLES["under embargo"]).values())


def test_the_measurement_is_an_act_with_its_instruments() -> None:
    found = entities(viewed(RICH))
    act = found["#measurement"]
    assert act["startTime"] == "2019-08-02"
    assert [found[one]["name"] for one in references(act["instrument"])] == ["V20", "Chopper"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities, open_from=hostile.moments)
def test_anything_in_any_field(record, facility, open_from) -> None:
    check(viewed(record, facility, open_from=open_from))
