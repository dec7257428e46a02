"""Dates in every form that catalogues give."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.normalise import dates

LUND = "Europe/Stockholm"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019", "2019"),
        (2019, "2019"),
        ("2019-05", "2019-05"),
        ("2019-05-03", "2019-05-03"),
        ("20190503", "2019-05-03"),
        ("2020/05/03", "2020-05-03"),
        ("03.05.2020", "2020-05-03"),
        ("3 May 2020", "2020-05-03"),
        ("May 3, 2020", "2020-05-03"),
        ("May 2020", "2020-05"),
        ("2019-05-03T10:00", "2019-05-03T08:00Z"),
        ("2019-01-03T10:00", "2019-01-03T09:00Z"),
        ("2022-07-09 22:48:56", "2022-07-09T20:48:56Z"),
        ("2019-05-03T10:00:00Z", "2019-05-03T10:00:00Z"),
        ("2019-05-03T10:00:00+02:00", "2019-05-03T08:00:00Z"),
        ("2019-04-08T16:02:41.286+0200", "2019-04-08T14:02:41.286Z"),
        ("2019-05-03T23:30:00-05", "2019-05-04T04:30:00Z"),
        ("2020-12-16T14:17:26.000000Z", "2020-12-16T14:17:26Z"),
        ("2020-05-05T15:01:02.123456789Z", "2020-05-05T15:01:02.123456Z"),
        ("2018-09-02 16:40:31.596", "2018-09-02T14:40:31.596Z"),
        ('"2019-05-13T17:07:44"', "2019-05-13T15:07:44Z"),
        ("20190503T101112Z", "2019-05-03T10:11:12Z"),
        ("2019-05-03T24:00:00Z", "2019-05-04T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("Tue, 03 May 2020 10:00:00 GMT", "2020-05-03T10:00:00Z"),
        ("Fri Jan 05 2018 10:00:00 GMT+0100 (CET)", "2018-01-05T09:00:00Z"),
        ({"$date": "2021-06-29T16:46:15.358Z"}, "2021-06-29T16:46:15.358Z"),
        ({"$date": 1_591_000_000_000}, "2020-06-01T08:26:40Z"),
        ({"$date": {"$numberLong": "1591000000000"}}, "2020-06-01T08:26:40Z"),
        (1_591_000_000, "2020-06-01T08:26:40Z"),
        (1_591_000_000_500, "2020-06-01T08:26:40.5Z"),
        ("1591000000", "2020-06-01T08:26:40Z"),
        (datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC), "2020-01-02T03:04:05Z"),
        (date(2020, 1, 2), "2020-01-02"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_parse(value: object, expected: str) -> None:
    assert dates.parse(value, LUND) == expected


@pytest.mark.parametrize(
    "value",
    [
        "", None, True, [], {}, {"$date": None}, {"$date": {"$date": "2019"}}, "soon", "n/a", "12",
        "2019-13-01", "2019-00", "2019-02-30", "2019-05-03T25:00:00Z", "2019-05-03T10:61Z",
        "05/03/2020", "202005", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00",
        "2019-05-03T10:00:00+99:00", "32.01.2020", "3 Foo 2020", 12, 10**30, -5, 1.5, float("nan"),
        float("inf"), "2" * 10_000_000, "2019-05-03\x00", "２０１９", "2019/2020",
    ],
)  # fmt: skip
def test_what_is_no_date(value: object) -> None:
    assert dates.parse(value, LUND) == ""


def test_a_bare_date_is_the_same_everywhere() -> None:
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        assert dates.parse("2019-05-03", zone) == "2019-05-03"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1970", 0, 365 * 86_400 - 1),
        ("1970-02", 31 * 86_400, 59 * 86_400 - 1),
        ("1970-01-02", 86_400, 2 * 86_400 - 1),
        ("1970-01-01T00:01Z", 60, 119),
        ("1970-01-01T00:00:10Z", 10, 10),
        ("1970-01-01T00:00:10.9Z", 10, 10),
        ("1969-12-31T23:59:59.5Z", -1, -1),
        ("9999", 253_370_764_800, 253_402_300_799),
    ],
)
def test_bounds(text: str, first: int, last: int) -> None:
    assert dates.bounds(text) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2019-02-30", "2019-05-03T10:00:00", "2019-13"])
def test_bounds_of_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dates.bounds(text)


PARTS = st.sampled_from(
    ["2019", "-", "05", "03", "T", " ", "10", ":", "59", "60", "24", ".", "123", "Z", "+02:00", "/",
     "May", ",", "GMT", "(CET)", "99", "\x00", "1591000000"]
)  # fmt: skip


@given(
    st.one_of(
        st.lists(PARTS, max_size=14).map("".join),
        st.text(max_size=30),
        st.integers(),
        st.floats(),
        st.datetimes().map(str),
        st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
        st.dictionaries(st.just("$date"), st.one_of(st.text(), st.integers())),
    )
)
def test_parse_is_idempotent_and_has_bounds(value: object) -> None:
    once = dates.parse(value, LUND)
    assert dates.parse(once, "Asia/Tokyo") == once
    if once:
        first, last = dates.bounds(once)
        assert first <= last
