"""The page that explains the API."""

import re

import pytest
from django.test import Client
from lxml import html

from search.api.explained import describe
from search.api.openapi import document

ADDRESS = "/api/v1/"


@pytest.mark.usefixtures("filled")
def test_it_explains_everything(client: Client) -> None:
    text = client.get(ADDRESS).content.decode()
    for path, found in document()["paths"].items():
        assert f"<code>{path}</code>" in text
        for parameter in found["get"].get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in text
    for name in document()["components"]["schemas"]:
        assert f'id="shape-{name}"' in text


@pytest.mark.usefixtures("filled")
def test_what_it_offers_to_try_works(client: Client) -> None:
    page = html.fromstring(client.get(ADDRESS).content)
    tried = [one.get("href") for one in page.iter("a") if one.text == "Try it"]
    assert len(tried) == len(document()["paths"])
    for address in tried:
        assert client.get(address).status_code == 200, address
        assert f"curl 'http://127.0.0.1:8000{address}'" in page.text_content() or (
            f"curl http://127.0.0.1:8000{address}" in page.text_content()
        )


@pytest.mark.usefixtures("own_index", "db")
def test_it_works_without_any_record_or_index(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.usefixtures("filled")
def test_its_own_links_lead_somewhere(client: Client) -> None:
    page = html.fromstring(client.get(ADDRESS).content)
    known = {one.get("id") for one in page.iter() if one.get("id")}
    inside = {one.get("href")[1:] for one in page.iter("a") if one.get("href").startswith("#")}
    assert inside <= known
    assert {f"problem-{status}" for status in (400, 404, 406, 410, 429, 500, 503)} <= known


@pytest.mark.usefixtures("own_index", "db")
def test_it_is_the_document_as_json(client: Client) -> None:
    answer = client.get(ADDRESS, headers={"accept": "application/json"})
    assert answer.json() == client.get("/api/v1/openapi.json").json()
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1"])
def test_shorter_addresses_lead_there(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


@pytest.mark.usefixtures("own_index", "db")
def test_every_page_links_to_it(client: Client) -> None:
    assert re.search('<footer.*href="/api/v1/"', client.get("/").content.decode(), re.DOTALL)


@pytest.mark.parametrize(
    ("schema", "words", "shape"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 1000}, "whole number from 1 to 1,000", ""),
        ({"enum": ["a", "b"]}, "a or b", ""),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "whole number or null", ""),
        ({"type": ["boolean", "string"]}, "true or false or text", ""),
        ({"type": "array", "items": {"$ref": "#/components/schemas/File"}}, "list of", "File"),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "object of whole number",
            "",
        ),
        ({"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}]}, "null or", "A"),
        ({}, "anything", ""),
    ],
)
def test_types_in_words(schema: dict[str, object], words: str, shape: str) -> None:
    assert (describe(schema).words, describe(schema).shape) == (words, shape)
