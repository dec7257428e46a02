"""The page's histograms, and everything on it in the units somebody prefers."""

import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from portal.catalogue.records import Parameter
from search.histograms import making, present
from tests.factories import dataset, make_record
from tests.indexed import Told


def measured(name: str, value: float, unit: str, si: float, dimension: str) -> Parameter:
    return Parameter(name=name, values=(value,), unit=unit, si=(si,), dimension=dimension)


@pytest.fixture
def filled(indexed: Told) -> None:
    """Temperatures for all, pressures for half, times for one, beside other names."""
    for number in range(20):
        kelvin = 100.0 + 10 * number
        parameters = [measured("sample_temperature", kelvin, "K", kelvin, "temperature")]
        parameters += [measured(f"made_up_{n}", 1.0, "mm", 1e-3, "length") for n in range(2)]
        if number % 2:
            parameters.append(measured("sample_pressure", 2.0, "bar", 2e5, "pressure"))
        if number == 7:
            parameters.append(measured("exposure_time", 1.0, "s", 1.0, "time"))
        make_record(dataset(pid=f"p/{number}", title="Ice", parameters=tuple(parameters)))
    indexed()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def shown(text: str) -> list[str]:
    return re.findall(r'<details class="facet histogram" id="histogram-([^"]+)"', text)


@pytest.mark.usefixtures("filled")
def test_it_offers_those_most_present(client: Client) -> None:
    found = shown(page(client, "/search"))
    assert found == [
        "sample_temperature-temperature",
        "made_up_0-length",
        "made_up_1-length",
    ]


@pytest.mark.usefixtures("filled")
def test_of_many_records_a_part_is_looked_at(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(present, "SAMPLE", 8)
    text = page(client, "/search")
    assert shown(text)[0] == "sample_temperature-temperature"
    assert "20 records, 100 to 290 K" in text


@pytest.mark.usefixtures("filled")
def test_those_asked_for_and_those_with_a_range_come_first(client: Client) -> None:
    asked = "/search?histogram=exposure_time&range=sample_pressure:1..3+bar"
    found = shown(page(client, asked))
    assert found[:2] == ["exposure_time-time", "sample_pressure-pressure"]
    assert len(found) == 3


@pytest.mark.usefixtures("filled")
def test_a_bar_leads_to_its_records(client: Client) -> None:
    text = page(client, "/search?q=ice")
    links = re.findall(r'<a href="([^"]+)" tabindex="-1"[^>]*><title>([^<]+): (\d+) record', text)
    assert len(links) > 10
    for address, says, count in links[:4]:
        there = page(client, address)
        assert f"{count} record" in re.search(r'<h2 id="total"[^>]*>([^<]+)', there)[1], says  # type: ignore[index]
        assert 'class="chosen"' in there


@pytest.mark.usefixtures("filled")
def test_its_form_replaces_the_range(client: Client) -> None:
    text = page(client, "/search?range=sample_temperature:100..200+K&range=sample_pressure:1..+bar")
    form = text.partition('id="histogram-sample_temperature')[2].partition("<form")[2]
    form = form.partition("</form>")[0]
    assert 'name="range" value="sample_pressure:1.. bar"' in form
    assert 'value="sample_temperature:' not in form
    assert 'name="least" value="100"' in form


def fields(form: str) -> list[tuple[str, str]]:
    """What the form of a page sends as it is."""
    inputs = re.findall(r"<input ([^>]*)>", form)
    found = [
        (re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs
    ]
    return [(name[1], value[1]) for name, value in found if name and value]


@pytest.mark.usefixtures("filled")
def test_its_form_emptied_drops_the_range(client: Client) -> None:
    asked = "range=sample_temperature:100..200+K&range=sample_pressure:1..+bar&sort=title"
    text = page(client, f"/search?{asked}")
    form = text.partition('id="histogram-sample_temperature')[2].partition("<form")[2]
    sent = fields(form.partition("</form>")[0])
    assert ("least", "100") in sent
    emptied = [(name, "" if name in ("least", "most") else value) for name, value in sent]
    answer = client.get(f"/search?{urlencode(emptied)}")
    assert answer.status_code == 302
    assert answer["Location"] == "/search?range=sample_pressure%3A1..+bar&sort=title"


@pytest.mark.usefixtures("filled")
def test_a_name_without_bounds_is_asked_for_them(client: Client) -> None:
    """In the form that adds a range, where nothing could be dropped."""
    answer = client.get("/search?parameter=sample+temperature&unit=K")
    assert answer.status_code == 400
    assert "Give a lower bound" in answer.content.decode()


@pytest.mark.usefixtures("filled")
def test_everything_in_the_chosen_unit(client: Client) -> None:
    asked = "range=sample_temperature:200..<300+K"
    client.cookies["units"] = quote("temperature:°C")
    text = page(client, f"/search?{asked}&view=rows")
    assert "Sample temperature from -73.15 to below 26.85 °C" in text
    assert "−173.15 to 16.85 °C" in text
    assert "<span>Sample temperature</span> −73.15 °C" in text
    assert 'name="most" value="<26.85"' in text
    assert "units=temperature%3A%C2%B0C" in client.get(f"/search?{asked}").content.decode()
    columns = "&view=table&columns=title,sample_temperature,incident_wavelength[nm]"
    assert "Sample temperature (°C)" in page(client, f"/search?{asked}{columns}")
    explicit = columns.replace("sample_temperature", "sample_temperature[K]")
    assert "Sample temperature (K)" in page(client, f"/search?{asked}{explicit}")


@pytest.mark.usefixtures("filled")
def test_programs_get_what_the_address_says(client: Client) -> None:
    """The cookie is for pages."""
    plain = client.get("/search.json").json()["items"]
    client.cookies["units"] = quote("temperature:°C")
    answer = client.get("/search.json")
    assert answer.json()["items"] == plain
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.get("/search.json?units=temperature:°C").json()["items"] != plain


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("text", ["temperature:mm", "K", "x" * 500, "%00:%00", "temperature:"])
def test_rubbish_in_the_address_is_a_message(client: Client, text: str) -> None:
    answer = client.get(f"/search?units={text}&q=ice")
    assert answer.status_code == 400
    assert 'value="ice"' in answer.content.decode()


@pytest.mark.usefixtures("filled")
def test_a_slow_one_says_so_and_the_page_comes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE", -1.0)
    text = page(client, "/search?histogram=sample_temperature")
    assert "This took too long to count" in text
    assert "20 records" in text
