"""The SciCat connectors against replayed catalogues."""

import json

import msgspec
import pytest

from harvest.client import FetchError
from harvest.connectors.base import Presence
from harvest.connectors.scicat import companions
from harvest.connectors.scicat.api import Api, Refused, portions
from harvest.replay import Habits, ReplayServer
from harvest.replay.shelf import RawBody
from tests.harvest.connectors.catalogues import (
    client,
    connector,
    dataset,
    document,
    export,
    harvested,
    minute,
    names,
    notes,
    problems,
)

KINDS = ("scicat", "scicat4")
both = pytest.mark.parametrize("kind", KINDS)


def shelf(documents: int = 3, datasets: int = 7) -> dict:
    return export(map(document, range(documents)), map(dataset, range(datasets)))


def all_names(documents: int = 3, datasets: int = 7) -> list[str]:
    return [f"10.1234/doc{n}" for n in range(documents)] + [f"set/{n}" for n in range(datasets)]


@both
def test_it_works(kind):
    with ReplayServer(kind, shelf()) as server:
        pages = harvested(kind, server.url)
    assert names(pages) == all_names()
    assert [page.last for page in pages] == [False, False, True]
    assert (pages[0].expected, pages[-1].complete) == (10, True)
    assert not notes(pages)


def test_the_address_may_name_the_version():
    for given, version in (
        ("https://x.org", 3),
        ("https://x.org/", 3),
        ("https://x.org/api/v4", 4),
        ("https://x.org/sub/api/v3/", 3),
        ("https://x.org/api", 3),
    ):
        api = Api(given, client())
        assert api.version == version
        assert api.base.endswith(f"/api/v{version}")
    assert Api("https://x.org/sub/api/v3/", client()).base == "https://x.org/sub/api/v3"


@both
def test_it_reads_capped_pages(kind):
    with ReplayServer(kind, shelf(9, 25), habits=Habits(page_cap=4)) as server:
        pages = harvested(kind, server.url)
    assert names(pages) == all_names(9, 25)
    assert pages[-1].complete


@both
def test_it_reads_more_records_of_one_time_than_a_page_holds(kind):
    same = [dataset(n, updatedAt=minute(5)) for n in range(23)]
    given = export([], [dataset(100, updatedAt=minute(1)), *same, dataset(101)])
    with ReplayServer(kind, given, habits=Habits(page_cap=4)) as server:
        pages = harvested(kind, server.url)
    assert sorted(names(pages)) == sorted(one["pid"] for one in given["Dataset"])
    assert pages[-1].complete


@pytest.mark.parametrize(
    "ignores",
    [
        "where",
        "order",
        "limits",
        "loopback",
        "include",
        "limit",
        "order where limits",
        "limit skip",
    ],
)
def test_it_reads_servers_that_look_at_less(ignores):
    habits = Habits(page_cap=0 if "limit" in ignores else 10, ignores=frozenset(ignores.split()))
    given = shelf(5, 35)
    given["PublishedData"].reverse()
    with ReplayServer("scicat", given, habits=habits) as server:
        pages = harvested("scicat", server.url)
    assert sorted(names(pages)) == sorted(all_names(5, 35))
    assert pages[-1].complete


@both
def test_a_server_that_gives_one_page_for_ever_comes_to_an_end(kind):
    habits = Habits(page_cap=4, ignores=frozenset(["where", "order", "skip"]))
    with ReplayServer(kind, shelf(3, 20), habits=habits) as server:
        pages = harvested(kind, server.url)
    assert set(names(pages)) <= set(all_names(3, 20))
    assert pages[-1].last
    assert not pages[-1].complete


@pytest.mark.parametrize(
    ("count", "expected", "complete"),
    [
        ("bare", 10, True),
        ("text", 10, True),
        ("wrong", 12, False),
        ("none", None, True),
    ],
)
def test_the_catalogue_s_own_count_decides(count, expected, complete):
    with ReplayServer("scicat", shelf(), habits=Habits(count=count)) as server:
        pages = harvested("scicat", server.url)
    assert names(pages) == all_names()
    assert (pages[0].expected, pages[-1].complete) == (expected, complete)


@both
def test_it_goes_on_after_any_page(kind):
    named = document(3, pidArray=["set/90", "set/91", "set/3"])
    given = export([*map(document, range(3)), named], map(dataset, range(11)))
    given["Dataset"].append(dataset(90, isPublished=False))
    with ReplayServer(kind, given, habits=Habits(page_cap=3)) as server:
        pages = harvested(kind, server.url)
        for number, page in enumerate(pages[:-1]):
            checkpoint = json.loads(json.dumps(page.checkpoint))
            rest = harvested(kind, server.url, checkpoint=checkpoint)
            assert names(rest) == names(pages[number + 1 :])
            assert rest[-1].cursor == pages[-1].cursor
            assert rest[-1].complete


@both
def test_what_changed_is_read_by_the_cursor(kind):
    with ReplayServer(kind, shelf()) as server:
        cursor = harvested(kind, server.url)[-1].cursor
        given = shelf(3, 8)
        given["Dataset"][2] |= {"updatedAt": minute(50), "datasetName": "edited"}
        given["PublishedData"][0]["updatedAt"] = minute(51)
        server.replace(given)
        pages = harvested(kind, server.url, cursor=cursor)
        # A minute's overlap: the records at its very beginning come again.
        expected = ["10.1234/doc1", "10.1234/doc2", "10.1234/doc0"]
        assert names(pages) == [*expected, "set/5", "set/6", "set/7", "set/2"]
        assert pages[-1].cursor == {
            "document": minute(50),
            "dataset": minute(49),
        }
        assert pages[-1].complete


def test_a_server_that_ignores_the_cursor_is_read_whole():
    with ReplayServer("scicat", shelf(), habits=Habits(ignores=frozenset(["where"]))) as server:
        cursor = {"document": minute(2), "dataset": minute(6)}
        assert names(harvested("scicat", server.url, cursor=cursor)) == all_names()


def test_a_time_in_the_future_does_not_hide_what_comes():
    given = export([], [dataset(1, updatedAt="2999-01-01T00:00:00.000Z")])
    with ReplayServer("scicat", given) as server:
        assert harvested("scicat", server.url)[-1].cursor["dataset"] < "2990"


@both
def test_datasets_that_only_documents_name_are_read_at_their_address(kind):
    given = export(
        [document(1, pidArray=["set/1", "set/2", "set/3"]), document(2, pidArray=["set/2"])],
        [dataset(1), dataset(2, isPublished=False)],
    )
    with ReplayServer(kind, given) as server:
        pages = harvested(kind, server.url)
        assert names(pages) == ["10.1234/doc1", "10.1234/doc2", "set/1"]
        assert pages[-1].complete
        told = " ".join(notes(pages))
        assert "set/2" in told
        assert "set/3 is named by a document and isn't in the catalogue" in told
        paths = [target.partition("?")[0] for target in server.targets]
        assert not [path for path in paths if path.endswith("set%2F1")]  # it was listed


def test_a_named_dataset_that_is_refused_is_no_rejection():
    refused = {"statusCode": 403, "message": "Unauthorized access", "error": "Forbidden"}
    given = [{"document": document(1, pidArray=["set/9"]), "datasets": [refused]}]
    with ReplayServer("scicat", given) as server:
        pages = harvested("scicat", server.url)
    assert names(pages) == ["10.1234/doc1"]
    assert not problems(pages)
    assert notes(pages) == ["the dataset set/9 is named by a document and not visible (403)"]


def test_a_catalogue_without_a_list_of_datasets_gives_the_named_ones():
    given = export([document(1, pidArray=["set/1"])], [dataset(1), dataset(2)])
    with ReplayServer("scicat", given) as server:
        server.fail("403:path=/datasets?")
        pages = harvested("scicat", server.url)
    assert names(pages) == ["10.1234/doc1", "set/1"]
    assert not pages[-1].complete


@both
def test_a_login_sees_more(kind):
    given = export(
        [document(1), document(2, status="pending_registration")],
        [dataset(1), dataset(2, isPublished=False)],
    )
    with ReplayServer(kind, given, token="secret") as server:
        assert names(harvested(kind, server.url)) == ["10.1234/doc1", "set/1"]
        pages = harvested(kind, server.url, token="secret")
        assert names(pages) == ["10.1234/doc1", "10.1234/doc2", "set/1", "set/2"]
        with pytest.raises(FetchError):
            harvested(kind, server.url, token="wrong")


DEEP = b"[" * 5_000 + b"]" * 5_000


@both
def test_a_record_that_cannot_be_read_is_rejected_alone(kind):
    bad = RawBody("set/bad", b'{"pid":"set/bad","scientificMetadata":' + DEEP + b"}", minute(3))
    given = export(map(document, range(2)), [*map(dataset, range(9))])
    with ReplayServer(kind, given) as server:
        server.catalogue = _with(given, bad)
        pages = harvested(kind, server.url)
    assert sorted(names(pages)) == sorted([*all_names(2, 9), "set/bad"])
    assert list(problems(pages)) == ["set/bad"]
    assert problems(pages)["set/bad"].startswith("it can't be read: ")
    assert pages[-1].complete
    payload = next(r.payload for p in pages for r in p.records if r.problem)
    assert msgspec.json.decode(payload)["_problem"].startswith("it can't be read: ")


def _with(given: dict, bad: RawBody):
    from harvest.replay.scicat import SciCat, read

    recording = read([given])
    recording.datasets[bad.ident] = bad
    return SciCat(recording)


def test_what_is_no_record_is_a_problem_and_not_lost():
    given = export([None, "text", 12, ["list"], document(1), {"status": "registered"}])
    with ReplayServer("scicat", given) as server:
        pages = harvested("scicat", server.url)
    assert len(set(names(pages))) == 6
    assert sorted(problems(pages).values()) == [
        "it has no identifier: doi or _id or id must be a text",
        "it is a list, not an object",
        "it is a number, not an object",
        "it is null, not an object",
        "it is text, not an object",
    ]


def test_identifiers_that_can_be_none_are_problems():
    given = export(
        [], [dataset(1, pid="\N{SNOWMAN}" * 700), dataset(2, pid="nul\0"), dataset(3, pid=17)]
    )
    with ReplayServer("scicat", given) as server:
        pages = harvested("scicat", server.url)
    assert "17" in names(pages)
    assert sorted(problems(pages).values()) == [
        "its identifier holds control characters",
        "its identifier is longer than 2,000 bytes",
    ]


def test_a_record_with_a_huge_text_is_a_problem_with_a_short_payload():
    given = export([], [dataset(1, description="x" * 10_000_000), dataset(2)])
    with ReplayServer("scicat", given) as server:
        pages = harvested("scicat", server.url)
    [record] = [r for p in pages for r in p.records if r.problem]
    assert (record.native_id, "bytes of metadata" in record.problem) == ("set/1", True)
    assert len(record.payload) < 1_000


def blocks(*pids: str) -> list[dict]:
    return [
        {"id": f"{pid}/b{n}", "datasetId": pid, "dataFileList": [{"path": f"{n}.h5", "size": n}]}
        for pid in pids
        for n in (2, 1)
    ]


@pytest.mark.parametrize(
    ("kind", "habits", "requests"),
    [
        ("scicat", Habits(), 0),
        ("scicat4", Habits(), 0),
        ("scicat", Habits(ignores=frozenset(["include"])), 2),
        ("scicat", Habits(refuses=frozenset(["include"])), 2),
        ("scicat4", Habits(ignores=frozenset(["include"])), 2),
        ("scicat", Habits(ignores=frozenset(["include"]), page_cap=1), 6),
        (
            "scicat",
            Habits(ignores=frozenset(["include"]), lacks=frozenset(["v3/origdatablocks"])),
            3,
        ),
    ],
)
def test_lists_of_files_come_one_way_or_another(kind, habits, requests):
    given = export([], map(dataset, range(2)), OrigDatablock=blocks("set/0", "set/1"))
    with ReplayServer(kind, given, habits=habits) as server:
        pages = harvested(kind, server.url)
        asked = [t for t in server.targets if "origdatablocks" in t.partition("?")[0]]
    assert len(asked) == requests
    for record in (record for page in pages for record in page.records):
        files = msgspec.json.decode(record.payload)["_files"]
        assert [one["dataFileList"][0]["path"] for one in files] == ["1.h5", "2.h5"]


def test_a_server_that_ignores_which_files_are_asked_for_is_asked_one_by_one():
    habits = Habits(ignores=frozenset(["include", "where"]))
    given = export([], map(dataset, range(2)), OrigDatablock=blocks("set/0", "set/1", "other"))
    with ReplayServer("scicat", given, habits=habits) as server:
        pages = harvested("scicat", server.url)
    for record in pages[0].records:
        assert len(msgspec.json.decode(record.payload)["_files"]) == 2


def test_other_rows_than_those_asked_for_are_refused_at_once(monkeypatch):
    api, asked = Api("https://x.org", client()), []

    def answer(url, arguments=None):
        asked.append(url)
        return [{"pid": f"other/{len(asked)}/{n}"} for n in range(1_000)]

    monkeypatch.setattr(api.client, "get_json", answer)
    with pytest.raises(Refused, match="others than those asked for"):
        list(api.among("datasets", "pid", ["set/1"]))
    assert len(asked) == 2  # one for each operator


def test_rows_without_end_are_refused(monkeypatch):
    api, numbers = Api("https://x.org", client()), iter(range(10**9))

    def answer(url, arguments=None):
        return [{"datasetId": "set/1", "id": str(next(numbers))} for _ in range(1_000)]

    monkeypatch.setattr(api.client, "get_json", answer)
    with pytest.raises(Refused, match="more than 100,000"):
        list(api.among("origdatablocks", "datasetId", ["set/1"]))


def test_files_beyond_what_memory_holds_are_left_out_and_noted(monkeypatch):
    monkeypatch.setattr(companions, "_MOST_FILES", 3)
    given = export([], map(dataset, range(2)), OrigDatablock=blocks("set/0", "set/1"))
    with ReplayServer("scicat", given, habits=Habits(ignores=frozenset(["include"]))) as server:
        pages = harvested("scicat", server.url)
    files = [msgspec.json.decode(r.payload)["_files"] for r in pages[0].records]
    assert sorted(map(len, files)) == [1, 2]
    assert len([note for note in notes(pages) if "aren't all kept" in note]) == 1


@both
def test_nothing_that_a_database_refuses_gets_into_checkpoints_and_notes(kind):
    bad = [
        dataset(1, pid="nul\0", updatedAt="2021-01-01T00:00:\0\0.000Z"),
        dataset(2, pid="\u2028line", updatedAt="2021-01-01T\0\0:00:00.000Z"),
        dataset(3, pid="\N{SNOWMAN}" * 700, instrumentId="i\0"),
    ]
    given = export([document(1, doi="d\0", pidArray=["p\0"])], bad)
    with ReplayServer(kind, given, habits=Habits(ignores=frozenset(["include"]))) as server:
        pages = harvested(kind, server.url)
    assert len(names(pages)) == 4
    kept = json.dumps([[page.checkpoint, page.cursor, page.notes] for page in pages])
    assert "\\u0000" not in kept
    assert "\\u2028" not in kept
    assert "\\u2603" not in kept


def test_lists_of_files_that_nobody_may_have_are_noted():
    habits = Habits(ignores=frozenset(["include"]), lacks=frozenset(["origdatablocks"]))
    with ReplayServer("scicat", shelf(0, 3), habits=habits) as server:
        pages = harvested("scicat", server.url)
    assert names(pages) == all_names(0, 3)
    assert [note.partition(":")[0] for note in notes(pages)] == ["lists of files can't be had"]


@both
def test_instruments_samples_and_proposals_are_looked_up_in_batches(kind):
    datasets = [
        dataset(n, instrumentId=f"i{n % 2}", sampleId="s1", proposalId="p1") for n in range(6)
    ]
    given = export(
        [],
        datasets,
        Instrument=[{"pid": "i0", "name": "TOMCAT"}, {"pid": "i1", "name": "LOQ"}],
        Sample=[{"sampleId": "s1", "description": "Lysozyme", "ownerEmail": "a@example.org"}],
        Proposal=[{"proposalId": "p1", "title": "A proposal", "email": "a@example.org"}],
    )
    with ReplayServer(kind, given) as server:
        pages = harvested(kind, server.url)
        asked = [t for t in server.targets if "/instruments?" in t]
    assert len(asked) == (1 if kind == "scicat" else 0)
    payload = msgspec.json.decode(pages[0].records[1].payload)
    assert payload["_instruments"] == [{"name": "LOQ", "pid": "i1"}]
    assert payload["_samples"] == [{"description": "Lysozyme", "sampleId": "s1"}]
    assert payload["_proposals"] == [{"proposalId": "p1", "title": "A proposal"}]


def test_look_ups_that_are_refused_leave_identifiers():
    given = export([], [dataset(1, instrumentId="i0")])
    with ReplayServer("scicat", given, habits=Habits(lacks=frozenset(["instruments"]))) as server:
        pages = harvested("scicat", server.url)
    assert names(pages) == ["set/1"]
    assert [note.partition(",")[0] for note in notes(pages)] == ["instruments can't be looked up"]


def test_payloads_do_not_change_without_the_record():
    lifecycle = {"_id": "1", "publishedOn": minute(1)}
    one = dataset(1, datasetlifecycle=lifecycle, history=[{"a": 1}], techniques=[{"_id": "2"}])
    other = dict(reversed(one.items())) | {"history": [], "__v": 3}
    other["datasetlifecycle"] = {**lifecycle, "_id": "8"}
    other["techniques"] = [{"_id": "9"}]
    payloads = []
    for given in (one, other):
        with ReplayServer("scicat", export([], [given])) as server:
            payloads += [r.payload for p in harvested("scicat", server.url) for r in p.records]
    assert payloads[0] == payloads[1]
    assert b"history" not in payloads[0]


@both
def test_a_record_s_own_address_tells_whether_it_is_there(kind):
    given = export([document(1, status="amended")], [dataset(1), dataset(2, isPublished=False)])
    with ReplayServer(kind, given) as server, client() as made:
        source = connector(kind, server.url, made)
        assert source.probe("document", "10.1234/doc1") is Presence.PRESENT
        assert source.probe("document", "10.1234/doc9") is Presence.GONE
        assert source.probe("dataset", "set/1") is Presence.PRESENT
        assert source.probe("dataset", "set/2") is Presence.UNKNOWN
        assert source.probe("dataset", "set/9") is Presence.GONE
        server.fail("500")
        assert source.probe("dataset", "set/9") is Presence.UNKNOWN
        assert source.address("dataset", "a/b c").endswith("/a%2Fb%20c")
        assert source.address("dataset", "#12345") == ""


def test_an_empty_answer_confirms_nothing(monkeypatch):
    with ReplayServer("scicat", shelf()) as server, client() as made:
        source = connector("scicat", server.url, made)
        for body in (b"", b"null", b"{}"):
            monkeypatch.setattr(made, "get_bytes", lambda url, body=body: body)
            assert source.probe("dataset", "set/1") is Presence.UNKNOWN


def test_failures_that_pass_are_waited_for_and_others_end_the_harvest():
    with ReplayServer("scicat", shelf(3, 40), habits=Habits(page_cap=10)) as server:
        server.fail("429:every=4,seconds=0.01")
        assert names(harvested("scicat", server.url, max_retries=3)) == all_names(3, 40)
        server.fail("truncate:every=5")
        assert names(harvested("scicat", server.url, max_retries=3)) == all_names(3, 40)
        server.fail("503:after=5,seconds=0.01")
        with pytest.raises(FetchError):
            harvested("scicat", server.url)


def test_a_catalogue_that_answers_html_is_an_error():
    with ReplayServer("scicat", shelf()) as server:
        server.fail("html")
        with pytest.raises(FetchError):
            harvested("scicat", server.url)


def test_a_failure_behind_the_last_record_is_the_end():
    with ReplayServer("scicat", shelf(0, 4), habits=Habits(page_cap=2)) as server:
        harvested("scicat", server.url)
        lists = [number for number, t in enumerate(server.targets) if "/datasets?" in t]
        server.fail(f"500:after={lists[-1]},path=/datasets?")
        pages = harvested("scicat", server.url)
    assert names(pages) == all_names(0, 4)
    assert pages[-1].complete


def test_a_server_that_knows_no_condition_is_read_by_number():
    habits = Habits(page_cap=4, refuses=frozenset(["where"]))
    with ReplayServer("scicat", shelf(2, 13), habits=habits) as server:
        pages = harvested("scicat", server.url)
    assert sorted(names(pages)) == sorted(all_names(2, 13))
    assert pages[-1].complete


def test_identifiers_are_asked_for_in_portions_that_fit_into_an_address():
    idents = [f"20.500.12269/{n:0200}" for n in range(50)]
    parts = list(portions(idents))
    assert [one for part in parts for one in part] == idents
    assert max(len(part) for part in parts) < 15
    assert list(portions(["x" * 9_000])) == [["x" * 9_000]]
