"""The records most like one, and why."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal import techniques
from portal.catalogue.models import Record
from portal.catalogue.records import Instrument, Proposal, Sample, Technique
from search.similar import similar
from search.similar.services import MOST
from tests.factories import dataset, document, make_record, member, parameter, withdraw
from tests.indexed import Told, indexed, own_index
from tests.search.api.conftest import conforms

__all__ = ["indexed", "own_index"]

SAXS = Technique(name="SAXS", panet="PaNET01188")
BARE: dict[str, Any] = {
    "title": "",
    "summary": "",
    "keywords": (),
    "techniques": (),
    "samples": (),
    "instruments": (),
    "parameters": (),
}
Make = Callable[..., Record]


@pytest.fixture
def make() -> Make:
    """A dataset with nothing to share but what is given."""
    counted = iter(range(1, 100))

    def one(**changes: Any) -> Record:
        return make_record(dataset(**{**BARE, "pid": f"d/{next(counted)}", **changes}))

    return one


def alike(record: Record) -> dict[int, tuple[str, ...]]:
    return {one.record.pk: one.reasons for one in similar(record)}


def warm(kelvin: float) -> Any:
    return parameter("sample_temperature", kelvin, "K", kelvin, "temperature")


def test_what_is_rarer_counts_more(make: Make, indexed: Told) -> None:
    sample = (Sample(name="Lysozyme 7"),)
    own = make(samples=sample, techniques=(SAXS,))
    common = [make(techniques=(SAXS,)).pk for _ in range(3)]
    rare = make(samples=(Sample(name="lysozyme 7"),)).pk
    both = make(samples=sample, techniques=(SAXS,)).pk
    make(title="nothing of it")
    indexed()
    found = alike(own)
    assert list(found) == [both, rare, *common]
    assert found[common[0]] == ("same technique",)
    assert found[rare] == ("same sample", "word “lysozyme”")
    assert found[both] == ("same sample", "same technique", "word “lysozyme”")


def test_values_near_by_count(make: Make, indexed: Told) -> None:
    own = make(parameters=(warm(300),))
    near, far = make(parameters=(warm(312),)).pk, make(parameters=(warm(330),)).pk
    indexed()
    assert alike(own) == {near: ("similar sample temperature",)}
    assert far not in alike(own)


def test_words_count_without_numbers_and_function_words(make: Make, indexed: Told) -> None:
    own = make(title="The lysozymes of run 0012 with crystals", summary="Neutron reflectometry")
    crystal = make(title="A crystal of lysozyme").pk
    neutron = make(summary="neutrons").pk
    make(title="The run of 0012")
    indexed()
    found = alike(own)
    assert found[crystal] == ("words “crystals” and “lysozymes”",)
    assert found[neutron] == ("word “neutron”",)
    assert len(found) == 3  # "run" is a word as well


def test_a_technique_below_counts(make: Make, indexed: Told) -> None:
    above = techniques.path("PaNET01189")[-2]
    own = make(techniques=(Technique(name="", panet=above.id),))
    below = make(techniques=(Technique(name="SANS", panet="PaNET01189"),)).pk
    indexed()
    assert alike(own) == {below: ("same technique",)}


def test_at_most_six_of_its_kind_and_never_itself(make: Make, indexed: Told) -> None:
    own = make(instruments=(Instrument(name="V20"),))
    others = [make(instruments=(Instrument(name="V20"),)).pk for _ in range(MOST + 3)]
    make_record(document(title="V20", instruments=(Instrument(name="V20"),)))
    indexed()
    assert list(alike(own)) == others[:MOST]


def test_siblings_come_last(make: Make, indexed: Told) -> None:
    proposal = (Proposal(pid="2024-1"),)
    own = make(samples=(Sample(name="X"),), techniques=(SAXS,), proposals=proposal)
    sibling = make(samples=(Sample(name="X"),), techniques=(SAXS,), proposals=proposal).pk
    other = make(techniques=(SAXS,)).pk
    indexed()
    assert list(alike(own)) == [other, sibling]


def test_private_and_withdrawn_records_have_none_and_are_in_none(
    make: Make, indexed: Told, client: Client
) -> None:
    sample = {"samples": (Sample(name="Lysozyme"),)}
    own, gone = make(**sample), make(**sample)
    hidden = make(**sample, public_from="2999-01-01")
    indexed()
    assert list(alike(own)) == [gone.pk]
    withdraw(gone)  # the index doesn't know yet
    hidden.refresh_from_db()
    for record in (gone, hidden):
        assert alike(record) == {}
    assert alike(own) == {}
    assert client.get(f"/records/{gone.pk}/similar").status_code == 410
    assert client.get(f"/api/v1/records/{gone.pk}/similar").status_code == 410
    for form in ("", ".json"):
        assert client.get(f"/records/{hidden.pk}/similar{form}").status_code == 404
    assert client.get(f"/api/v1/records/{hidden.pk}/similar").status_code == 404


def test_a_record_that_says_nothing_has_none(make: Make, indexed: Told, client: Client) -> None:
    own = make()
    make()
    indexed()
    assert alike(own) == {}
    assert b"No other dataset" in client.get(f"/records/{own.pk}/similar").content


def test_every_form_has_the_same(client: Client, indexed: Told) -> None:
    own, other = make_record(dataset()), make_record(dataset(pid="b", title="<b>Open</b> beam"))
    indexed()
    page = client.get(f"/records/{own.pk}/similar")
    assert f'href="/records/{other.pk}"' in page.content.decode()
    assert "&lt;b&gt;Open" in page.content.decode()
    assert "same sample, same technique, same instrument" in page.content.decode()
    (item,) = client.get(f"/records/{own.pk}/similar.json").json()["items"]
    (shown,) = client.get(f"/records/{own.pk}/similar", {"format": "json"}).json()["items"]
    body = client.get(f"/api/v1/records/{own.pk}/similar").json()
    conforms("SimilarRecords", body)
    assert {item["id"], shown["id"], body["items"][0]["id"]} == {other.pk}
    assert body["items"][0]["reasons"] == item["reasons"] == shown["reasons"]
    assert item["reasons"][:3] == ["same sample", "same technique", "same instrument"]


def test_what_hasnt_changed_isnt_sent_again(client: Client, indexed: Told) -> None:
    own = make_record(dataset())
    make_record(dataset(pid="b"))
    indexed()
    for address in ("similar", "similar.json"):
        tag = client.get(f"/records/{own.pk}/{address}")["ETag"]
        known = {"If-None-Match": tag}
        assert client.get(f"/records/{own.pk}/{address}", headers=known).status_code == 304


def test_the_page_of_a_record_leads_there(client: Client, indexed: Told) -> None:
    own = make_record(dataset())
    text = client.get(f"/records/{own.pk}").content.decode()
    assert f'<a href="/records/{own.pk}/similar">' in text


def test_no_engine_is_said(client: Client, own_index: None, db: None) -> None:
    own = make_record(dataset())
    assert client.get(f"/records/{own.pk}/similar").status_code == 503
    assert client.get(f"/api/v1/records/{own.pk}/similar").status_code == 503
    assert client.get(f"/records/{own.pk}").status_code == 200


def test_hostile_and_private_texts(client: Client, indexed: Told) -> None:
    odd = 'jo@example.org " ) OR * \\ <script> \u202e ' + "x" * 900
    changes: dict[str, Any] = {
        "title": odd,
        "summary": odd * 20,
        "samples": tuple(Sample(name=f"{odd}{number}") for number in range(50)),
        "members": (member("jo@example.org"),),
        "parameters": (warm(0.0), warm(-1e300), parameter("energy", 1, "", 1e308, "energy")),
    }
    own = make_record(dataset(**changes))
    make_record(dataset(pid="b", **changes))
    indexed()
    answer = client.get(f"/records/{own.pk}/similar")
    assert answer.status_code == 200
    assert b"jo@example.org" not in answer.content
    assert b"<script>" not in answer.content.partition(b"<main")[2]
    assert client.get(f"/api/v1/records/{own.pk}/similar").status_code == 200


def test_nothing_there(client: Client, indexed: Told) -> None:
    assert client.get("/records/999999/similar").status_code == 404
    assert client.get(f"/records/{10**30}/similar").status_code == 404
    assert client.post("/records/1/similar").status_code == 405
