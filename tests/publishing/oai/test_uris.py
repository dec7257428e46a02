"""Identifiers and addresses as schemas want them."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from publishing.exports.xml import allowed
from publishing.oai.uris import as_uri, is_uri, public

XSD = "http://www.w3.org/2001/XMLSchema"
SCHEMA = etree.XMLSchema(
    etree.XML(f'<x:schema xmlns:x="{XSD}"><x:element name="a" type="x:anyURI"/></x:schema>')
)
texts = st.text() | st.text("a1:/?#[]@!$&'()*+,;=%\"<>{}|\\^`~-._ é😀\t\xa0", max_size=12)


def valid(text: str) -> bool:
    element = etree.Element("a")
    element.text = text
    return SCHEMA.validate(element)


@given(texts)
@example("http://a:1b/")
@example("1:2")
@example("a#b#c")
@example("//")
@example("http://[::1]/")
def test_what_passes_is_valid(text: str) -> None:
    assume(text == allowed(text))
    assert valid(text) or not is_uri(text)


@given(texts)
def test_anything_can_be_made_one(text: str) -> None:
    made = as_uri(text)
    assert made.isascii()
    assert is_uri(made)
    assert valid(made)
    assert as_uri(made) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("10.17199/03dd9804", "10.17199/03dd9804"),
        ("https://doi.org/10.1/a?b#c", "https://doi.org/10.1/a?b#c"),
        ("oai:example.org:1", "oai:example.org:1"),
        ("a b", "a%20b"),
        ("ü", "%C3%BC"),
        ("1:2", "1%3A2"),
        ("100%", "100%25"),
        ("", ""),
    ],
)
def test_identifiers(text: str, made: str) -> None:
    assert as_uri(text) == made


@given(texts)
def test_what_may_be_secret_goes(text: str) -> None:
    secret = "hush-hush"
    for url in (f"https://me:{secret}@example.org/a", f"https://example.org/a?{text}#{secret}"):
        assert secret not in public(url)
    assert valid(public(text))
