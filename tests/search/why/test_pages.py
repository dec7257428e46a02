"""Why a result is there: on its row, on a page of its own, and as JSON."""

from typing import Any

import pytest
from django.test import Client

from portal.catalogue.models import Record
from portal.web import show
from tests.factories import dataset, make_record
from tests.indexed import Told
from tests.search.api.conftest import conforms


@pytest.fixture
def record(indexed: Told) -> Record:
    found = make_record(dataset(title="Lysozyme crystals", summary="Crystals of lysozyme."))
    for number in range(3):
        make_record(dataset(pid=f"p/{number}", title=f"Film {number}", summary="One lysozyme."))
    indexed()
    return found


def why(client: Client, record: Record, query: str) -> dict[str, Any]:
    answer = client.get(f"/search/why.json?{query}&id={record.pk}")
    assert answer.status_code == 200
    return dict(answer.json())


def test_it_works(client: Client, record: Record) -> None:
    body = why(client, record, "q=lysozyme&facility=ess&range=sample_temperature:280..300+K")
    assert body["found"]
    told = {one["asked"]: one["places"] for one in body["evidence"]}
    assert [place["where"] for place in told["“lysozyme”"]] == ["title", "summary"]
    assert told["Facility: ESS"][0]["text"].startswith("ESS")
    (measured,) = (places for says, places in told.items() if says.startswith("Sample temper"))
    assert measured[0]["text"].startswith("20\u00a0°C")
    assert body["order"] == "The best match comes first."
    assert body["shares"] == [{"part": "the words", "share": 1.0}]
    assert body["score"] == 1.0


def test_when_it_was_added_is_shown(client: Client, record: Record) -> None:
    (told,) = why(client, record, "q=added>=2020")["evidence"]
    assert [place["where"] for place in told["places"]] == ["added"]
    assert record.appeared_at is not None
    assert told["places"][0]["text"] == show.day(record.appeared_at.isoformat())


@pytest.mark.parametrize("typed", ["file:RUN_002", "file:/run_00[2-9].*/"])
def test_files_are_shown(client: Client, record: Record, typed: str) -> None:
    (told,) = why(client, record, f"q={typed}")["evidence"]
    assert [place["text"] for place in told["places"]] == ["raw/run_002.nxs"]
    assert not why(client, record, "q=file:run_003")["found"]


def test_a_closeness_has_its_share(client: Client, record: Record) -> None:
    body = why(client, record, "q=lysozyme+temperature~283.15K%C2%B110K&sort=relevance")
    assert [one["part"] for one in body["shares"]] == ["the words", body["evidence"][1]["asked"]]
    assert body["shares"][1]["share"] == pytest.approx(0.5)
    assert body["score"] == pytest.approx(0.5)
    assert "20\u00a0°C" in body["evidence"][1]["places"][0]["text"]


def test_others_have_a_smaller_share(client: Client, record: Record) -> None:
    film = Record.objects.get(pid="p/1")
    body = why(client, film, "q=lysozyme")
    assert 0 < body["score"] < 1
    assert body["score"] == body["shares"][0]["share"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=newest", "The newest come first: 2 August 2019"),
        ("sort=title&q=lysozyme", "Ordered by Title, ascending: Lysozyme crystals."),
        ("sort=-sample_temperature[K]", "Ordered by Sample temperature (K), descending: 293.15."),
        ("sort=doi", "Ordered by DOI, ascending: the record has none."),
        ("sort=largest", "The largest come first: 55.5 MB"),
        ("sort=relevance", "All match alike"),
    ],
)
def test_other_orders_have_no_shares(client: Client, record: Record, query: str, said: str) -> None:
    body = why(client, record, query)
    assert body["order"].startswith(said)
    assert body["score"] is None
    assert body["shares"] == []


def test_a_record_that_the_search_doesn_t_find(client: Client, record: Record) -> None:
    body = why(client, record, "q=film&kind=dataset")
    assert not body["found"]
    assert [one["holds"] for one in body["evidence"]] == [False, True]
    page = client.get(f"/search/why?q=film&id={record.pk}").content.decode()
    assert "doesn’t find the record" in page


def test_a_row_links_to_its_page(client: Client, record: Record) -> None:
    text = client.get("/search?q=lysozyme&size=50&facility=ess").content.decode()
    address = f"/search/why?q=lysozyme&amp;facility=ess&amp;id={record.pk}"
    assert f'<a href="{address}">' in text
    page = client.get(address.replace("&amp;", "&"))
    assert page.status_code == 200
    assert "<mark>Lysozyme</mark> crystals" in page.content.decode()
    assert 'href="/search?q=lysozyme&amp;facility=ess"' in page.content.decode()
    assert "Accept" in page["Vary"]


def test_all_rows_are_explained_on_request(client: Client, record: Record) -> None:
    text = client.get("/search?q=lysozyme&why=true").content.decode()
    assert text.count('<dl class="why-found">') == 4
    body = client.get("/search.json?q=lysozyme&why=true").json()
    assert set(body["why"]) == {str(item["id"]) for item in body["items"]}
    assert body["why"][str(record.pk)]["found"]
    assert client.get("/search.json?q=lysozyme").json()["why"] == {}


def test_the_next_page_is_explained_as_well(client: Client, record: Record) -> None:
    following = client.get("/search.json?q=lysozyme&why=true&size=2").json()["next"]
    body = client.get("/search.json?" + following.partition("?")[2]).json()
    assert len(body["why"]) == 2


def test_the_api_explains_on_request(client: Client, record: Record, settings: Any) -> None:
    settings.API_RATE = None
    body = client.get("/api/v1/records?q=lysozyme&why=true").json()
    conforms("RecordList", body)
    assert len(body["why"]) == 4
    for one in body["why"].values():
        conforms("Why", one)
    assert client.get("/api/v1/records?q=lysozyme").json()["why"] == {}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/search/why", 400, "number"),
        ("/search/why?id=x", 400, "number"),
        ("/search/why?id=²", 400, "number"),
        ("/search/why?id=" + "9" * 30, 400, "number"),
        ("/search/why?id=1&q=%22open", 400, "never closed"),
        ("/search/why?id=999999", 404, "no public page"),
        ("/search?why=perhaps", 400, "There is no why"),
    ],
)
def test_what_can_t_be_answered(
    client: Client, record: Record, address: str, status: int, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words.lower() in answer.content.decode().lower()


def test_so_many_results_are_explained_at_most(client: Client, indexed: Told) -> None:
    for number in range(101):
        make_record(dataset(pid=f"p/{number}"))
    indexed()
    answer = client.get("/search.json?size=101&why=true")
    assert answer.status_code == 400
    assert "100" in answer.json()["error"]["message"]
    assert len(client.get("/search.json?size=100&why=true").json()["why"]) == 100


def test_nothing_private_is_explained(client: Client, indexed: Told) -> None:
    secret = make_record(dataset(pid="s/1", title="Kryptonite", public_from=""))
    indexed()
    answer = client.get(f"/search/why?q=kryptonite&id={secret.pk}")
    assert answer.status_code == 404
    assert b"Kryptonite" not in answer.content


@pytest.mark.parametrize("address", ["/search/why", "/search/why.json"])
def test_a_record_withdrawn_meanwhile_is_gone(
    client: Client, record: Record, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is public where it is looked up, and isn't where it is explained."""
    monkeypatch.setattr("search.why.subject.project", lambda record: None)
    answer = client.get(f"{address}?q=lysozyme&id={record.pk}")
    assert answer.status_code == 404
    assert client.get("/search.json?q=lysozyme&why=true").json()["why"] == {}


def test_our_own_mistakes_are_no_withdrawn_records(
    client: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(record: Record) -> None:
        raise KeyError(record.pk)

    monkeypatch.setattr("search.why.subject.project", mistaken)
    with pytest.raises(KeyError):
        client.get("/search.json?q=lysozyme&why=true")


def test_without_an_index(client: Client, own_index: None, db: None) -> None:
    found = make_record(dataset())
    assert client.get(f"/search/why?q=beam&id={found.pk}").status_code == 503


def test_a_word_that_names_a_technique_is_told_as_one(client: Client, record: Record) -> None:
    told = why(client, record, "q=SANS+lysozyme")["evidence"]
    assert [one["asked"] for one in told] == ["“SANS”", "“lysozyme”"]
    places = {place["where"] for place in told[0]["places"]}
    assert {"technique", "names of the technique"} <= places
    missing = why(client, record, "q=XRR+lysozyme")["evidence"]
    assert {one["asked"]: one["holds"] for one in missing} == {"“XRR”": False, "“lysozyme”": True}
