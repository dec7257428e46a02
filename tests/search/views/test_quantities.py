"""Quantities among the words: said on the page, and offered as filters."""

import html
import re

import pytest
from django.test import Client

from portal.dictionary.census import counting
from portal.dictionary.models import Census
from search import services
from search.query.tree import Node
from tests.factories import dataset, make_record, parameter
from tests.indexed import Told

KEV = 1.602176634e-16


@pytest.fixture(autouse=True)
def filled(indexed: Told) -> None:
    energy = parameter("incident_photon_energy", 12.4, "keV", 12.4 * KEV, "energy")
    pulse = parameter("pulse_energy", 12.4, "keV", 12.4 * KEV, "energy")
    cold = parameter("sample_temperature", 100, "K", 100.0, "temperature")
    for number, given in enumerate(((), (energy,), (energy, cold), (pulse,))):
        made = dataset(
            pid=f"x/{number}", title=f"Lysozyme {number}", summary="", keywords=(), parameters=given
        )
        make_record(made)
    indexed()
    counting.count(None)


def page(client: Client, query: str) -> str:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def titles(client: Client, query: str) -> list[str]:
    return [one["title"] for one in client.get(f"/search.json?{query}").json()["items"]]


def test_it_orders_and_keeps_nothing_out(client: Client) -> None:
    found = titles(client, "q=lysozyme+12.4+keV+100+K")
    assert len(found) == 4
    assert found[0] == "Lysozyme 2"
    assert found[-1] == "Lysozyme 0"
    assert titles(client, "q=lysozyme+12.4+keV+100+K&match=all") == found


def test_filters_are_offered(client: Client) -> None:
    text = page(client, "q=lysozyme+12.4+keV+100+K")
    assert "“lysozyme” (“12.4 keV” and “100 K” preferred)" in text
    found = re.findall(r'<a href="(/search\?[^"]*)">(Photon energy[^<]*)</a>', text)
    assert found == [
        ("/search?q=lysozyme+100+K+incident_photon_energy%3A12.4keV", "Photon energy 12.4keV")
    ]
    address = found[0][0].partition("?")[2]
    assert titles(client, address) == ["Lysozyme 2", "Lysozyme 1"]


def test_the_json_has_them(client: Client) -> None:
    query = client.get("/search.json?q=lysozyme+12.4+keV").json()["query"]
    (quantity,) = query["quantities"]
    assert quantity["text"] == "12.4 keV"
    assert [(one["says"], one["count"]) for one in quantity["filters"]] == [
        ("Photon energy 12.4keV", 2),
        ("Pulse energy 12.4keV", 1),
    ]
    assert "decides the order" in query["notes"][0]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Node]:
    """Every search that was counted to offer it."""
    made: list[Node] = []

    def count(node: Node) -> int:
        made.append(node)
        return services.count(node)

    monkeypatch.setattr("search.offers.count", count)
    return made


def test_nothing_is_counted_for_what_names_files(client: Client, counted: list[Node]) -> None:
    """Each count would look through the lists of files again."""
    text = page(client, "q=12.4+keV+file:run_002")
    assert "“12.4 keV” decides the order only." in text
    assert not counted
    assert "no record found" not in page(client, "q=12.4+keV+file:/run_.*/")
    assert not counted


def test_only_what_records_have_is_counted(client: Client, counted: list[Node]) -> None:
    """Of the dictionary's names of energies two are in use."""
    assert "Photon energy 12.4keV" in page(client, "q=12.4+keV")
    assert len(counted) == 2
    assert "no record found has it" in page(client, "q=3+GPa")
    assert len(counted) == 2


def test_before_the_first_census_nothing_is_said_to_be_missing(client: Client) -> None:
    Census.objects.all().delete()
    assert "“12.4 keV” decides the order only." in page(client, "q=12.4+keV")


def test_what_nobody_has_is_said(client: Client) -> None:
    assert "“3 GPa” decides the order only: no record found has it." in page(client, "q=3+GPa")


def test_the_nearest_are_offered_where_nobody_has_it(client: Client) -> None:
    text = page(client, "q=lysozyme+12.5+keV")
    assert "decides the order only: no record found has it. The nearest first" in text
    (quantity,) = client.get("/search.json?q=lysozyme+12.5+keV").json()["query"]["quantities"]
    offers = quantity["filters"]
    assert offers[0]["says"] == "Photon energy near 12.5 keV"
    for one in offers:
        found = client.get(one["url"]).json()
        assert found["total"] == one["count"] > 0
        assert found["query"]["quantities"] == []


def test_the_api_says_so(client: Client) -> None:
    found = client.get("/api/v1/records?q=lysozyme+3+GPa").json()
    assert found["total"] == 4
    assert "“3 GPa”" in found["query"]["notes"][0]
