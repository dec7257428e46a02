"""The protocol's dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.oai import moments

YEAR_1, YEAR_9999 = -62_135_596_800, 253_402_300_799


@given(st.integers(YEAR_1, YEAR_9999))
def test_what_is_written_can_be_read(seconds: int) -> None:
    text = moments.written(seconds)
    assert len(text) == len("2024-05-03T10:00:00Z")
    assert moments.first_second(text) == moments.last_second(text) == seconds


@given(st.dates())
def test_a_day_has_all_its_seconds(day: object) -> None:
    first, last = moments.first_second(str(day)), moments.last_second(str(day))
    assert last - first == 86_399
    assert moments.written(first) == f"{day}T00:00:00Z"
    assert moments.written(last) == f"{day}T23:59:59Z"


@given(st.text())
def test_no_other_text_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moments.first_second(text)
