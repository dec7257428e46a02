"""Clean text."""

import json
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.normalise.text import MASK, clean, plain, without_addresses, without_folders

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)
MARKUP = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<script>", "</script>", "&amp;", "&lt;", "amp;", "lt;", "&", "<", ">", "b",
         "&#38;", "<p", "p>", "<!--", "-->", "<br/>", " ", "\n", "x", "&#60;", "#60;", "\u0301",
         "<style>", "é", "\ud800", "\x00", "</p>", "<td>", "<svg>", "<math>", "<a href='x'>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", "plain"),
        ("  two   spaces ", "two spaces"),
        ("a\nb\tc\r\nd", "a b c d"),
        ("\x00a\x07b\x1b", "ab"),
        ("a\ud800b", "ab"),
        ("a\ufffeb\uffffc", "abc"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("e\u0301", "é"),
        ("H<sub>2</sub>O &amp; ice", "H2O & ice"),
        ("a < b & c > d", "a < b & c > d"),
        ("p<0.05 and q>3", "p<0.05 and q>3"),
        ("A<b and c", "A<b and c"),
        ("<Sb> alloy", "<Sb> alloy"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("<script>alert('x')</script>safe", "safe"),
        ("<style>p{}</style>safe", "safe"),
        ("<script>never closed", ""),
        ("&lt;script&gt;alert(1)&lt;/script&gt;left", "left"),
        ("&amp;lt;b&amp;gt;bold", "bold"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("caf&eacute; &#181;m &#x3bc;m", "café µm μm"),
        ("Ã©tude", "Ã©tude"),
        (3.5, "3.5"),
        (7, "7"),
        (True, ""),
        (None, ""),
        ([], ""),
        pytest.param(10**5000, "", id="enormous"),
    ],
)
def test_clean(given: object, expected: str) -> None:
    assert clean(given) == expected


def test_plain_keeps_paragraphs() -> None:
    assert plain("<p>One</p><p>Two<br>three</p>") == "One\n\nTwo\nthree"
    assert plain("One \r\n two\n\n\n\nthree") == "One\ntwo\n\nthree"


def test_limits() -> None:
    assert clean("x" * 1001) == "x" * 999 + "…"
    assert clean("x" * 1000) == "x" * 1000
    assert len(plain("y" * 10_000_000, limit=500)) == 500
    assert clean("abc", 0) in ("", "…")


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 100_000, "<" * 200_000, "&" * 200_000, "<b " * 100_000, "&amp;" * 50_000,
     "<script>" * 30_000, "<!--" * 50_000, "\x00" * 1_000_000, "<p title='" * 20_000,
     "&#38;" * 20_000 + "lt;", "(" * 10_000_000],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)  # fmt: skip
def test_hostile_text_ends(hostile: str) -> None:
    assert len(clean(hostile)) <= 1000
    assert len(plain(hostile)) <= 50_000


@given(st.one_of(ANYTHING, MARKUP))
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.one_of(ANYTHING, MARKUP))
def test_plain_is_idempotent(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@given(st.one_of(ANYTHING, MARKUP))
def test_the_result_goes_into_xml_and_json(text: str) -> None:
    for result in (clean(text), plain(text)):
        element = ElementTree.Element("a")
        element.text = result
        assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == result
        assert json.loads(json.dumps(result, ensure_ascii=False).encode()) == result
        assert unicodedata.is_normalized("NFC", result)


@given(ANYTHING, st.integers(min_value=1, max_value=50))
def test_the_limit_holds(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit
    assert "\n" not in clean(text, limit)


def test_addresses_are_masked() -> None:
    text = "Ask Jane <jane.doe+x@esrf.example.eu>, or a@b.c; not user@host or @home"
    assert without_addresses(text) == f"Ask Jane <{MASK}>, or {MASK}; not user@host or @home"
    assert without_addresses("a" * 1_000_000 + "@") == "a" * 1_000_000 + "@"


@pytest.mark.parametrize("address", ["josé@mail.example.org", "mueller@universität.example"])
def test_addresses_of_any_script_are_removed(address):
    assert without_addresses(f"write to {address} now") == f"write to {MASK} now"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/data/visitors/jane_doe/raw/a.h5", "a.h5"),
        ("/data/visitors/jane_doe/", "jane_doe/"),
        ("C:\\Users\\jane\\a.h5", "a.h5"),
        ("~/raw/a.h5", "a.h5"),
        ("raw/a.h5", "raw/a.h5"),
        ("1/2", "1/2"),
        ("and/or both", "and/or both"),
    ],
)
def test_of_an_absolute_path_only_the_last_part_is_kept(path, kept):
    assert without_folders(path) == kept
