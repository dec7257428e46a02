"""A replayed SciCat answers as the real ones do."""

import json
from typing import Any

import pytest

from harvest.replay.answers import BadQuestion, Request
from harvest.replay.habits import Habits
from harvest.replay.scicat import SciCat, read
from tests.harvest.connectors.catalogues import dataset, document, export, minute


def ask(catalogue: SciCat, path: str, logged_in: bool = False, **arguments: Any) -> Any:
    texts = {name: json.dumps(value) for name, value in arguments.items()}
    answer = catalogue.answer(Request(tuple(path.split("/")), texts, logged_in))
    value = json.loads(b"".join(answer.pieces))
    return value if answer.status == 200 else (answer.status, value)


def served(*given: Any, habits: Habits | None = None) -> SciCat:
    return SciCat(read(list(given)), habits or Habits())


def pids(found: list[dict]) -> list[str]:
    return [one.get("pid", one.get("doi")) for one in found]


@pytest.fixture
def catalogue() -> SciCat:
    return served(export([document(1)], [dataset(n) for n in (3, 1, 2, 4)]))


@pytest.mark.parametrize(
    "arguments",
    [
        {"filter": {"limits": {"skip": 1, "limit": 2, "order": "updatedAt:asc"}}},
        {"limits": {"skip": 1, "limit": 2, "order": "updatedAt:asc"}},
        {"filter": {"skip": 1, "limit": 2, "order": "updatedAt ASC"}},
        {"filter": {"skip": 1, "limit": 2, "order": ["updatedAt ASC"]}},
        {"filter": {"limits": {"skip": 1, "limit": 2, "sort": {"updatedAt": "asc"}}}},
        {"filter": {"where": {"updatedAt": {"gte": minute(2)}}, "limit": 2}},
        {"filter": {"where": {"updatedAt": {"$gte": minute(2)}}, "limit": 2}},
        {"filter": {"where": {"pid": {"inq": ["set/3", "set/2", "no"]}}}},
        {"filter": {"where": {"datasetName": {"regexp": "[23]$"}}}},
    ],
)
def test_a_page_can_be_asked_for_in_many_ways(catalogue, arguments):
    assert pids(ask(catalogue, "api/v3/datasets", **arguments)) == ["set/2", "set/3"]


def test_pages_may_run_backwards_and_by_any_field(catalogue):
    down = {"filter": {"limits": {"limit": 2, "order": "updatedAt:desc"}}}
    assert pids(ask(catalogue, "api/v3/datasets", **down)) == ["set/4", "set/3"]
    named = {"filter": {"order": "datasetName DESC", "limit": 1}}
    assert pids(ask(catalogue, "api/v3/datasets", **named)) == ["set/4"]


def test_fields_are_picked(catalogue):
    found = ask(catalogue, "api/v3/datasets", filter={"fields": ["pid"], "limit": 1})
    assert found == [{"pid": "set/1"}]


def test_version_4_gives_ten_unless_asked_for_more():
    catalogue = served(export([], map(dataset, range(12))))
    assert len(ask(catalogue, "api/v4/datasets/public")) == 10
    more = {"filter": {"limits": {"limit": 20}}}
    assert len(ask(catalogue, "api/v4/datasets/public", **more)) == 12


def test_strangers_see_what_is_out():
    given = export(
        [document(1), document(2, status="amended")], [dataset(1), dataset(2, isPublished=False)]
    )
    catalogue = served(given)
    assert pids(ask(catalogue, "api/v3/publisheddata")) == ["10.1234/doc1"]
    assert ask(catalogue, "api/v3/publisheddata/count") == {"count": 1}
    # An amended document is in no list and still at its address.
    amended = SciCat.answer(catalogue, Request(("api", "v3", "publisheddata", "10.1234/doc2"), {}))
    assert amended.status == 200
    assert pids(ask(catalogue, "api/v3/datasets")) == ["set/1"]
    hidden = Request(("api", "v3", "datasets", "set/2"), {})
    assert catalogue.answer(hidden).status == 403
    everything = ask(catalogue, "api/v3/datasets", logged_in=True)
    assert pids(everything) == ["set/1", "set/2"]
    public = ask(catalogue, "api/v4/datasets/public", logged_in=True)
    assert pids(public) == ["set/1"]
    assert ask(catalogue, "api/v4/datasets/count", logged_in=True) == {"count": 2}


def test_relations_come_when_they_are_asked_for():
    given = export(
        [],
        [dataset(1, instrumentId="i1")],
        OrigDatablock=[{"id": "b", "datasetId": "set/1", "dataFileList": []}],
        Instrument=[{"pid": "i1", "name": "LOQ"}],
    )
    catalogue = served(given)
    [plain] = ask(catalogue, "api/v3/datasets")
    assert "origdatablocks" not in plain
    asked = {"filter": {"include": [{"relation": "origdatablocks"}]}}
    assert ask(catalogue, "api/v3/datasets", **asked)[0]["origdatablocks"][0]["id"] == "b"
    asked = {"filter": {"include": ["instruments", "origdatablocks"]}}
    [full] = ask(catalogue, "api/v4/datasets/public", **asked)
    assert (full["instruments"][0]["name"], full["instrumentIds"]) == ("LOQ", ["i1"])
    with pytest.raises(BadQuestion):
        ask(catalogue, "api/v4/datasets/public", filter={"include": ["owner"]})
    asked = {"filter": {"where": {"datasetId": {"inq": ["set/1", "x"]}}}}
    assert len(ask(catalogue, "api/v3/origdatablocks", **asked)) == 1


def test_an_export_is_served_as_the_api_would():
    given = {
        "PublishedData": [{"_id": "10.1/a", "status": "registered"}],
        "Dataset": [
            {"_id": "a", "isPublished": True, "updatedAt": {"$date": "2021-01-01T00:00:00.000Z"}}
        ],
    }
    catalogue = served(given)
    assert ask(catalogue, "api/v3/publisheddata")[0]["doi"] == "10.1/a"
    [one] = ask(catalogue, "api/v3/datasets")
    assert (one["pid"], one["updatedAt"]) == ("a", "2021-01-01T00:00:00.000Z")


def test_version_4_describes_documents_as_datacite_does():
    old = document(
        1,
        creator=["Ada Lovelace"],
        affiliation="Here",
        publisher="Here",
        pidArray=["set/1"],
        relatedPublications=["10.1/x"],
    )
    [new] = ask(served([old]), "api/v4/publisheddata")
    assert new["datasetPids"] == ["set/1"]
    assert new["metadata"]["creators"] == [
        {"name": "Ada Lovelace", "affiliation": [{"name": "Here"}]}
    ]
    assert new["metadata"]["publisher"] == {"name": "Here"}
    assert "creator" not in new


def test_of_recordings_the_last_word_counts():
    catalogue = served([document(1)], [{"document": document(1, title="New"), "datasets": []}])
    assert [one["title"] for one in ask(catalogue, "api/v3/publisheddata")] == ["New"]


def test_habits_change_what_is_answered(catalogue):
    given = export([], map(dataset, range(9)))
    assert len(ask(served(given, habits=Habits(page_cap=4)), "api/v3/datasets")) == 4
    counts = {"bare": 9, "text": {"count": "9"}, "wrong": {"count": 10}}
    for habit, expected in counts.items():
        answer = ask(served(given, habits=Habits(count=habit)), "api/v3/datasets/count")
        assert answer == expected
    refusing = served(given, habits=Habits(refuses=frozenset(["order"])))
    assert ask(refusing, "api/v3/datasets", filter={"order": "pid ASC"})[0] == 500
