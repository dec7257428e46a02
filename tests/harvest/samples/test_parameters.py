"""Parameters, techniques and files of the sample catalogues."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from harvest.samples import CATALOGUES, SampleCatalogue
from harvest.samples.vocabulary.quantities import QUANTITIES
from harvest.samples.vocabulary.spellings import ANDEAN, ATLANTIC, NORTHERN, OCEANIC, UNITS
from harvest.samples.vocabulary.techniques import TECHNIQUES
from portal.units import find
from tests.harvest.samples import reading

every_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.slug)

# What the catalogues spell so that a closed table can't or shouldn't know it.
UNKNOWN = {"a.u.", "arb. units", "ticks", "steps", "div", "blob", "A^-1"}
# Another dimension than the family's, to be told by the reader's physics.
CROSSED = {("neutron_energy", "THz"), ("magnetic_field", "kOe"), ("magnetic_field", "Oe")}


def _spellings() -> list[tuple[str, str, float, float]]:
    dialects = (NORTHERN, OCEANIC, ATLANTIC, ANDEAN)
    return sorted(
        {
            (family, one.text, one.factor, one.offset)
            for dialect in dialects
            for family, choices in dialect.items()
            for one in choices
            if one.text not in UNKNOWN and (family, one.text) not in CROSSED
        }
    )


@pytest.mark.parametrize(("family", "text", "factor", "offset"), _spellings())
def test_spellings_say_the_same_quantity(
    family: str, text: str, factor: float, offset: float
) -> None:
    name = "sample_temperature" if family == "temperature" else family
    own, other = find(UNITS[family].text, name), find(text, name)
    assert own is not None
    assert other is not None
    assert other.dimension == own.dimension
    assert other.to_si(7 * factor + offset) == pytest.approx(own.to_si(7), rel=1e-9)


def test_every_family_has_a_unit() -> None:
    assert {one.family for one in QUANTITIES.values()} <= UNITS.keys()


def test_units_are_known_but_for_some(reference: date) -> None:
    found = [
        (name, unit)
        for catalogue in CATALOGUES
        for name, _, unit in reading.quantities(catalogue, reading.whole(catalogue, reference))
        if unit
    ]
    units = Counter(unit for _, unit in found)
    unknown = {unit for name, unit in set(found) if find(unit, name) is None}
    assert unknown <= UNKNOWN
    assert 0 < sum(units[unit] for unit in unknown) < 0.03 * len(found)
    assert len(units) > 60


@every_catalogue
def test_there_are_eight_to_thirty_five_parameters(
    catalogue: SampleCatalogue, reference: date
) -> None:
    made = reading.whole(catalogue, reference)
    if catalogue.kind == "panosc":
        counts = Counter(row["datasetId"] for row in reading.rows(made, "Parameter")).values()
    else:
        counts = [
            len(list(reading.quantities(catalogue, {"Dataset": [one]})))
            for one in made["Dataset"]
            if "scientificMetadata" in one
        ]
    assert min(counts) >= 8
    assert max(counts) <= 35
    assert max(counts) - min(counts) > 10


@every_catalogue
def test_some_values_are_odd(catalogue: SampleCatalogue, reference: date) -> None:
    found = list(reading.quantities(catalogue, reading.whole(catalogue, reference)))
    numbers_as_text = [value for _, value, unit in found if unit and isinstance(value, str)]
    assert numbers_as_text
    assert any(isinstance(value, bool) for _, value, _ in found)
    assert any(value in ("", "n/a", "-") for _, value, _ in found if isinstance(value, str))
    if catalogue.kind != "panosc":
        assert any(isinstance(value, list) for _, value, _ in found)


def test_facilities_write_differently(reference: date) -> None:
    units: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for catalogue in CATALOGUES:
        found = list(reading.quantities(catalogue, reading.whole(catalogue, reference)))
        units[catalogue.slug] = {unit for _, _, unit in found}
        names[catalogue.slug] = {name for name, _, _ in found}
    assert {"keV", "angstrom", "C"} <= units["lumivanta"]
    assert {"eV", "nm", "GPa"} <= units["tessera"]
    assert {"Å", "K", "°C"} <= units["glenarva"]
    assert {"Ang", "degC"} <= units["saltera"]
    assert {"incident_wavelength", "sample_temperature", "sample_chemical_formula"} <= names[
        "glenarva"
    ]
    assert "exposureTime" in names["lumivanta"]
    assert "beam.incident_wavelength" in names["saltera"]


def test_techniques_are_of_panet(data: Path) -> None:
    table = json.loads((data / "panet/panet_1.3.0_hierarchy.derived.json").read_bytes())
    classes: dict[str, Any] = {one["iri"].rpartition("/")[2]: one for one in table}
    for technique in TECHNIQUES.values():
        known = classes[technique.panet]
        labels = {text.lower() for text in (known["label"], *known["altLabels"])}
        assert technique.label.lower() in labels
        assert not known["deprecated"]


@every_catalogue
def test_files_are_listed(catalogue: SampleCatalogue, reference: date) -> None:
    made = reading.whole(catalogue, reference)
    if catalogue.kind == "panosc":
        counts = Counter(row["datasetId"] for row in reading.rows(made, "File"))
        assert all(row["size"] > 0 and "/" not in row["name"] for row in reading.rows(made, "File"))
    else:
        counts = Counter({b["datasetId"]: len(b["dataFileList"]) for b in made["OrigDatablock"]})
        sizes = {one["_id"]: one["size"] for one in made["Dataset"] if "_id" in one}
        for block in made["OrigDatablock"]:
            listed = block["dataFileList"]
            assert block["size"] == sizes[block["datasetId"]] == sum(f["size"] for f in listed)
            assert all(len(file["chk"]) == 32 for file in listed)
    assert len(counts) >= catalogue.datasets
    assert min(counts.values()) >= 3
    assert 20 < max(counts.values()) <= 40
