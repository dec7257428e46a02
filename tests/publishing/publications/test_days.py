"""What is a day, and what one means that was written otherwise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.publications import days

ODD = (
    *("20300101", "2030-W01-1", "2030-13-45", "2030-02-30", "2030", "2030-12", "2030-1-1", "abc"),
    *("2030-12-31T25:00", "2030-12-31T10:00Z", "0000-00-00", "0001-01-01", "+2030-01-01"),
    *("٢٠٣٠-١٢-٣١", "２０３０-01-01", "2030-01-01\n", " 2030-01-01", "2030/01/01", "31.12.2030"),
)  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_nothing_but_the_one_form_is_a_day(text: str) -> None:
    assert not days.is_day(text)
    assert days.normal(text) == "" or days.is_day(days.normal(text))


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_is_itself(day: date) -> None:
    assert days.is_day(day.isoformat())
    assert days.normal(day.isoformat()) == days.normal(f"{day:%Y%m%d}") == day.isoformat()


@pytest.mark.parametrize(
    ("told", "day"),
    [("2031", "2031-01-01"), ("2031-05", "2031-05-01"), ("2031-05-03T22:10Z", "2031-05-03")],
)
def test_what_the_catalogue_tells_begins_on_a_day(told: str, day: str) -> None:
    assert days.first(told) == day
