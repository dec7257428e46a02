"""An export is the whole result, or visibly broken off."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from search.engines.tantivy.engine import TantivyEngine
from search.errors import EngineUnavailable
from search.exports import entries, parquet, views
from search.fields import SORTS
from tests.factories import dataset, document, make_record
from tests.indexed import Told
from tests.search.exports.conftest import fetched

FORMATS = ["csv", "jsonl", "bib", "ris", "parquet"]


@pytest.fixture
def many(indexed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-three records, read three at a time."""
    monkeypatch.setattr(entries, "AT_ONCE", 3)
    for number in range(22):
        make_record(dataset(pid=f"d/{number:02}", title="Beam", start_date="2019"))
    make_record(document())
    indexed()


@pytest.fixture
def breaking(many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine answers two pages, and then no more."""
    search, asked = TantivyEngine.search, []

    def failing(self: TantivyEngine, page: Any) -> Any:
        asked.append(page)
        if len(asked) > 2:
            raise EngineUnavailable("gone")
        return search(self, page)

    monkeypatch.setattr(TantivyEngine, "search", failing)


def numbers(client: Client, query: str) -> list[str]:
    text = fetched(client, f"/search.csv?columns=id,pid&{query}").decode()
    return [row["pid"] for row in csv.DictReader(io.StringIO(text))]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("sort", ["", *SORTS, "-files", "pid"])
def test_everything_comes_once(client: Client, sort: str) -> None:
    found = numbers(client, f"q=beam&sort={sort}&size=2&page=3&kind=dataset")
    assert sorted(found) == [f"d/{number:02}" for number in range(22)]


@pytest.mark.usefixtures("many")
def test_it_keeps_the_order_of_the_page(client: Client) -> None:
    page = client.get("/search.json?sort=oldest&size=100").json()["items"]
    assert numbers(client, "sort=oldest") == [item["pid"] for item in page]


@pytest.mark.usefixtures("many")
def test_the_page_makes_no_difference(client: Client) -> None:
    following = client.get("/search.json?sort=oldest&size=5").json()["next"]
    assert len(numbers(client, following.partition("?")[2])) == 23


@pytest.mark.usefixtures("filled")
def test_nothing_found_is_an_empty_file(client: Client) -> None:
    assert fetched(client, "/search.csv?q=nowhere").count(b"\n") == 1
    assert fetched(client, "/search.jsonl?q=nowhere") == b""
    assert fetched(client, "/search.parquet?q=nowhere").endswith(b"PAR1")


@pytest.mark.usefixtures("breaking")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_failure_under_way_isnt_a_short_file(client: Client, suffix: str) -> None:
    """The server is told by the exception, and leaves out the end of the answer."""
    answer = client.get(f"/search.{suffix}")
    with pytest.raises(EngineUnavailable):
        b"".join(answer.streaming_content)
    answer.close()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "query",
    [
        "q=%22open",
        "sort=nonsense",
        "size=0",
        "columns=title[",
        "columns=wavelength[parsec/fortnight]",
        "columns=sample_temperature[keV]",
        f"columns={'a,' * 101}",
        f"columns={'x' * 201}",
    ],
)
def test_what_cant_be_read_is_said(client: Client, suffix: str, query: str) -> None:
    answer = client.get(f"/search.{suffix}?{query}")
    assert answer.status_code == 400
    assert "Content-Disposition" not in answer


def test_no_engine_is_said(client: Client, own_index: None, db: None) -> None:
    answer = client.get("/search.csv")
    assert answer.status_code == 503
    assert answer["Retry-After"]


@pytest.mark.usefixtures("filled")
def test_head_reads_nothing(client: Client) -> None:
    answer = client.head("/search.csv")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert not answer.streaming


@pytest.mark.usefixtures("many")
def test_only_so_many_at_once(client: Client) -> None:
    running = [client.get("/search.csv") for _ in range(2)]
    busy = client.get("/search.csv")
    assert busy.status_code == 503
    assert busy["Retry-After"] == str(views.RETRY_SECONDS)
    for one in running:
        one.close()
    assert len(numbers(client, "")) == 23


@pytest.mark.usefixtures("filled")
def test_without_pyarrow(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "installed", lambda: False)
    answer = client.get("/search.parquet")
    assert answer.status_code == 501
    assert b"pyarrow" in answer.content
    assert "search.parquet" not in client.get("/search").content.decode()


@pytest.fixture
def links(client: Client, filled: None) -> str:
    return client.get("/search?q=beam&facility=ess&size=50&columns=title").content.decode()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_page_links_to_all(links: str, suffix: str) -> None:
    assert f'"/search.{suffix}?q=beam&amp;facility=ess&amp;columns=title"' in links


def test_nothing_private(client: Client, indexed: Told) -> None:
    make_record(dataset(public_from="2999-01-01", title="Kryptonite"))
    indexed()
    for suffix in FORMATS:
        assert b"Kryptonite" not in fetched(client, f"/search.{suffix}")
