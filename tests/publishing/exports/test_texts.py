"""Texts and addresses as they may leave the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publishing.exports.texts import public, typed, web_address
from publishing.exports.xml import allowed

ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING)
def test_what_is_allowed_can_be_written_and_read(text: str) -> None:
    element = etree.Element("a", b=allowed(text))
    element.text = allowed(text)
    read = etree.fromstring(etree.tostring(element))
    assert (read.text or "") == allowed(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_nothing_else_is_taken_away(text: str) -> None:
    assert allowed(text) == text.replace("\ufffe", "").replace("\uffff", "")


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_forbidden_signs_go(sign: str) -> None:
    assert allowed(f"a{sign}b") == "ab"


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "\x7f", "\x85", "é", "\ufffd", "😀"])
def test_others_stay(sign: str) -> None:
    assert allowed(f"a{sign}b") == f"a{sign}b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" a ", "a"),
        ("me@example.org", ""),
        ("ask me@example.org", "ask [address removed]"),
        ("m\x00e@example.org", ""),
        ("x" * 3000, "x" * 2000),
    ],
)
def test_what_is_public(text: str, shown: str) -> None:
    assert public(text) == shown


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("http://example.org:8080/a?b=c#d", "http://example.org:8080/a?b=c#d"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/ü[1]", "https://example.org/%C3%BC%5B1%5D"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ("https://user:secret@example.org/", ""),
        ("https://example.org/#a#b", ""),
        ("https://", ""),
        ("https:///a", ""),
        ("ftp://example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://example.org/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_addresses(given: str, address: str) -> None:
    assert web_address(given) == address


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("10.5281/Zenodo.1", ("10.5281/zenodo.1", "DOI")),
        ("doi:10.5281/zenodo.1", ("10.5281/zenodo.1", "DOI")),
        ("20.500.12269/a", ("20.500.12269/a", "Handle")),
        ("https://example.org/a", ("https://example.org/a", "URL")),
        ("instrument 7", ("", "")),
        ("", ("", "")),
    ],
)
def test_identifiers_have_types(given: str, expected: tuple[str, str]) -> None:
    assert typed(given) == expected
