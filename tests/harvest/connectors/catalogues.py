"""Small SciCats for the tests, and harvests of them through the real client."""

from collections.abc import Iterable
from typing import Any

from harvest.client import Client
from harvest.connectors import CONNECTORS
from harvest.connectors.base import Connector, Page

Json = dict[str, Any]


def minute(number: int) -> str:
    return f"2021-01-01T{number // 60:02}:{number % 60:02}:00.000Z"


def document(number: int, **fields: Any) -> Json:
    return {
        "doi": f"10.1234/doc{number}",
        "title": f"Document {number}",
        "status": "registered",
        "pidArray": [],
        "updatedAt": minute(number),
        **fields,
    }


def dataset(number: int, **fields: Any) -> Json:
    return {
        "pid": f"set/{number}",
        "datasetName": f"Dataset {number}",
        "isPublished": True,
        "updatedAt": minute(number),
        **fields,
    }


def export(
    documents: Iterable[Any] = (), datasets: Iterable[Any] = (), **collections: list[Json]
) -> Json:
    """A recording as the replay server takes it."""
    return {"PublishedData": list(documents), "Dataset": list(datasets), **collections}


def client(**options: Any) -> Client:
    options = {"max_retries": 0, "allowed_hosts": ["127.0.0.1"], **options}
    return Client(user_agent="test", **options)


def harvested(
    kind: str,
    url: str,
    cursor: Json | None = None,
    checkpoint: Json | None = None,
    **options: Any,
) -> list[Page]:
    with client(**options) as made:
        return list(connector(kind, url, made).pages(cursor, checkpoint))


def connector(kind: str, url: str, made: Client) -> Connector:
    return CONNECTORS[kind](url, made)


def names(pages: Iterable[Page]) -> list[str]:
    return [record.native_id for page in pages for record in page.records]


def problems(pages: Iterable[Page]) -> dict[str, str]:
    return {r.native_id: r.problem for page in pages for r in page.records if r.problem}


def notes(pages: Iterable[Page]) -> list[str]:
    return [note for page in pages for note in page.notes]
