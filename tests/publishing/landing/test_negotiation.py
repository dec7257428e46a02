"""Which form an Accept header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.landing.negotiation import NotOffered, accepted, asked

OFFERED = {
    "html": ("text/html",),
    "json": ("application/json",),
    "xml": ("application/vnd.x+xml", "application/xml", "text/xml"),
    "dc": ("application/xml;profile=dc",),
}


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("rubbish", "html"),
        ("text/html", "html"),
        ("TEXT/HTML;Charset=UTF-8", "html"),
        ("text/*", "html"),
        ("application/*", "json"),
        ("application/json", "json"),
        ("application/json, text/plain, */*", "json"),
        ("text/html, application/json", "html"),
        ("application/json, text/html", "json"),
        ("application/json;q=0.5, text/html", "html"),
        ("text/html;q=0.5, application/json;q=0.6", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/xml", "xml"),
        ("application/vnd.x+xml;q=0.2, image/png", "xml"),
        ('application/xml;profile="dc"', "dc"),
        ("text/html;q=0, */*", "json"),
        ("*/*;q=0.1, text/html;q=0", "json"),
        ("text/html;q=7, application/json;q=0.1", "json"),
        ("*/json, application/json;q=0.1", "json"),
    ],
)
def test_it_works(accept: str, name: str) -> None:
    assert asked("", accept, OFFERED) == name


def test_the_format_goes_before_the_header() -> None:
    assert asked("dc", "text/html", OFFERED) == "dc"


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "*/*;q=0", "a/b, c/d;q=1"])
def test_what_there_isnt_is_refused(accept: str) -> None:
    with pytest.raises(NotOffered):
        asked("", accept, OFFERED)
    with pytest.raises(NotOffered, match="no format"):
        asked(accept, "", OFFERED)


@given(st.text(max_size=300) | st.text(alphabet=' ,;="\\q0.1*/ab', max_size=300))
def test_no_header_does_harm(header: str) -> None:
    try:
        assert asked("", header, OFFERED) in OFFERED
    except NotOffered:
        assert accepted(header)


def test_long_headers_are_read_in_part() -> None:
    assert len(accepted("a/b," * 10_000)) == 50
    assert accepted('"' * 10_000) == []
    assert accepted("a/b;" * 5_000 + '"') == accepted("a/b;" * 5_000)
