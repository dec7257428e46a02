"""Retry-After: read right, kept by all who go to the host, and capped."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.client.errors import RateLimited
from harvest.client.politeness import Traffic
from portal.web.retry_after import seconds
from tests.harvest.client.servers import reply

NOW = datetime(1994, 11, 6, 8, 49, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("1.5", 1.5),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 30),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 30),
        ("Sun Nov  6 08:49:37 1994", 30),
        ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("９", None),
        ("9" * 5000, None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 99999999999999999999 08:49:37 GMT", None),
        ("NaN", None),
    ],
)
def test_values(value, expected):
    assert seconds(value, NOW) == expected


@given(st.text())
def test_any_text_is_seconds_or_none(value):
    result = seconds(value, NOW)
    assert result is None or 0 <= result < 10**13


@given(st.integers(0, 10**9))
def test_whole_seconds(number):
    assert seconds(str(number), NOW) == number


@given(st.integers(0, 10**8))
def test_dates(number):
    moment = format_datetime(NOW + timedelta(seconds=number), usegmt=True)
    assert seconds(moment, NOW) == number


@pytest.mark.parametrize("status", [429, 503])
def test_the_client_waits_as_long_as_it_is_asked_to(serve, make_client, waits, status):
    server = serve(reply(b"", status, "Retry-After: 17"), reply(b"1"))
    assert make_client(server).get_json(server.url()) == 1
    assert [round(wait) for wait in waits] == [17]


def test_a_date_is_waited_for(serve, make_client, waits):
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server = serve(reply(b"", 429, f"Retry-After: {moment}"), reply(b"1"))
    assert make_client(server).get_json(server.url()) == 1
    assert 50 < waits[0] <= 60


def test_the_wait_is_capped_and_told(serve, make_client, waits):
    server = serve(reply(b"", 429, "Retry-After: 86400"))
    with pytest.raises(RateLimited) as caught:
        make_client(server, max_retries=2, longest_wait=50).get_json(server.url())
    assert [round(wait) for wait in waits] == [50, 50]
    assert caught.value.retry_after == 86400


def test_everybody_waits(serve, make_client, waits):
    server = serve(reply(b"", 429, "Retry-After: 17"), reply(b"1"))
    traffic = Traffic()
    one, two = (make_client(server, max_retries=0, traffic=traffic) for _ in range(2))
    with pytest.raises(RateLimited):
        one.get_json(server.url())
    assert two.get_json(server.url()) == 1
    assert [round(wait) for wait in waits] == [17]


def test_a_missing_page_makes_nobody_wait(serve, make_client, waits):
    server = serve(reply(b"", 404, "Retry-After: 17"), reply(b"1"))
    client = make_client(server)
    assert client.status(server.url()) == 404
    assert client.get_json(server.url()) == 1
    assert waits == []
