"""/api/v1/files: datasets by the paths of their files."""

import pytest
from django.test import Client

from portal.catalogue.records import File
from tests.factories import dataset, make_record
from tests.indexed import Told
from tests.search.api.conftest import Read


@pytest.fixture
def listed(indexed: Told) -> list[int]:
    """Five datasets with ever more files, by their ids."""
    made = []
    for number in range(1, 6):
        files = tuple(File(path=f"raw/scan_{number}_{one:02}.h5", size=7) for one in range(number))
        made.append(make_record(dataset(pid=str(number), files=files)).pk)
    indexed()
    return made


def test_it_works(read: Read, listed: list[int]) -> None:
    body = read("/files?q=SCAN_2_", "FoundFiles")
    assert (body["total"], body["more_than_total"], body["next"]) == (1, False, None)
    (item,) = body["items"]
    assert item["self"].endswith(f"/api/v1/records/{listed[1]}")
    assert item["matching"] == 2
    assert item["files"] == [
        {"path": "raw/scan_2_00.h5", "size": 7},
        {"path": "raw/scan_2_01.h5", "size": 7},
    ]


def test_pages(client: Client, read: Read, listed: list[int]) -> None:
    seen, address = [], "/files?q=scan_&size=2&files=1"
    while address:
        body = read(address, "FoundFiles")
        assert body["total"] == 5
        assert all(len(item["files"]) == 1 for item in body["items"])
        seen += [(item["id"], item["matching"]) for item in body["items"]]
        address = (body["next"] or "").partition("/api/v1")[2]
    assert seen == list(zip(listed[::-1], range(5, 0, -1), strict=True))
    answer = client.get("/api/v1/files?q=scan_&size=2")
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=ab", "q"),
        (f"q={'x' * 501}", "q"),
        ("q=scan&after=x", "after"),
        ("q=scan&size=101", "size"),
        ("q=scan&files=0", "files"),
        ("q=scan&q=scan", "q"),
        ("q=scan&page=2", "page"),
        ("q=sc%00an", "q"),
    ],
)
def test_what_cant_be_answered(read: Read, indexed: Told, query: str, field: str) -> None:
    assert read(f"/files?{query}", "Problem", 400)["field"] == field


def test_without_an_index(read: Read, own_index: None, db: None) -> None:
    read("/files?q=scan", "Problem", 503)


def test_only_public_ones(read: Read, indexed: Told) -> None:
    make_record(dataset(public_from="", files=(File(path="scan_1.h5"),)))
    indexed()
    assert read("/files?q=scan", "FoundFiles")["items"] == []
