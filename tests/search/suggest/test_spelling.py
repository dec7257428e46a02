"""Did you mean: what is offered for misspelt words, and what isn't."""

from typing import Any

import pytest
from django.test import Client

from portal.catalogue.records import Sample
from search.suggest import services
from tests.factories import dataset, make_record, withdraw
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    for number in range(25):
        samples = (Sample(name=f"run{number:02}"),)
        make_record(dataset(pid=str(number), title="Lysozyme crystals", samples=samples))
    make_record(dataset(pid="a", title="Lysozime on a crystal"))
    make_record(dataset(pid="b", title="Insulin crystals", type="derived"))
    make_record(dataset(pid="c", title="Secretive proteins", public_from=""))
    indexed()


def meant(client: Client, text: str, **filters: str) -> str | None:
    answer = client.get("/search.json", {"q": text, **filters})
    assert answer.status_code == 200
    found: str | None = answer.json()["query"]["did_you_mean"]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lysozme", "lysozyme"),
        ("lysozmye", "lysozyme"),
        ("Lisozyme", "lysozyme"),
        ("lisozime", "lysozyme"),  # two changes, and one to what one record has
        ("insolim", "insulin"),
        ("lysozime", "lysozyme"),  # one record has it, but 25 have the other
        ("crystls", "crystals"),  # and not "crystal", which is found by the same
        ("crystls lysozme", "crystals lysozyme"),
        ("lysozme type:raw", "lysozyme type:raw"),
        ("(lysozme)", "lysozyme"),
        ("insulim", "insulin"),
        ("lysozyme", None),
        ("beem", "beam"),
        ("lzzzime", None),
        ("bxxm", None),  # two changes in a short word
        ('"lysozme"', None),
        ("sample:lysozme", None),
        ("-lysozme", None),
        ("run0x", None),
        ("run99", None),
        ("secretivo", None),  # only in a private record
        ("", None),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_is_offered(client: Client, text: str, expected: str | None) -> None:
    assert meant(client, text) == expected


@pytest.mark.usefixtures("filled")
def test_only_what_finds_something(client: Client) -> None:
    assert meant(client, "insulim", type="derived") == "insulin"
    assert meant(client, "insulim", type="raw") is None


def test_a_word_that_vanished(client: Client, indexed: Told) -> None:
    record = make_record(dataset(title="Insulin"))
    indexed()
    assert meant(client, "insulim") == "insulin"
    withdraw(record)
    indexed()
    assert meant(client, "insulim") is None


@pytest.mark.usefixtures("filled")
def test_one_click_on_the_page(client: Client) -> None:
    page: Any = client.get("/search", {"q": "lysozme", "type": "raw"}).content.decode()
    assert '<a href="/search?q=lysozyme&amp;type=raw">lysozyme</a>?' in page
    assert "Did you mean" not in client.get("/search", {"q": "lysozyme"}).content.decode()


@pytest.mark.usefixtures("filled")
def test_the_api_tells_it(client: Client) -> None:
    answer = client.get("/api/v1/records", {"q": "lysozme"}).json()
    assert answer["query"]["did_you_mean"] == "lysozyme"


@pytest.mark.usefixtures("filled")
def test_the_page_comes_without_it(client: Client) -> None:
    services.store()._folders.pointer.unlink()  # type: ignore[attr-defined]
    assert meant(client, "lysozme") is None


@pytest.mark.parametrize("text", ["x" * 999, "lysozme " * 120, "æßﬁ試" * 30, "~*?" * 50, "́" * 90])
@pytest.mark.usefixtures("filled")
def test_anything_is_answered(client: Client, text: str) -> None:
    assert client.get("/search.json", {"q": text}).status_code in (200, 400)
