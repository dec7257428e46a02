"""Histograms on request: /search.json?histogram=… and /api/v1/records?histogram=…"""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import units
from portal.catalogue.records import Parameter
from search.histograms import making
from tests.factories import dataset, make_record
from tests.indexed import Told
from tests.search.api.conftest import conforms

KELVIN = (4.2, 77.0, 77.0, 80.0, 100.0, 290.0, 293.15, 300.0, 300.0, 310.0)


def kelvin(*values: float, name: str = "sample_temperature") -> Parameter:
    return Parameter(name=name, values=values, unit="K", si=values, dimension="temperature")


@pytest.fixture
def filled(indexed: Told) -> None:
    """Ten datasets with a temperature, of which the first has two, and one without."""
    for number, value in enumerate(KELVIN):
        several = (value, 4.3) if number == 0 else (value,)
        kind = "raw" if number % 2 else "derived"
        make_record(dataset(pid=f"p/{number}", type=kind, parameters=(kelvin(*several),)))
    make_record(dataset(pid="none", parameters=()))
    indexed()


def histogram(client: Client, query: str) -> Any:
    answer = client.get(f"/search.json?{query}")
    assert answer.status_code == 200, answer.content
    (found,) = answer.json()["histograms"]
    return found


@pytest.mark.usefixtures("filled")
def test_it_works(client: Client) -> None:
    found = histogram(client, "histogram=sample_temperature")
    assert (found["label"], found["unit"], found["total"]) == ("Sample temperature", "K", 11)
    assert (found["records"], found["least"], found["most"]) == (10, 4.2, 310)
    counts = {(one["from"], one["to"]): one["count"] for one in found["bins"]}
    assert counts[0, 20] == 1
    assert counts[60, 80] == 2
    assert counts[80, 100] == 1
    assert counts[300, 320] == 3
    assert sum(counts.values()) == 10


@pytest.mark.usefixtures("filled")
def test_without_asking_there_is_none(client: Client) -> None:
    assert client.get("/search.json").json()["histograms"] == []


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("unit", ["K", "°C", "°F", "mK"])
def test_each_bin_is_what_its_range_finds(client: Client, unit: str) -> None:
    found = histogram(client, f"histogram={quote(f'temperature[{unit}]')}")
    assert found["unit"] == unit
    for one in found["bins"]:
        answer = client.get(f"/search.json?range={quote(one['range'])}").json()
        assert answer["total"] == one["count"], one


@pytest.mark.usefixtures("filled")
def test_its_own_range_does_not_count_and_others_do(client: Client) -> None:
    asked = "histogram=sample_temperature&range=sample_temperature:250..320+K"
    found = histogram(client, asked)
    assert (found["total"], found["records"]) == (11, 10)
    found = histogram(client, asked + "&type=raw&range=sample_temperature:..305+K")
    assert (found["total"], found["records"]) == (6, 5)
    facets = client.get(f"/search.json?{asked}").json()["facets"]
    assert sum(one["count"] for one in facets["type"]["values"]) == 5


@pytest.mark.usefixtures("filled")
def test_the_api_has_them(client: Client) -> None:
    asked = "histogram=temperature[°C]&histogram=incident_wavelength&q=beam"
    body = client.get(f"/api/v1/records?{asked}").json()
    conforms("RecordList", body)
    found, none = body["histograms"]
    assert (found["unit"], found["least"]) == ("°C", -268.95)
    assert (none["records"], none["least"], none["bins"]) == (0, None, [])
    answer = client.get("/api/v1/records?histogram=temperature[keV]")
    assert answer.status_code == 400
    assert answer.json()["field"] == "histogram"


@pytest.mark.parametrize(
    "asked",
    ["[K]", "x[blah]", "temperature[mm]", "a" * 201, "%00", "technique", "x[K]]"],
)
@pytest.mark.usefixtures("filled")
def test_what_names_no_parameter_is_refused(client: Client, asked: str) -> None:
    answer = client.get(f"/search.json?histogram={asked}")
    if answer.status_code == 200:
        assert all(one["records"] == 0 for one in answer.json()["histograms"])
    else:
        assert answer.status_code == 400
        assert len(answer.json()["error"]["message"]) > 20


@pytest.mark.usefixtures("filled")
def test_ten_are_the_most(client: Client) -> None:
    many = "&".join(f"histogram=x{number}" for number in range(11))
    assert client.get(f"/search.json?{many}").status_code == 400


@pytest.mark.usefixtures("filled")
def test_one_that_takes_too_long_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PATIENCE", -1.0)
    found = histogram(client, "histogram=sample_temperature")
    assert found["timed_out"]
    assert found["bins"] == []


def test_one_value_far_off_does_not_hide_the_others(client: Client, indexed: Told) -> None:
    for number in range(200):
        make_record(dataset(pid=f"p/{number}", parameters=(kelvin(float(number)),)))
    make_record(dataset(pid="far", parameters=(kelvin(9e9),)))
    make_record(dataset(pid="error", parameters=(kelvin(-9999.0),)))
    indexed()
    found = histogram(client, "histogram=sample_temperature")
    inner = [one for one in found["bins"] if one["from"] is not None and one["to"] is not None]
    assert sum(one["count"] > 5 for one in inner) > 8
    assert sum(one["count"] for one in found["bins"]) == 202
    assert found["bins"][-1]["to"] is None
    for one in (found["bins"][0], found["bins"][-1]):
        asked = f"/search.json?range={quote(one['range'])}"
        assert client.get(asked).json()["total"] == one["count"]


TEMPERATURES = [unit.symbol for unit in units.units_of("temperature")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ends=st.tuples(*[st.decimals(0, 400, places=2) | st.sampled_from([77, 80, 300])] * 2),
    strict=st.booleans(),
    symbol=st.sampled_from(TEMPERATURES),
)
def test_a_range_finds_the_same_in_any_unit(
    filled: None, client: Client, ends: tuple[Any, Any], strict: bool, symbol: str
) -> None:
    """And the histogram has the same total."""
    from search.ranges import converted

    kelvins, there = units.find("K"), units.find(symbol)
    low, high = (str(one) for one in sorted(ends))
    high = f"<{high}" if strict else high
    before = client.get(f"/search.json?range={quote(f'temperature:{low}..{high} K')}").json()
    low, high = (converted(one, kelvins, there) for one in (low, high))
    written = quote(f"temperature:{low}..{high} {symbol}")
    after = client.get(
        f"/search.json?range={written}&histogram={quote(f'temperature[{symbol}]')}"
    ).json()
    assert after["total"] == before["total"]
    assert after["histograms"][0]["records"] == len(KELVIN)


def test_what_is_too_large_for_the_unit_is_in_a_bin_without_an_end(
    client: Client, indexed: Told
) -> None:
    for number, value in enumerate((1e-15, 2e-15, 1e295, 2e295)):
        energy = Parameter(name="x", values=(value,), unit="J", si=(value,), dimension="energy")
        make_record(dataset(pid=f"p/{number}", parameters=(energy,)))
    indexed()
    found = histogram(client, "histogram=x[eV]")
    assert (found["least"], found["most"]) == (pytest.approx(6241.5091), None)
    assert sum(one["count"] for one in found["bins"]) == 4
    assert (found["bins"][-1]["to"], found["bins"][-1]["count"]) == (None, 2)
    for one in found["bins"]:
        answer = client.get("/search.json", {"range": one["range"]})
        assert answer.json()["total"] == one["count"], one
    assert "∞" not in client.get("/search?histogram=x[eV]&units=energy:eV").content.decode()
    answer = client.get("/search?view=table&columns=x[eV]&units=energy:eV")
    assert "∞" not in answer.content.decode()
