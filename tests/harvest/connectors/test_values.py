"""Reading fields of strangers' JSON."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from harvest.connectors import values
from harvest.connectors.base import Context
from portal.normalise import dates

HERE = Context()
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(2999, 1, 1)),
    st.integers(0, 999),
)
def test_javascript_s_times_are_read_as_any_other(moment, thousandth):
    text = f"{moment:%Y-%m-%dT%H:%M:%S}.{thousandth:03}Z"
    assert values.date(text, HERE) == dates.parse(text)


@given(st.from_regex(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", fullmatch=True))
def test_times_that_do_not_exist_are_none(text):
    assert values.date(text, HERE) == dates.parse(text)


@given(anything)
def test_every_reader_takes_anything(value):
    values.line(value)
    values.paragraphs(value)
    values.names(values.items(value))
    values.words(value)
    values.pids(value)
    values.whole(value)
    values.year(value)
    values.date(value, HERE)
    values.address(value)
    values.licence(value, HERE)
    values.techniques(value)
    values.related(value)


def test_years():
    given = [2019, "2019", "2019-05-03", 1066, "", None, True, 10**30, [2019]]
    assert [values.year(one) for one in given] == [2019, 2019, 2019, *[None] * 6]


def test_whole_numbers():
    given = [0, 5, "5", 5.0, -1, 5.5, True, None, "x", 2**63, 2**63 - 1]
    assert [values.whole(one) for one in given] == [0, 5, 5, 5, *[None] * 6, 2**63 - 1]


def test_words_come_as_lists_or_as_text():
    assert values.words(["a", " b ", "a", None, 5]) == ("a", "b", "5")
    assert values.words("a, b; c\nd") == ("a", "b", "c", "d")


def test_an_end_before_the_start_is_none():
    now = datetime.now(UTC).isoformat()
    assert values.end_after("2021-01-02", "2021-01-01") == ""
    assert values.end_after("2021-01-02T10:00:00Z", "2021-01-02") == "2021-01-02"
    assert values.end_after("", now) == now
