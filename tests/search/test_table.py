"""The results as a table with columns of one's choice."""

import re

import pytest
from django.test import Client

from portal.catalogue.records import Parameter
from tests.factories import dataset, document, make_record, parameter
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    steps = Parameter(
        name="sample_temperature",
        values=tuple(range(100)),
        unit="K",
        si=tuple(float(one) for one in range(100)),
        dimension="temperature",
        canonical="sample_temperature",
    )
    wavelength = parameter("incident_wavelength", 4.5, "Å", 4.5e-10, "length")
    make_record(dataset(parameters=(steps, wavelength), title="A <b>scan</b>"))
    make_record(document(members=()))
    indexed()


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/search?view=table&{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def heads(text: str) -> list[str]:
    return re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]*)<', text)


def cells(text: str) -> list[list[str]]:
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]*>", "", one).strip() for one in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in rows
    ]


@pytest.mark.usefixtures("filled")
def test_it_works(client: Client) -> None:
    text = page(client)
    expected = ["Title", "Facility", "Year", "Instrument", "Technique", "Sample", "Size"]
    assert heads(text) == expected
    assert [
        "ESS",
        "2019",
        "V20",
        "small angle neutron scattering",
        "open beam",
        "55.5 MB",
    ] in cells(text)
    assert "A &lt;b&gt;scan&lt;/b&gt;" in text
    assert 'class="rows"' not in text


@pytest.mark.usefixtures("filled")
def test_columns_are_shown_in_their_order_and_unit(client: Client) -> None:
    text = page(client, "columns=wavelength[nm],year&columns=sample_temperature[°C]&kind=dataset")
    expected = ["Title", "Wavelength (nm)", "Year", "Sample temperature (°C)"]
    assert heads(text) == expected
    assert cells(text) == [["0.45", "2019", "−273.15 to −174.15 (100 values)"]]


@pytest.mark.usefixtures("filled")
def test_the_title_leads(client: Client) -> None:
    assert heads(page(client, "columns=year,title")) == ["Title", "Year"]


@pytest.mark.usefixtures("filled")
def test_the_form_of_the_picker_is_understood(client: Client) -> None:
    text = page(client, "columns=title&columns=year&columns=doi&columns=")
    assert heads(text) == ["Title", "Year", "DOI"]
    assert "columns=title%2Cyear%2Cdoi" in text
    assert 'value="doi" checked' in text
    assert 'value="licence">' in text


@pytest.mark.usefixtures("filled")
def test_headers_lead_to_orders(client: Client) -> None:
    text = page(client, "sort=newest&columns=date,size")
    assert 'aria-sort="descending"><a href="/search?sort=oldest&amp;view=table' in text
    assert "sort=largest&amp;view=table" in text
    assert 'aria-sort="ascending"' in page(client, "sort=title")


@pytest.mark.usefixtures("filled")
def test_the_way_back_to_rows_keeps_the_columns(client: Client) -> None:
    text = page(client, "q=scan&columns=title,doi")
    assert 'href="/search?q=scan&amp;columns=title%2Cdoi">Rows' in text
    rows = client.get("/search?q=scan&columns=title,doi").content.decode()
    assert 'href="/search?q=scan&amp;view=table&amp;columns=title%2Cdoi"' in rows


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", ["view=cards", "view=table&columns=a[b", "columns=a[nounit]"])
def test_what_cant_be_shown_is_said(client: Client, query: str) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content


@pytest.mark.usefixtures("filled")
def test_nothing_found_has_no_table(client: Client) -> None:
    assert "<table" not in page(client, "q=nowhere")


def test_no_mail_address(client: Client, indexed: Told) -> None:
    make_record(dataset(title="By jo@example.org", keywords=("jo@example.org",)))
    indexed()
    assert "jo@example.org" not in page(client, "columns=title,keywords,summary,people")
