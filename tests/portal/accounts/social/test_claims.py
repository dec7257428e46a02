"""What is kept of a login's claims: what every database takes, and nothing personal."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.social.claims import DEEPEST, kept

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9)
)
CLAIMS = st.dictionaries(
    st.text(max_size=9),
    st.recursive(
        SCALARS,
        lambda part: (
            st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=3,
)


@pytest.mark.parametrize(
    ("claims", "left"),
    [
        ({"sub": "1", "groups": ["a"]}, {"sub": "1", "groups": ["a"]}),
        ({"name": "Ana", "email": "a@b.c", "address": {"street": "x"}}, {}),
        ({"realm_access": {"roles": ["a"]}}, {"realm_access": {"roles": ["a"]}}),
        ({"groups": ["a\0", "b", "\ud800"]}, {"groups": [None, "b", None]}),
        ({"a\0": 1, "n": float("nan"), "i": 10**400}, {"n": None, "i": None}),
    ],
)
def test_what_is_kept(claims: dict[str, Any], left: dict[str, Any]) -> None:
    assert kept(claims) == left


@settings(max_examples=50)
@given(CLAIMS)
def test_it_is_json_that_every_database_takes(claims: dict[str, Any]) -> None:
    text = json.dumps(kept(claims), allow_nan=False, ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode()


def test_what_lies_deep_is_left_out() -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = {"a": deep}
    assert json.dumps(kept({"a": deep})).count("{") <= DEEPEST
