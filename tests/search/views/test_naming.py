"""Techniques by their names, from the search box to the page."""

import html

import pytest
from django.test import Client

from portal.catalogue.records import Technique
from tests.factories import dataset, make_record
from tests.indexed import Told


@pytest.fixture(autouse=True)
def filled(indexed: Told) -> None:
    for number, (title, panet) in enumerate(
        (("Ferritin", "PaNET01162"), ("Notes on small angle scattering", ""), ("Ice", ""))
    ):
        given = (Technique(name="our scattering", panet=panet),) if panet else ()
        made = dataset(pid=f"x/{number}", title=title, summary="", keywords=(), techniques=given)
        make_record(made)
    indexed()


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("q=BioSAXS", 1),
        ("q=GISAXS+ferritin", 1),
        ("q=-BioSAXS", 2),
        ("q=technique:BioSAXS", 1),
        ("q=technique:%22small+angle+scattering%22", 1),
        ("q=%22small-angle+scattering%22", 2),
        ("q=BioSAXS&technique=PaNET01162", 1),
    ],
)
def test_it_finds(client: Client, query: str, total: int) -> None:
    assert client.get(f"/search.json?{query}&match=all").json()["total"] == total
    assert client.get(f"/api/v1/records?{query}").json()["total"] == total


def test_the_page_says_so(client: Client) -> None:
    text = html.unescape(client.get("/search?q=BioSAXS+ferritin").content.decode())
    assert "“BioSAXS ferritin” (“BioSAXS” also as a technique)" in text


def test_the_facet_rolls_up(client: Client) -> None:
    found = client.get("/search.json?q=BioSAXS").json()["facets"]["technique"]["values"]
    counts = {one["value"]: one["count"] for one in found}
    assert counts["PaNET01188"] == counts["PaNET01162"] == 1
