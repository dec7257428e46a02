"""Whatever asks the engine in words of the box takes names of files, with either engine."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.records import File
from search import services
from search.indexing.rebuild import rebuild
from tests.contract.conftest import KINDS
from tests.factories import dataset, make_record
from tests.services.elasticsearch import delete_indices

TYPED = ["file:scan_", "file:*_0*.h5", "-file:nowhere", "(file:scan_ OR file:*.edf) beam"]
HISTOGRAM = "sample_temperature[K]"


@pytest.fixture(params=KINDS)
def record(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, db: None
) -> Iterator[int]:
    """One of three datasets with a file and a temperature each, in an index of the kind."""
    settings.HOME = tmp_path
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    settings.SEARCH_INDEX = f"contract-{secrets.token_hex(6)}"
    with ExitStack() as stack:
        if request.param == "elasticsearch":
            settings.SEARCH_URL = request.getfixturevalue("elasticsearch_url")
            stack.callback(delete_indices, settings.SEARCH_URL, settings.SEARCH_INDEX)
        for number in range(3):
            files = (File(path=f"scan_0{number}.h5"),)
            made = make_record(dataset(pid=f"p/{number}", title="Beam", files=files))
        rebuild()
        assert services.engine().name == request.param
        yield made.pk


@pytest.mark.parametrize("typed", TYPED)
def test_it_works(client: Client, record: int, typed: str) -> None:
    query = {"q": typed, "histogram": HISTOGRAM, "sort": "relevance"}
    for address in ("/search.json", "/api/v1/records"):
        answer = client.get(address, query)
        assert answer.status_code == 200, answer.content
        (told,) = answer.json()["histograms"]
        assert sum(one["count"] for one in told["bins"]) == 3, address
    page = client.get("/search", {"q": typed}).content.decode()
    assert 'class="facet histogram"' in page


@pytest.mark.parametrize("typed", TYPED)
def test_everything_else_that_asks(client: Client, record: int, typed: str) -> None:
    addresses = [
        ("/search", {"q": f"{typed} nowhere 100 K", "why": "true"}),
        ("/search", {"q": typed, "why": "true", "sort": "relevance"}),
        ("/search/why", {"q": typed, "id": str(record), "sort": "relevance"}),
        ("/search", {"q": f"{typed} beem", "view": "table", "sort": "sample_temperature[K]"}),
        ("/search.json", {"q": f"{typed} -beam"}),
        ("/search.atom", {"q": typed}),
        ("/search.csv", {"q": typed}),
        ("/suggest.json", {"q": f"{typed} be"}),
    ]
    for address, query in addresses:
        answer = client.get(address, query)
        assert answer.status_code == 200, (address, query)
        if answer.streaming:
            assert b"".join(answer).count(b"Beam") == 3  # type: ignore[call-overload]
