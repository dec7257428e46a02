"""A page asks the database equally often, whatever the number of datasets."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.catalogue import store
from portal.catalogue.models import Record
from portal.catalogue.records import digest, encode
from tests.factories import SourceFactory, dataset, document, make_record

pytestmark = pytest.mark.django_db
NUMBERS = (1, 10, 1_000)


@pytest.fixture
def documents() -> dict[int, Record]:
    """Documents of so many Datasets."""
    told = []
    for number in range(max(NUMBERS)):
        record = dataset(pid=f"d/{number}", title=f"Dataset {number}", parameters=())
        body = encode(record)
        told.append(store.Told("dataset", record.pid, body, digest(body), record))
    store.store(SourceFactory(), told, 1, datetime.now(UTC), lambda row: None)
    return {
        number: make_record(
            document(
                pid=f"10.1/{number}",
                doi=f"10.1/{number}",
                dataset_pids=tuple(f"d/{one}" for one in range(number)),
            )
        )
        for number in NUMBERS
    }


@pytest.mark.parametrize("query", ["", "?format=json", "?format=datacite", "?datasets=2"])
def test_it_works(client: Client, documents: dict[int, Record], query: str) -> None:
    asked = {}
    for number, made in documents.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/records/{made.pk}{query}")
        assert answer.status_code == 200
        asked[number] = len(queries)
    few = asked[1]
    if query == "?datasets=2":  # there is no second page of few
        assert asked[1_000] <= few
    elif query == "?format=datacite":  # of many Datasets the rest is counted
        assert asked[1_000] <= few + 1
    else:
        assert set(asked.values()) == {few}


def test_the_last_page_has_the_last_ones(client: Client, documents: dict[int, Record]) -> None:
    address = documents[1_000].get_absolute_url()
    text = client.get(f"{address}?datasets=50").content.decode()
    assert "Page 50 of 50" in text
    assert "Dataset 999" in text
    assert client.get(f"{address}?datasets=51").content.decode().count("Dataset 999</bdi>") == 1
    assert (
        "Dataset 0<" in client.get(f"{documents[1].get_absolute_url()}?datasets=7").content.decode()
    )
