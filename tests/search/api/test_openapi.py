"""The OpenAPI document: valid, made without a warning, and true of every answer."""

import re
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from search.api.openapi import document
from search.api.urls import resources, urlpatterns


def test_it_is_valid_and_made_without_a_warning() -> None:
    GENERATOR_STATS.reset()
    made = SchemaGenerator(patterns=resources()).get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    validate_schema(made)


def test_it_is_answered_with_the_address_of_this_portal(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://data.example.org"
    answer = client.get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["servers"] == [{"url": "https://data.example.org"}]
    assert answer.json()["openapi"] == "3.1.0"


def test_it_has_every_resource() -> None:
    ours = [one for one in urlpatterns if hasattr(one.callback, "cls")]
    known = {one.pattern._route for one in ours if hasattr(one.pattern, "_route")}
    paths = {"/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) for route in known}
    assert set(document()["paths"]) == paths - {"/api/v1/openapi.json"}


@pytest.mark.parametrize("path", document()["paths"])
def test_everything_is_said_in_words(path: str) -> None:
    (operation,) = document()["paths"][path].values()
    assert operation["summary"]
    assert operation["description"]
    for parameter in operation.get("parameters", ()):
        assert parameter["description"]
    for status, answer in operation["responses"].items():
        assert answer["description"]
        kind = "application/json" if status == "200" else "application/problem+json"
        assert list(answer["content"]) == [kind]
        assert "RateLimit-Limit" in answer["headers"]


@pytest.mark.parametrize("name", document()["components"]["schemas"])
def test_every_shape_is_explained(name: str) -> None:
    assert document()["components"]["schemas"][name]["description"]
