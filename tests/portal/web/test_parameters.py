"""The page of parameters' names, and its JSON."""

from typing import Any

import pytest
from django.test import Client

from portal.dictionary.census import counting
from portal.web import parameters
from tests.portal.dictionary.test_census import told
from tests.portal.dictionary.test_names_like import counted

__all__ = ["counted"]
pytestmark = pytest.mark.django_db


def read(client: Client, address: str = "/parameters.json", status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.usefixtures("counted")
def test_it_works(client: Client) -> None:
    page = client.get("/parameters").content.decode()
    assert "Sample temperature" in page
    assert "4 to 100\u00a0K" in page
    assert "cryostat<wbr>" not in page
    assert 'href="/search?q=parameter%3Asample_temperature"' in page
    (first, *_) = read(client)["items"]
    assert first["spellings"] == ["temperature", "cryostat temperature"]
    assert {key: first[key] for key in ("name", "unit", "records", "least", "most")} == {
        "name": "sample_temperature",
        "unit": "K",
        "records": 2,
        "least": 4.0,
        "most": 100.0,
    }


@pytest.mark.usefixtures("counted")
def test_names_are_found_by_how_they_begin(client: Client) -> None:
    found = read(client, "/parameters.json?q=temp")
    assert found["items"][0]["name"] == "tempo"
    assert found["total"] == len(found["items"]) == 4
    assert found["next"] is None
    page = client.get("/parameters?q=oven").content.decode()
    assert "Oven temperature" in page
    assert "Tempo" not in page


@pytest.mark.usefixtures("counted")
def test_values_come_in_the_unit_most_used(client: Client) -> None:
    (energy,) = read(client, "/parameters.json?q=photon")["items"]
    assert (energy["unit"], energy["least"], energy["values"]) == ("keV", 8.0, "8\u00a0keV")


@pytest.mark.usefixtures("counted")
def test_texts_can_be_left_out(client: Client) -> None:
    (mood,) = read(client, "/parameters.json?q=mood")["items"]
    assert (mood["dimension"], mood["least"], mood["values"]) == ("", None, "")
    assert read(client, "/parameters.json?q=mood&measured=yes")["total"] == 0


@pytest.mark.usefixtures("counted")
def test_pages_follow_one_another(client: Client) -> None:
    names, address = [], "/parameters.json?size=2"
    while address:
        found = read(client, address)
        names += [one["name"] for one in found["items"]]
        address = (found["next"] or "").replace("http://127.0.0.1:8000", "")
    assert len(names) == len(set(names)) == found["total"] == 6
    assert "Page 2 of 3" in client.get("/parameters?size=2&page=2").content.decode()


def test_nothing_counted_yet(client: Client) -> None:
    assert "No parameters are counted yet" in client.get("/parameters").content.decode()
    assert read(client) == {"total": 0, "items": [], "next": None}
    assert "begins so" in client.get("/parameters?q=x").content.decode()


@pytest.mark.parametrize(
    "address", ["q=" + "x" * 201, "measured=no", "size=0", "size=1001", "size=x", "size=%D9%A3"]
)
def test_what_cannot_be_read_is_said(client: Client, address: str) -> None:
    assert client.get(f"/parameters?{address}").status_code == 400
    assert read(client, f"/parameters.json?{address}", 400)["error"]["message"]


@pytest.mark.parametrize("text", ["%00", "<script>", "%F0%9F%98%80", "%25", "_" * 200, "a b " * 50])
@pytest.mark.usefixtures("counted")
def test_any_text_may_be_asked_for(client: Client, text: str) -> None:
    assert client.get(f"/parameters?q={text}").status_code == 200


def test_names_as_they_came_are_shown_escaped(client: Client) -> None:
    told("1", ("temp <b>x</b>", 1, "K"), ("mail jo@example.org", 1, "K"))
    counting.count(None)
    page = client.get("/parameters").content.decode()
    assert "<b>x" not in page
    assert "jo@example.org" not in page
    assert "example.org" not in client.get("/parameters.json").content.decode()


@pytest.mark.usefixtures("counted")
def test_it_writes_nothing(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/parameters")
    with django_assert_num_queries(1):
        client.get("/parameters.json?q=temp")


def test_only_reading(client: Client) -> None:
    assert client.post("/parameters").status_code == 405
    assert parameters.SIZE <= parameters.LARGEST


def test_what_is_too_large_for_the_unit_has_no_range(client: Client) -> None:
    told("1", ("photon energy", 8.0, "eV"))
    told("2", ("photon energy", 9.0, "eV"))
    told("3", ("photon energy", "1.797e308", "keV"))
    counting.count(None)
    (energy,) = read(client)["items"]
    assert (energy["unit"], energy["records"], energy["values"]) == ("eV", 3, "")
    assert (energy["least"], energy["most"]) == (None, None)
    assert "∞" not in client.get("/parameters").content.decode()
