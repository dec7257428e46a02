"""Every error tells what happened and what to do, and shows no secret."""

import pickle

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.client import errors
from tests.conftest import ROOT

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.FetchError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(kind):
    error = kind("https://a.example/x", "it broke")
    assert str(error).startswith("https://a.example/x: it broke.")
    assert kind.__doc__
    if kind is not errors.FetchError:
        assert kind.advice.endswith(".")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (kind, str(error))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?filter={}&limit=10", "https://a.example/x?filter={}&limit=10"),
        ("https://me:pw@a.example/", "https://a.example/"),
        ("https://a.example/?sessionId=1&q=2", "https://a.example/?sessionId=…&q=2"),
        ("https://a.example/?api_key=1", "https://a.example/?api_key=…"),
        ("https://a.example/?access_token=1#token", "https://a.example/?access_token=…"),
        ("http://[::1", "an address that can't be read"),
        ("https://a.example/\nFAKE LOG LINE", "https://a.example/?FAKE LOG LINE"),
        ("https://a.example/" + "x" * 400, "https://a.example/" + "x" * 282 + "…"),
        (httpx2.URL("https://me:pw@a.example/x"), "https://a.example/x"),
        (None, "None"),
    ],
)
def test_shown(url, shown):
    assert errors.shown(url) == shown


@given(st.text())
def test_anything_can_be_shown(text):
    for url in (text, f"https://a.example/{text}", f"https://{text}/"):
        shown = errors.shown(url)
        assert shown.isprintable()
        assert len(shown) <= 301
        assert errors.shown(shown) == shown or len(shown) > 290


def test_every_kind_is_described():
    text = (ROOT / "docs" / "harvesting-http.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind.__name__}`" in text
