"""One index term for each value, two ways to compare."""

import re

from hypothesis import given
from hypothesis import strategies as st

from search.query import terms

FIELDS = st.sampled_from(["person", "sample", "doi"])
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)


def test_exact_and_folded() -> None:
    assert terms.exact("sample", "Ni Fe") == "sample=Ni␣Fe"
    assert terms.folded("sample", " ni \t FÉ ") == "sample~ni␣fe"
    assert set(terms.both("sample", "Ni Fe")) == {"sample=Ni␣Fe", "sample~ni␣fe"}


def test_parameters_have_one_spelling() -> None:
    assert terms.both("parameter", "sample_temperature") == ("parameter=sample_temperature",)
    assert terms.folded("parameter", "Sample temperature") == "parameter=sample_temperature"


def test_long_values_differ_by_their_end() -> None:
    one, other = (terms.exact("pid", "x" * 5_000_000 + end) for end in "ab")
    assert one != other
    assert len(one) < 300


@given(FIELDS, ANY)
def test_terms_are_bounded_text(field: str, value: str) -> None:
    for term in terms.both(field, value):
        assert len(term) < 300
        assert len(term.encode()) < 2_000
        assert term.split() == [term]


@given(FIELDS, ANY, ANY)
def test_values_stay_apart(field: str, one: str, other: str) -> None:
    """But for the sort of their blanks."""
    clean = [re.sub(r"\s", "␣", value).encode("utf-8", "replace") for value in (one, other)]
    assert (terms.exact(field, one) == terms.exact(field, other)) == (clean[0] == clean[1])
