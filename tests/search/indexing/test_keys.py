"""The keys that texts are ordered by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cursor import TEXT_KEY
from search.indexing.keys import text_key

LISTS = (
    ("Run 2", "run 10", "Run 11 b", "run 100", "runs 1"),
    ("2 mm", "10 mm", "mm"),
    ("G9a", "G10", "G010b", "GA"),
    ("scan_0099.h5", "scan_0100.h5", "scan_1000.h5"),
    ("99999999", "100000000", "999999999", "1000000000", "10000000000"),
    ("sample", "sample 1", "sample A"),
    ("10.5", "10.12", "11.1"),
)


@pytest.mark.parametrize("texts", LISTS)
def test_numbers_are_ordered_by_value(texts: tuple[str, ...]) -> None:
    keys = [text_key(one) for one in texts]
    assert keys == sorted(set(keys))


words = st.sampled_from(("", "a", "b", "ab", "z"))
numbers = st.integers(0, 10**12) | st.integers(0, 120) | st.integers(10**8 - 9, 10**9 + 9)
mixed = st.lists(st.tuples(words, numbers), min_size=1, max_size=3)


@given(mixed, mixed)
def test_any_two_are(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> None:
    """As the pairs of words and numbers are, where both have the same words."""
    other = [(word, number) for (word, _), (_, number) in zip(one, other, strict=False)]
    mine, yours = (text_key(" ".join(f"{w}{n}" for w, n in each)) for each in (one, other))
    if len(one) == len(other):
        assert (mine < yours) == (one < other)


@given(st.text(max_size=200))
def test_any_text_has_a_key_that_addresses_may_have(text: str) -> None:
    key = text_key(text)
    assert not key or TEXT_KEY.fullmatch(key)
    assert len(key) <= 320


def test_zeros_before_a_number_say_nothing() -> None:
    assert text_key("run 007") == text_key("run 7")
    assert text_key("run 000") == text_key("run 0") < text_key("run 1")
