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
    table = text.partition('class="results-table"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]*)<', table)


def ordered(text: str) -> tuple[str, str, str]:
    """The header of the column that orders the page: its classes, which way, and where it leads."""
    (found,) = re.findall(r'<th scope="col"([^>]*) aria-sort="(\w+)"><a [^>]*href="([^"]*)"', text)
    return found


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
    text = page(client, "sort=newest&columns=date,size,facility,wavelength[Å]")
    _, way, address = ordered(text)
    assert way == "descending"
    assert address.startswith("/search?sort=oldest&amp;view=table")
    for sort in ("title", "largest", "facility", "incident_wavelength%5B%C3%85%5D"):
        assert f'href="/search?sort={sort}&amp;view=table' in text
    _, way, address = ordered(page(client, "sort=title"))
    assert way == "ascending"
    assert address.startswith("/search?sort=-title&amp;view=table")


@pytest.mark.usefixtures("filled")
def test_the_list_of_orders_has_the_one_that_is_on(client: Client) -> None:
    text = page(client, "sort=-wavelength[nm]&columns=wavelength[nm]")
    assert 'value="-incident_wavelength[nm]" selected>' in text
    classes, way, address = ordered(text)
    assert (classes, way) == (' class="right"', "descending")
    assert address.startswith("/search?sort=incident_wavelength%5Bnm%5D")
    assert 'value="title" selected>Title<' in page(client, "sort=title")


def test_columns_of_texts_as_they_came_lead_to_no_order(client: Client, indexed: Told) -> None:
    words = Parameter(name="mood", values=("fine",), canonical="mood")
    counts = parameter("fish", 3.0, "", 3.0, "number")
    make_record(dataset(parameters=(words, counts)))
    indexed()
    text = page(client, "columns=mood,fish")
    assert "sort=mood" not in text
    assert "sort=fish" in text
    assert client.get("/search?sort=-fish").status_code == 200
    assert client.get("/search?sort=mood").status_code == 400


def test_what_was_harvested_under_another_name_leads_to_an_order(
    client: Client, indexed: Told
) -> None:
    """The dictionary in use tells the name, not that of the day of the harvest."""
    fish = Parameter(
        name="fish", values=(3.0,), si=(3.0,), dimension="number", canonical="swimmers"
    )
    make_record(dataset(parameters=(fish,)))
    indexed()
    assert "sort=fish" in page(client, "columns=fish")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("sort", ["-sample_temperature[K]", "wavelength[Å]", "-people", "samples"])
def test_every_form_has_the_same_order(client: Client, sort: str) -> None:
    shown = [one["id"] for one in client.get(f"/search.json?sort={sort}").json()["items"]]
    assert len(shown) == 2
    api = client.get(f"/api/v1/records?sort={sort}").json()["items"]
    assert [one["id"] for one in api] == shown
    lines = b"".join(client.get(f"/search.csv?columns=id&sort={sort}").streaming_content)  # type: ignore[attr-defined]
    assert [int(one) for one in lines.split()[1:]] == shown


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
