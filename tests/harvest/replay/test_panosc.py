"""A replayed provider of the PaNOSC Search API answers as the reference does."""

import json
from typing import Any

import pytest

from harvest.replay.answers import BadQuestion, Request
from harvest.replay.habits import Habits
from harvest.replay.panosc import PaNOSC, read

# The reference answers these by its full-text index or by an order of its own.
NOT_REPLAYED = (
    "Query datasets with files matching a string using full text search",
    "Query instruments at a certain facility with pagination",
)


def ask(catalogue: PaNOSC, path: str, **arguments: Any) -> Any:
    texts = {name: json.dumps(value) for name, value in arguments.items()}
    answer = catalogue.answer(Request(tuple(path.split("/")), texts))
    value = json.loads(b"".join(answer.pieces))
    return value if answer.status == 200 else (answer.status, value)


@pytest.fixture
def reference(data) -> PaNOSC:
    return PaNOSC(read([json.loads((data / "panosc-search-api/reference-db.json").read_bytes())]))


def test_it_answers_the_documented_examples(data, reference):
    examples = json.loads((data / "panosc-search-api/example-queries.json").read_bytes())
    checked = 0
    for example in examples:
        blocks = example["json_blocks"]
        if "search-api" not in example["source"] or len(blocks) < 2:
            continue
        if example["case"] in NOT_REPLAYED:
            continue
        found = ask(reference, f"api{example['endpoint']}", filter=blocks[0])
        assert [one["pid"] for one in found] == [one["pid"] for one in blocks[1]], example["case"]
        checked += 1
    assert checked == 9


def test_relations_nest_and_go_through_tables(reference):
    asked = {
        "include": [
            {"relation": "techniques"},
            "samples",
            {"relation": "documents", "scope": {"include": [{"relation": "members"}]}},
        ],
        "limit": 1,
    }
    [one] = ask(reference, "api/Datasets", filter=asked)
    assert one["techniques"][0]["name"] == "small-angle neutron scattering"
    assert one["samples"][0]["name"] == "solid copper cylinder"
    assert one["documents"][0]["members"][0]["role"] == "principal investigator"
    assert one["score"] == 0


def test_paths_are_taken_in_any_case_and_records_at_their_address(reference):
    assert ask(reference, "api/documents/count") == ask(reference, "api/Documents/count")
    request = Request(("api", "Datasets", "20.500.12269/panosc-dataset1"), {})
    assert json.loads(reference.answer(request).pieces[0])["title"] == "PaNOSC Test Dataset 1"
    status, error = ask(reference, "api/Datasets/nope")
    assert (status, error["error"]["code"]) == (404, "MODEL_NOT_FOUND")
    files = Request(("api", "Datasets", "20.500.12269/panosc-dataset1", "files"), {})
    assert b"panosc-file1.hdf" in b"".join(reference.answer(files).pieces)


def test_lists_are_filtered_ordered_and_cut(reference):
    asked = {"where": {"title": {"like": "Dataset [34]"}}}
    assert ask(reference, "api/Datasets", filter=asked) == []
    asked = {"where": {"pid": {"inq": ["20.500.12269/panosc-dataset3"]}}, "fields": ["title"]}
    assert ask(reference, "api/Datasets", filter=asked) == [{"title": "PaNOSC Test Dataset 3"}]
    asked = {"order": "title DESC", "skip": 1, "limit": 2}
    titles = [one["title"][-1] for one in ask(reference, "api/Datasets", filter=asked)]
    assert titles == ["3", "2"]
    count = ask(reference, "api/Datasets/count", where={"title": "PaNOSC Test Dataset 3"})
    assert count == {"count": 1}


def test_a_filter_that_is_none_is_refused(reference):
    for asked in ([], {"where": [1]}, {"include": ""}, {"include": ["owner"]}):
        with pytest.raises(BadQuestion):
            ask(reference, "api/Datasets", filter=asked)


def test_identifiers_may_be_numbers_here_and_text_there():
    models = {
        "Document": {"d": {"pid": "d", "title": "D"}},
        "Member": {"0": {"id": 0, "documentId": "d", "affiliationId": 0, "personId": 7}},
        "Affiliation": {"0": {"id": "0", "name": "ELI"}},
        "Person": {"7": {"id": "7", "fullName": "Jane Doe"}},
        "File": {"1": {"id": 1, "datasetId": "s"}, "2": {"id": 1, "datasetId": "s"}},
        "Dataset": {"s": '{"pid": "s", "documentId": "d"}'},
    }
    catalogue = PaNOSC(read([models]))
    include = {"relation": "members", "scope": {"include": ["person", "affiliation"]}}
    [one] = ask(catalogue, "api/Documents", filter={"include": [include, "datasets"]})
    assert one["members"][0]["affiliation"]["name"] == "ELI"
    assert one["members"][0]["person"]["fullName"] == "Jane Doe"
    assert one["datasets"] == [{"pid": "s", "documentId": "d"}]
    [one] = ask(catalogue, "api/Datasets", filter={"include": ["files"]})
    assert len(one["files"]) == 2


def test_habits_change_what_is_answered(data):
    database = read([json.loads((data / "panosc-search-api/db1.json").read_bytes())])
    assert len(ask(PaNOSC(database, Habits(page_cap=3)), "api/Datasets")) == 3
    assert ask(PaNOSC(database, Habits(count="bare")), "api/Datasets/count") == 4
    refusing = PaNOSC(database, Habits(refuses=frozenset(["include:files"])))
    assert ask(refusing, "api/Datasets", filter={"include": ["files"]})[0] == 500
    assert len(ask(refusing, "api/Datasets", filter={"include": ["samples"]})) == 4
