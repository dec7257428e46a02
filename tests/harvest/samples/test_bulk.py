"""The made-up catalogue of any size, and its server."""

import gzip
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.samples.bulk import START, BulkCatalogue, bulk_catalogue
from harvest.samples.bulk_server import Answers, BulkServer

MILLION = 1_000_000


def _sources(folder: Path) -> tuple[Path, Path]:
    """Texts and ranges of our own, as the real files have them."""
    texts = [
        {"title": f'Title {n} of "some" kind', "abstract": f"Abstract {n} is\nlong enough é."}
        for n in range(50)
    ]
    lines = "\n".join(json.dumps(text) for text in texts)
    (folder / "texts.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    ranges: dict[str, Any] = {
        f"Group_name{n}": {"min": n, "max": 2 * n + 1, "unit": "mm"} for n in range(40)
    }
    ranges["no_range"] = {"min": None, "max": 3, "unit": ""}
    (folder / "ranges.json").write_text(json.dumps(ranges))
    return folder / "texts.jsonl.gz", folder / "ranges.json"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return _sources(tmp_path_factory.mktemp("bulk"))


@pytest.fixture(scope="module")
def catalogue(files: tuple[Path, Path]) -> BulkCatalogue:
    return bulk_catalogue(MILLION, *files)


def test_any_record_is_made_from_its_number(catalogue: BulkCatalogue) -> None:
    page = json.loads(catalogue.page(999_990, MILLION + 5))
    assert len(page) == 10
    assert page[3] == json.loads(catalogue.record(999_993))
    assert [one["pid"] for one in page] == [catalogue.pid(n) for n in range(999_990, MILLION)]


def test_times_ascend_strictly(catalogue: BulkCatalogue) -> None:
    times = [one["updatedAt"] for one in json.loads(catalogue.page(59_990, 60_020))]
    assert times == sorted(set(times))
    assert len(times) == 30


def test_a_record_has_different_parameters_within_their_ranges(catalogue: BulkCatalogue) -> None:
    for record in json.loads(catalogue.page(0, 200)):
        quantities = record["scientificMetadata"]
        assert len(quantities) == 29
        for name, one in quantities.items():
            number = int(name.removeprefix("Group_name"))
            assert number <= one["value"] <= 2 * number + 1
            assert one["unit"] == "mm"


def test_the_seed_decides(files: tuple[Path, Path]) -> None:
    first, same, other = (BulkCatalogue(10, *files, seed=seed) for seed in (1, 1, 2))
    assert first.page(0, 10) == same.page(0, 10)
    assert first.page(0, 10) != other.page(0, 10)


def test_too_many_parameters_are_refused(files: tuple[Path, Path]) -> None:
    with pytest.raises(ValueError, match="has 40 parameters"):
        BulkCatalogue(10, *files, parameters=41)


@given(number=st.integers(0, MILLION - 1), late=st.integers(-999, 999))
def test_since_finds_the_first_that_is_late_enough(
    catalogue: BulkCatalogue, number: int, late: int
) -> None:
    asked = START + timedelta(seconds=number, milliseconds=late)
    found = catalogue.since(asked.isoformat())
    assert START + timedelta(seconds=found) >= asked or found == MILLION
    assert found == 0 or START + timedelta(seconds=found - 1) < asked


def test_pids_are_read_strictly(catalogue: BulkCatalogue) -> None:
    assert catalogue.number_of(catalogue.pid(7)) == 7
    for wrong in ("", "bulk.pid/", "bulk.pid/7", "000000007", "bulk.pid/001000000", "x" * 9):
        assert catalogue.number_of(wrong) is None


def _ask(catalogue: BulkCatalogue, path: str, **arguments: Any) -> tuple[int, Any]:
    query = "&".join(f"{name}={quote(json.dumps(one))}" for name, one in arguments.items())
    status, body = Answers(catalogue).answer(f"/api/v3/{path}?{query}")
    return status, json.loads(body)


@pytest.mark.parametrize(
    "arguments",
    [
        {"filter": {"limits": {"skip": 20, "limit": 5, "order": "updatedAt:asc"}}},
        {"filter": {}, "limits": {"skip": 20, "limit": 5, "order": "updatedAt:asc"}},
        {"filter": {"order": "updatedAt ASC", "skip": 20, "limit": 5}},
        {"filter": {"where": {"updatedAt": {"gte": BulkCatalogue.updated(20)}}, "limit": 5}},
        {"filter": {"where": {"pid": {"inq": [BulkCatalogue.pid(n) for n in range(20, 25)]}}}},
    ],
)
def test_pages_are_the_same_however_asked(
    catalogue: BulkCatalogue, arguments: dict[str, Any]
) -> None:
    status, page = _ask(catalogue, "datasets", **arguments)
    assert status == 200
    assert [one["pid"] for one in page] == [catalogue.pid(n) for n in range(20, 25)]


def test_counts(catalogue: BulkCatalogue) -> None:
    assert _ask(catalogue, "datasets/count") == (200, {"count": MILLION})
    late = {"updatedAt": {"gte": catalogue.updated(MILLION - 3)}}
    assert _ask(catalogue, "datasets/count", where=late) == (200, {"count": 3})
    assert _ask(catalogue, "PublishedData/count") == (200, {"count": 0})


def test_single_records(catalogue: BulkCatalogue) -> None:
    pid = quote(catalogue.pid(5), safe="")
    assert _ask(catalogue, f"datasets/{pid}")[1]["pid"] == catalogue.pid(5)
    assert _ask(catalogue, f"datasets/{pid}/origdatablocks") == (200, [])
    assert _ask(catalogue, "datasets/nothing")[0] == 404
    assert _ask(catalogue, "publisheddata") == (200, [])
    assert _ask(catalogue, "elsewhere")[0] == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"order": "datasetName:asc"},
        {"order": "updatedAt:desc"},
        {"limit": -1},
        {"skip": "3"},
        {"where": {"updatedAt": {"gte": "yesterday"}}},
        {"where": {"updatedAt": {"lt": "2024-01-01"}}},
    ],
)
def test_what_it_cannot_answer_it_refuses(catalogue: BulkCatalogue, asked: dict[str, Any]) -> None:
    assert _ask(catalogue, "datasets", filter=asked)[0] == 400


def test_it_serves_from_a_process_of_its_own(files: tuple[Path, Path]) -> None:
    with BulkServer(250, *files) as server:
        found: list[str] = []
        start = "2000-01-01T00:00:00Z"
        while True:
            asked = {"where": {"updatedAt": {"gte": start}}, "limits": {"limit": 100}}
            url = f"{server.url}/api/v3/datasets?filter={quote(json.dumps(asked))}"
            with urlopen(url, timeout=20) as answer:
                page = json.load(answer)
            found += [one["pid"] for one in page if one["pid"] not in found]
            if len(page) < 100:
                break
            start = page[-1]["updatedAt"]
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{server.url}/nowhere", timeout=20)
        refused.value.close()
        process = server._process
        assert process is not None
        assert process.pid != os.getpid()
    assert found == [BulkCatalogue.pid(number) for number in range(250)]
    assert not process.is_alive()


def test_it_ends_with_the_one_who_started_it(files: tuple[Path, Path]) -> None:
    server = BulkServer(10, *files).start()
    assert server._pipe is not None
    assert server._process is not None
    server._pipe.close()  # as when the starter is killed
    server._process.join(timeout=20)
    assert not server._process.is_alive()


def test_a_server_that_cannot_start_says_so(tmp_path: Path) -> None:
    server = BulkServer(10, tmp_path / "missing.gz", tmp_path / "missing.json")
    with pytest.raises(RuntimeError, match="didn't start"):
        server.start()


def test_it_is_made_from_real_texts_and_ranges(data: Path) -> None:
    made = bulk_catalogue(
        20_000,
        data / "abstracts/arxiv_pan_topic_subset.jsonl.gz",
        data / "icat/esrf-typical_ranges.json",
    )
    page = json.loads(made.page(10_000, 12_000))
    assert len({one["datasetName"] for one in page}) > 1990
    assert len({name for one in page for name in one["scientificMetadata"]}) > 290
