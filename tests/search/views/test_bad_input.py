"""What can't be answered gets a message, and nothing typed is lost."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import addresses, asked
from tests.factories import dataset, make_record
from tests.indexed import Told

BAD = [
    ("q=%22open", "never closed"),
    ("q=date:soon", "isn&#x27;t a date"),
    ("q=" + "x" * 1001, "too long"),
    ("from=soon", "isn&#x27;t a date"),
    ("from=2020&to=2019", "swap the two dates"),
    ("sort=sideways", "can&#x27;t be sorted"),
    ("size=0", "whole number from 1 to 1,000"),
    ("size=1001", "whole number from 1 to 1,000"),
    ("size=many", "whole number"),
    ("page=-1", "whole number"),
    ("after=rubbish", "out of date"),
    ("after=" + "A" * 5000, "out of date"),
    ("kind=thing", "no kind"),
    ("range=rubbish", "can&#x27;t be read"),
    ("range=sample_temperature:1..2+mm", "doesn&#x27;t fit"),
    ("parameter=sample+temperature&least=1&unit=kevv", "isn&#x27;t a unit"),
    ("&".join(f"keyword=k{n}" for n in range(101)), "More than 100 filters"),
    ("&".join(f"range=x:{n}..{n}" for n in range(21)), "More than 20 ranges"),
]


@pytest.mark.parametrize(("query", "words"), BAD)
def test_it_works(client: Client, indexed: Told, query: str, words: str) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    body = client.get(f"/search.json?{query}")
    assert body.status_code == 400
    assert body.json()["error"]["message"]


def test_what_was_typed_stays(client: Client, indexed: Told) -> None:
    make_record(dataset())
    indexed()
    text = client.get("/search?q=%22open+beam&facility=ess&type=raw").content.decode()
    assert 'value="&quot;open beam"' in text
    assert '<input type="hidden" name="facility" value="ess">' in text
    assert "Facility: ESS" in text


def test_the_form_of_a_range_stays(client: Client, indexed: Told) -> None:
    form = "parameter=sample+temperature&least=1&most=2&unit=mm&q=beam&type=raw"
    text = client.get(f"/search?{form}").content.decode()
    for value in ("sample temperature", "1", "2", "mm", "beam"):
        assert f'value="{value}"' in text
    assert 'name="unit" list="units" value="mm" placeholder="K" autocomplete="off" aria-inv' in text


def test_the_form_of_a_period_stays(client: Client, indexed: Told) -> None:
    text = client.get("/search?from=2020&to=soon&type=raw").content.decode()
    assert 'name="from" value="2020"' in text
    assert 'name="to" value="soon"' in text


def test_one_bad_part_doesnt_lose_the_others(client: Client, indexed: Told) -> None:
    address = "/search?size=9999&type=raw&sort=title"
    text = client.get(address).content.decode()
    assert 'name="type" value="raw"' in text
    assert 'name="sort" value="title"' in text
    assert 'value="9999"' not in text


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff%fe",
        "q=" + "(" * 900,
        "q=" + "-" * 900,
        "q=%7B%21join%7D+title:*+OR+*:*",
        "q=%F0%9F%92%A5+%D8%B1",
        "facility=%00%27%22%3Cscript%3E",
        "technique=PaNET99999",
        "year=99999999999999999999",
        "page=999999999",
        "q=year:9999&unknown=1&more=nothing",
        "back=..." + "A" * 3000,
    ],
)
def test_odd_input_is_answered(client: Client, indexed: Told, query: str) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code in (200, 400)
    assert "<script>" not in answer.content.decode()


def test_it_only_answers_reading(client: Client, indexed: Told) -> None:
    assert client.post("/search", {"q": "x"}).status_code == 405


KEYS = st.sampled_from((*addresses.KEYS, *asked.FORM, "format", "x"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(KEYS, st.text(max_size=30)), max_size=8))
def test_any_address_is_answered(
    client: Client, indexed: Told, pairs: list[tuple[str, str]]
) -> None:
    query = urlencode([(key, value.encode("utf-8", "replace")) for key, value in pairs])
    assert client.get(f"/search?{query}").status_code in (200, 302, 400)
