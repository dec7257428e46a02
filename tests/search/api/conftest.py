"""A filled index, and answers that are held to the OpenAPI document."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from search.api.openapi import document as openapi
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record
from tests.indexed import Told, indexed, own_index

__all__ = ["indexed", "own_index"]

Read = Callable[..., Any]


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    """Many tests ask from one address."""
    settings.API_RATE = None


@pytest.fixture
def filled(indexed: Told) -> None:
    """A Document with its Dataset, and six Datasets of another facility."""
    make_record(dataset())
    make_record(document())
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
    for number in range(6):
        made = dataset(
            pid=f"maxiv/{number}",
            title=f"Lysozyme, run {number}",
            type="derived",
            start_date=f"20{10 + number}-05-03",
            techniques=(),
        )
        make_record(made, maxiv)
    indexed()


def conforms(shape: str, body: Any) -> None:
    """Holds a body to a schema of the document, and every field of it to being described."""
    whole = openapi()
    registry: Registry[Any] = Registry().with_resource(
        "doc:", Resource(contents=whole, specification=DRAFT202012)
    )
    ref = {"$ref": f"doc:#/components/schemas/{shape}"}
    found = [
        error.message for error in Draft202012Validator(ref, registry=registry).iter_errors(body)
    ]
    assert not found
    schema = whole["components"]["schemas"][shape]
    assert set(body) <= set(schema["properties"])


@pytest.fixture
def read(client: Client) -> Read:
    """GET an address of the API and hold its answer to the document."""

    def get(address: str, shape: str, status: int = 200) -> Any:
        answer = client.get("/api/v1" + address)
        assert answer.status_code == status, answer.content
        kind = "application/json" if status == 200 else "application/problem+json"
        assert answer["Content-Type"] == kind
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        body = answer.json()
        conforms(shape, body)
        return body

    return get
