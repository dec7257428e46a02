"""Names of files in the search box, in the list of results and all that goes with it."""

from urllib.parse import quote

import pytest
from django.test import Client

from portal.catalogue.records import File
from search import services
from search.files import within
from search.query.tree import Node
from tests.factories import dataset, make_record, parameter
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    for number, name in enumerate(("raw/scan_0010.h5", "scan_0029.h5", "flat.edf"), 1):
        make_record(
            dataset(pid=f"1/{number}", title=f"Film {number}", files=(File(path=name, size=1),))
        )
    make_record(dataset(pid="1/4", title="Film 4", files=()))
    indexed()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("file:scan_001", ["Film 1"]),
        ("file:*_00*.h5 film", ["Film 1", "Film 2"]),
        (r"file:/scan_00(1|2)\d\.h5/", ["Film 1", "Film 2"]),
        ("film -file:scan", ["Film 3", "Film 4"]),
        ("file:flat OR 4", ["Film 3", "Film 4"]),
    ],
)
def test_it_works(client: Client, filled: None, typed: str, expected: list[str]) -> None:
    answer = client.get(f"/search.json?q={quote(typed)}&sort=title").json()
    assert [item["title"] for item in answer["items"]] == expected
    (kind,) = answer["facets"]["kind"]["values"]
    assert kind["count"] == answer["total"] == len(expected)
    page = client.get(f"/search?q={quote(typed)}").content.decode()
    assert "a file " in page
    lines = b"".join(client.get(f"/search.csv?q={quote(typed)}"))  # type: ignore[arg-type]
    assert lines.count(b"Film") == len(expected)
    answer = client.get("/api/v1/records", {"q": typed}).json()
    assert answer["total"] == len(expected)


def test_nothing_found_is_explained(client: Client, filled: None) -> None:
    page = client.get("/search", {"q": "film file:nowhere"})
    assert page.status_code == 200
    assert client.get("/search", {"q": "film file:nowhere.*h5"}).status_code == 200


@pytest.mark.parametrize("typed", ["file:scan", "file:*.h5"])
def test_too_many_say_what_to_do(
    client: Client, filled: None, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(within, "MOST_DATASETS", 1)
    page = client.get("/search", {"q": typed})
    assert page.status_code == 400
    assert "write more of the name" in page.content.decode()
    problem = client.get("/api/v1/records", {"q": typed})
    assert problem.status_code == 400
    assert "write more of the name" in problem.json()["detail"]
    assert client.get("/search.json", {"q": f'{typed} "Film 2"'}).json()["total"] == 1


@pytest.mark.parametrize("typed", ["file:scan", "file:*.h5", "-file:flat"])
def test_ranges_and_facets_narrow_it_down(
    client: Client, indexed: Told, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What leaves a narrowing filter out isn't counted; all other counts are exact."""
    for number in range(6):
        name = "flat.edf" if number % 3 == 2 else f"scan_{number}.h5"
        warm = (parameter("sample_temperature", 100 * number, "K", 100.0 * number, "temperature"),)
        kind = "raw" if number % 2 else "derived"
        files = (File(path=name),)
        make_record(dataset(pid=f"n/{number}", files=files, parameters=warm, type=kind))
    indexed()
    asked = {"q": typed, "range": "sample_temperature:250..350 K"}
    asked["histogram"] = "sample_temperature[K]"
    monkeypatch.setattr(services, "MOST_IDS", 1)
    monkeypatch.setattr(within, "MOST_DATASETS", 1)
    assert client.get("/search", {"q": typed}).status_code == 400
    answer = client.get("/search.json", asked).json()
    assert answer["total"] == 1
    facets = answer["facets"]
    assert [one["count"] for one in facets["type"]["values"]] == [1]
    assert not facets["type"]["uncountable"]
    (histogram,) = answer["histograms"]
    assert (histogram["uncountable"], histogram["timed_out"]) == (True, False)
    page = client.get("/search", asked).content.decode()
    assert "Write more of the file's name." in page
    assert "Try again" not in page
    chosen = client.get("/search.json", asked | {"type": "raw"}).json()
    assert chosen["total"] == 1
    assert chosen["facets"]["type"]["uncountable"]
    assert not chosen["facets"]["type"]["timed_out"]
    assert [one["count"] for one in chosen["facets"]["kind"]["values"]] == [1]


def test_what_names_files_has_histograms(
    client: Client, indexed: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are looked for once, for hits and histograms together."""
    for number in range(3):
        make_record(dataset(pid=f"h/{number}", files=(File(path=f"raw/scan_{number}.h5"),)))
    indexed()
    query = {"q": "file:scan_", "histogram": "sample_temperature[K]"}
    found, calls = services.resolved, list[Node]()
    monkeypatch.setattr(services, "resolved", lambda node: calls.append(node) or found(node))
    (told,) = client.get("/search.json", query).json()["histograms"]
    assert sum(one["count"] for one in told["bins"]) == 3
    assert len(calls) == 1
    assert client.get("/search", {"q": "file:scan_"}).status_code == 200
    assert len(calls) == 2
