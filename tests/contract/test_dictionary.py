"""What staff write into the dictionary is found, in either engine, without a harvest."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.models import Outbox, Record
from portal.dictionary import applying, current, services
from portal.dictionary.census import counting
from portal.dictionary.models import ParameterName
from search.indexing.drain import drain
from search.indexing.rebuild import rebuild
from tests.contract.conftest import KINDS
from tests.portal.dictionary.test_census import told
from tests.services.elasticsearch import delete_indices

QUESTIONS = [
    "range=gadget:1.5..3 mm",
    "range=GDG:1500..3000 µm",
    "q=gadget:1.5..3mm",
    "q=gdg>1.5mm",
    "q=parameter:gadget",
    "q=gadgetry",
]


@pytest.fixture(params=KINDS)
def index(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, db: None) -> Iterator[str]:
    """An empty index of this kind, which the pages search."""
    settings.HOME = tmp_path
    settings.SEARCH_INDEX = f"contract-{secrets.token_hex(6)}"
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    if request.param == "elasticsearch":
        settings.SEARCH_URL = request.getfixturevalue("elasticsearch_url")
    rebuild()
    yield request.param
    if request.param == "elasticsearch":
        delete_indices(settings.SEARCH_URL, settings.SEARCH_INDEX)


@pytest.fixture
def stored(index: str) -> dict[str, int]:
    told("near", ("GDG", 1, "mm"))
    told("far", ("motors.gdg", 2, "mm"))
    told("other", ("temperature", 8, "K"))
    counting.count(None)
    drain(None)
    return dict(Record.objects.values_list("pid", "pk"))


def found(client: Client, question: str) -> set[int]:
    answer = client.get(f"/search.json?{question}")
    assert answer.status_code == 200, answer.content
    return {one["id"] for one in answer.json()["items"]}


def staff_say(**fields: Any) -> None:
    row, _ = ParameterName.objects.get_or_create(key=fields.pop("key"))
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    services.save(row)
    current.refresh()
    assert applying.apply(None).done


def test_a_new_entry_is_found_by_every_way_of_asking(
    client: Client, stored: dict[str, int]
) -> None:
    assert found(client, "range=gadget:1.5..3 mm") == set()
    assert found(client, "sort=-gdg[mm]") == set(stored.values())
    staff_say(key="gadget", label="Gadgetry of the day", dimension="length", aliases="gdg")
    assert Outbox.objects.count() == 2
    drain(None)
    ways = {question: found(client, question) for question in QUESTIONS}
    both = {stored["near"], stored["far"]}
    assert ways == {
        **{question: {stored["far"]} for question in QUESTIONS},
        "q=parameter:gadget": both,
        "q=gadgetry": both,
    }
    lines = b"".join(client.get("/search.csv?columns=gadget[µm]&q=gadgetry")).decode().split()
    assert set(lines[1:]) >= {"1000", "2000"}
    record = client.get(f"/records/{stored['far']}.json").json()
    (told_of,) = record["parameters"]
    assert (told_of["name"], told_of["canonical"]) == ("motors.gdg", "gadget")
    counting.count(None)
    offered = client.get("/suggest.json?q=gadget").json()["groups"]
    assert [(one["kind"], one["items"][0]["count"]) for one in offered] == [("parameter", 2)]
    ordered = client.get("/search.json?q=gadgetry&sort=-gdg[mm]").json()["items"]
    assert [one["id"] for one in ordered] == [stored["far"], stored["near"]]
    (one,) = [o for o in client.get("/api/v1/parameters").json()["items"] if o["name"] == "gadget"]
    assert one["dimension"] == "length"


def test_taking_it_back_finds_them_as_before(client: Client, stored: dict[str, int]) -> None:
    fields = {"key": "gadget", "label": "Gadget", "dimension": "length"}
    staff_say(**fields, aliases="gdg")
    drain(None)
    staff_say(**fields, aliases="")
    drain(None)
    assert found(client, "range=gadget:0..3 mm") == set()
    assert found(client, "range=gdg:0..3 mm") == {stored["near"]}
    assert found(client, "range=motors_gdg:0..3 mm") == {stored["far"]}


def test_a_rebuild_uses_it_too(client: Client, stored: dict[str, int]) -> None:
    staff_say(key="gadget", label="Gadget", dimension="length", aliases="gdg")
    current.forget()
    rebuild()
    assert found(client, "range=gdg:0..3 mm") == {stored["near"], stored["far"]}
