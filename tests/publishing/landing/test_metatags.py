"""What programs find in the head of a record's page."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import dataset, document, make_record, member

pytestmark = pytest.mark.django_db


class Head(HTMLParser):
    """Collects the meta elements that have a content."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or told.get("property")
        if tag == "meta" and name:
            self.found.setdefault(name, []).append(told.get("content") or "")


def tags(client: Client, address: str) -> dict[str, list[str]]:
    return Head(client.get(address).content.decode()).found


def test_it_works(client: Client) -> None:
    made = make_record(document())
    found = tags(client, f"/records/{made.pk}")
    assert found["DC.identifier"] == ["https://doi.org/10.17199/03dd9804"]
    assert found["DC.creator"] == ["Oliver Lohmann", "Ana Gonzalez"]
    assert "https://creativecommons.org/licenses/by/4.0/" in found["DC.rights"]
    assert found["citation_title"] == ["Wavelength frame multiplication at V20"]
    assert found["citation_doi"] == ["10.17199/03dd9804"]
    assert found["citation_publication_date"] == ["2019/09/01"]
    assert found["og:title"] == ["Wavelength frame multiplication at V20"]
    assert found["og:url"] == [f"http://127.0.0.1:8000/records/{made.pk}"]


def test_texts_are_escaped_and_private_ones_left_out(client: Client) -> None:
    title = 'A "quoted" <b>title</b> & ana@example.org'
    made = make_record(dataset(title=title, summary=title))
    found = tags(client, f"/records/{made.pk}")
    for name in ("DC.title", "citation_title", "og:title", "DC.description"):
        assert found[name][0].startswith('A "quoted" <b>title</b> & ')
        assert "ana@" not in found[name][0]


def test_a_doi_that_was_only_tried_out_isnt_told_as_one(client: Client) -> None:
    made = make_record(document(pid="", doi="10.5072/try"))
    found = tags(client, f"/records/{made.pk}")
    assert "citation_doi" not in found
    assert found["DC.identifier"] == ["http://127.0.0.1:8000/doi/10.5072/try"]


def test_they_stay_few(client: Client) -> None:
    made = make_record(document(members=tuple(member(f"P{n}") for n in range(3000))))
    found = tags(client, f"/records/{made.pk}")
    assert len(found["DC.creator"]) == len(found["citation_author"]) == 50
