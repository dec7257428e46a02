"""The words that searches may use, and the facilities."""

from typing import Any

import pytest

from portal import techniques, units
from portal.dictionary.census import counting
from portal.normalise import names
from tests.factories import FacilityFactory
from tests.search.api.conftest import Read, conforms

SANS = "PaNET01189"


def test_all_techniques(read: Read) -> None:
    body = read("/techniques", "TechniqueList")
    assert body["total"] == len(body["items"]) == len(techniques.techniques())
    known = {one["id"]: one for one in body["items"]}
    for one in body["items"]:
        assert all(one["id"] in known[parent]["children"] for parent in one["parents"])


def test_a_technique_by_its_name(read: Read) -> None:
    (one,) = read("/techniques?name=sans", "TechniqueList")["items"]
    assert one["id"] == SANS
    assert read("/techniques?name=no+such+thing", "TechniqueList")["items"] == []


def test_a_technique_has_its_place(read: Read) -> None:
    body = read(f"/techniques/{SANS}", "TechniqueInTree")
    assert body["label"] == "small angle neutron scattering"
    assert body["iri"].endswith(SANS)
    assert (body["path"][0], body["path"][-1]) == ("PaNET00001", SANS)
    assert set(body["path"][:-1]) <= set(body["ancestors"])
    below = read("/techniques/PaNET00001", "TechniqueInTree")["descendants"]
    assert SANS in below
    assert len(below) == len(techniques.techniques()) - 1


@pytest.mark.parametrize("identifier", ["PaNET99999", "x", "x/y", "%00", "PaNET01189/"])
def test_unknown_techniques_are_not_found(read: Read, identifier: str) -> None:
    read(f"/techniques/{identifier}", "Problem", 404)


@pytest.mark.django_db
def test_parameters_have_dimension_and_units(read: Read) -> None:
    body = read("/parameters", "ParameterList")
    assert body["total"] == len(names.known())
    known = {one["name"]: one for one in body["items"]}
    assert known["sample_temperature"]["dimension"] == "temperature"
    assert known["sample_temperature"]["units"][:2] == ["K", "°C"]


def test_units_lead_to_si(read: Read) -> None:
    body = read("/units", "DimensionList")
    for dimension in body["items"]:
        for unit in dimension["units"]:
            ours = units.find(unit["symbol"], dimension["name"]) or units.find(unit["symbol"])
            assert ours is not None
            told = (5.0 + unit["offset"]) * unit["factor"]
            assert told == pytest.approx(ours.to_si(5.0), rel=1e-12)


@pytest.mark.usefixtures("filled")
def test_facilities(read: Read) -> None:
    FacilityFactory(slug="empty")
    body = read("/facilities", "FacilityList")
    assert [(one["slug"], one["records"]) for one in body["items"]] == [("maxiv", 6), ("ess", 2)]
    conforms("Facility", body["items"][0])
    address = body["items"][0]["records_url"].partition("/api/v1")[2]
    assert read(address, "RecordList")["total"] == 6
    read(body["items"][0]["self"].partition("/api/v1")[2], "FacilityDetail")


@pytest.mark.usefixtures("filled")
def test_a_facility(read: Read) -> None:
    body = read("/facilities/ess", "FacilityDetail")
    assert (body["records"], body["documents"], body["datasets"]) == (2, 1, 1)
    assert list(body["instruments"]) == ["V20"]
    assert read("/facilities/none", "Problem", 404)["detail"]


@pytest.mark.usefixtures("filled")
def test_counts_that_nobody_knows_are_null(read: Read, settings: Any) -> None:
    settings.SEARCH_URL = f"tantivy:{settings.HOME / 'none'}"
    assert read("/facilities", "FacilityList")["items"][0]["records"] is None
    body = read("/facilities/ess", "FacilityDetail")
    assert body["records"] is body["documents"] is body["instruments"] is None


def test_parameters_of_records_come_first_with_their_values(read: Read, filled: None) -> None:
    counting.count(None)
    body = read("/parameters", "ParameterList")
    first = body["items"][0]
    assert (first["name"], first["records"]) == ("incident_wavelength", 7)
    assert (first["unit"], first["least"], first["most"]) == ("Å", 4.5, 4.5)
    assert body["items"][-1]["records"] == 0
    assert body["total"] == len(names.known())


def test_parameters_by_how_they_begin(read: Read, filled: None) -> None:
    counting.count(None)
    found = read("/parameters?q=temp", "ParameterList")
    assert [one["name"] for one in found["items"]] == ["sample_temperature"]
    assert read("/parameters?q=pressure", "ParameterList")["items"] == []
    assert len(read("/parameters?limit=3", "ParameterList")["items"]) == 3
    assert read(f"/parameters?q={'x' * 201}", "Problem", 400)["field"] == "q"
