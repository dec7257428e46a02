"""Record pages in the units somebody prefers; values as they came always stand beside."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories import dataset, make_record

pytestmark = pytest.mark.django_db
FAHRENHEIT = "temperature:°F"


@pytest.fixture
def address() -> str:
    return make_record(dataset()).get_absolute_url()


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_it_works(client: Client, address: str) -> None:
    plain = text(client, address)
    assert "In the usual unit" in plain
    assert "293.15 K" in plain
    chosen = text(client, f"{address}?units={FAHRENHEIT}")
    assert "<td>20 °C</td><td>68 °F</td>" in chosen
    assert "In the chosen or usual unit" in chosen
    client.cookies["units"] = quote(FAHRENHEIT)
    assert "<td>20 °C</td><td>68 °F</td>" in text(client, address)
    assert "293.15 K" in text(client, f"{address}?units=temperature:K")


def test_rubbish(client: Client, address: str) -> None:
    answer = client.get(f"{address}?units=temperature:mm")
    assert answer.status_code == 400
    assert "isn’t a unit" in answer.content.decode().replace("&#x27;", "’")
    client.cookies["units"] = "temperature:mm|%%%|\xe9"
    assert client.get(address).status_code == 200


def test_a_page_in_chosen_units_is_another_one(client: Client, address: str) -> None:
    """A stored copy is never taken for one in other units."""
    plain = client.get(address)
    assert {"Accept", "Cookie"} <= {part.strip() for part in plain["Vary"].split(",")}
    known = {"If-None-Match": plain["ETag"], "If-Modified-Since": plain["Last-Modified"]}
    assert client.get(address, headers=known).status_code == 304
    client.cookies["units"] = quote(FAHRENHEIT)
    chosen = client.get(address, headers=known)
    assert chosen.status_code == 200
    assert "Last-Modified" not in chosen
    del known["If-None-Match"]
    assert client.get(address, headers=known).status_code == 200


def test_json_has_the_values_as_they_are(client: Client, address: str) -> None:
    plain = client.get(f"{address}.json").content
    client.cookies["units"] = quote(FAHRENHEIT)
    assert client.get(f"{address}.json").content == plain
