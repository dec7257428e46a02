"""Croissant, by mlcroissant."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from publishing.exports import croissant
from publishing.exports.view import View
from tests.publishing.exports import hostile, judges
from tests.publishing.exports.samples import FOLDER, RICH, samples
from tests.publishing.exports.viewing import viewed

SAMPLES = samples()


def read(view: View) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(croissant.write(view))
    return told


@pytest.mark.parametrize("name", SAMPLES)
def test_it_works(name: str) -> None:
    assert judges.croissants(SAMPLES[name]) == []


def test_the_validator_finds_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(croissant, "_checked", lambda file: True)
    assert judges.croissants(viewed(RICH))  # one file has no checksum


def test_files_without_a_checksum_are_left_out() -> None:
    first, second = read(viewed(RICH))["distribution"]
    assert first["contentUrl"] == f"{FOLDER}raw/run%201.nxs"
    assert (first["sha256"], second["md5"]) == ("a" * 64, "b" * 32)


def test_what_cant_be_had_is_left_out() -> None:
    assert "distribution" not in read(SAMPLES["under embargo"])


def test_it_says_how_to_cite() -> None:
    assert read(SAMPLES["written to the letter"])["citeAs"] == (
        "Lovelace, Ada (2019): Open beam. ESS. https://doi.org/10.5281/zenodo.1"
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities)
def test_anything_in_any_field(record, facility) -> None:
    assert judges.croissants(viewed(record, facility, open_from=None)) == []
