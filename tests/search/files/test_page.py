"""The page of files and its JSON."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.records import File
from search.files import services
from search.files.groups import SHOWN
from tests.factories import dataset, make_record
from tests.indexed import Told


def listed(*paths: str, **changes: Any) -> Any:
    return make_record(
        dataset(files=tuple(File(path=path, size=2_000) for path in paths), **changes)
    )


def ask(client: Client, **query: str) -> dict[str, Any]:
    response = client.get("/files.json", query)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def test_it_works(client: Client, indexed: Told) -> None:
    record = listed("raw/Scan_0001.h5", "raw/other.h5", title="Lysozyme")
    indexed()
    page = client.get("/files", {"q": "scan_0"}).content.decode()
    assert "1 dataset<" in page
    assert "<mark>Scan_0</mark>" in page
    assert record.get_absolute_url() in page
    assert "other" not in page.partition('class="matches"')[2].partition("</ul>")[0]
    answer = ask(client, q="scan_0")
    assert (answer["total"], answer["more_than_total"], answer["next"]) == (1, False, None)
    (item,) = answer["items"]
    assert (item["id"], item["title"], item["facility"]) == (record.pk, "Lysozyme", "ess")
    assert item["matching"] == 1
    assert item["files"] == [{"path": "raw/Scan_0001.h5", "size": 2_000}]


def test_the_empty_page_says_what_to_do(client: Client, indexed: Told) -> None:
    page = client.get("/files")
    assert page.status_code == 200
    assert "Three or more characters" in page.content.decode()
    assert client.get("/files", {"q": "  "}).status_code == 200


def test_nothing_found(client: Client, indexed: Told) -> None:
    page = client.get("/files", {"q": "nowhere<b>"}).content.decode()
    assert "0 datasets" in page
    assert "No public file has this" in page
    assert "nowhere<b>" not in page
    assert ask(client, q="nowhere")["items"] == []


@pytest.mark.parametrize("text", ["", "ab", "  ab  ", "\u0301\u0301\u0301", "x" * 501])
def test_what_cant_be_looked_for(client: Client, indexed: Told, text: str) -> None:
    response = client.get("/files.json", {"q": text})
    assert response.status_code == 400
    assert "characters" in response.json()["error"]["message"]
    if text:
        page = client.get("/files", {"q": text})
        assert page.status_code == 400
        assert f'value="{text}"' in page.content.decode()


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30, "²"])
def test_a_place_from_elsewhere(client: Client, indexed: Told, after: str) -> None:
    assert client.get("/files.json", {"q": "scan", "after": after}).status_code == 400


@pytest.mark.parametrize(
    "text", ["\x00\x00\x00", "%s%s", '"*"?', "\ud800abc", "🧪🧪🧪", "\u202eabc"]
)
def test_odd_texts_are_answered(client: Client, indexed: Told, text: str) -> None:
    query = text.encode("utf-8", "surrogatepass")
    assert client.get("/files", {"q": query}).status_code == 200


def test_pages(client: Client, indexed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "find", partial(services.find, size=2))
    made = [listed(f"scan_{number}.h5", pid=str(number)).pk for number in range(5)]
    indexed()
    seen, address = [], "/files.json?q=scan_"
    while address:
        answer = client.get(address).json()
        assert answer["total"] == 5
        seen += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert seen == made[::-1]
    page = client.get("/files?q=scan_").content.decode()
    assert 'rel="next">Next' in page
    assert ">First<" not in page
    beyond = client.get("/files?q=scan_&after=1").content.decode()
    assert "nothing beyond" in beyond
    assert ">First<" in beyond


def test_many_files_of_one_dataset(client: Client, indexed: Told) -> None:
    listed(*(f"scan_{number:03}.h5" for number in range(SHOWN + 5)))
    indexed()
    assert f"{SHOWN + 5} files match" in client.get("/files?q=scan_").content.decode()
    assert "5 others" in client.get("/files?q=scan_").content.decode()
    (item,) = ask(client, q="scan_")["items"]
    assert (item["matching"], len(item["files"])) == (SHOWN + 5, SHOWN)


def test_counts_that_stop_say_so(
    client: Client, indexed: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.files.engines.tantivy.MOST_COUNTED", 2)
    for number in range(3):
        listed(f"scan_{number}.h5", pid=str(number))
    indexed()
    assert "2 datasets and more" in client.get("/files?q=scan_").content.decode()
    answer = ask(client, q="scan_")
    assert (answer["total"], answer["more_than_total"]) == (2, True)


def test_without_an_index(client: Client, own_index: None, db: None) -> None:
    response = client.get("/files?q=scan_")
    assert response.status_code == 503
    assert "index" in response.content.decode()


def test_it_can_only_be_read(client: Client, db: None) -> None:
    assert client.post("/files").status_code == 405


def test_a_page_ends_before_too_many_files(
    client: Client, indexed: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.files.groups.MOST_READ", 7)
    counts = [3, 9, 4, 3]
    for number, count in enumerate(counts):
        listed(*(f"scan_{number}_{one}.h5" for one in range(count)), pid=str(number))
    indexed()
    pages, address = [], "/files.json?q=scan_"
    while address:
        answer = client.get(address).json()
        assert answer["total"] == len(counts)
        pages.append([item["matching"] for item in answer["items"]])
        address = answer["next"]
    assert pages == [[3, 4], [9], [3]]


@pytest.mark.parametrize("path", ["a b/c.h5", "Ångström b.h5", "tab\tb.h5", "ÆB.h5"])
def test_blanks_and_accents_in_paths(client: Client, indexed: Told, path: str) -> None:
    listed(path, "other.h5")
    indexed()
    for part in (path, path.upper(), path[:4], path[-4:]):
        (item,) = ask(client, q=part)["items"]
        assert path in [file["path"] for file in item["files"]], part
    (item,) = ask(client, q=path)["items"]
    assert item["matching"] == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("scan_0", "/search?q=file%3A%22scan_0%22"),
        (" raw/scan ", "/search?q=file%3A%22raw%2Fscan%22"),
        ("scan*.h5", "/search?q=file%3Ascan%2A.h5"),
        ("/scan_[0-9]+.h5/", "/search?q=file%3A%2Fscan_%5B0-9%5D%2B.h5%2F"),
    ],
)
def test_it_leads_to_the_records(client: Client, indexed: Told, text: str, address: str) -> None:
    listed("raw/scan_0001.h5", "scan_01.h5")
    indexed()
    assert f'href="{address}"' in client.get("/files", {"q": text}).content.decode()
    assert client.get(f"{address.replace('/search', '/search.json')}").json()["total"] == 1


@pytest.mark.parametrize("text", ['say "scan"', "scan\x0001", "other", "scan_ *"])
def test_what_records_cant_be_asked_for(client: Client, indexed: Told, text: str) -> None:
    listed("raw/scan_0001.h5")
    indexed()
    assert "file%3A" not in client.get("/files", {"q": text}).content.decode()
