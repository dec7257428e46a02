"""The orders that an address may ask for."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.columns import FIELDS
from search.errors import BadSort
from search.fields import NUMBERS, SORTS, TEXT_KEYS, Order
from search.orders import by, order, settled


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_column_has_an_order(name: str, sign: str) -> None:
    found = order(f"{sign}{name}")
    assert found is not None
    assert found.descending == bool(sign)
    assert found.key in ("id", *NUMBERS, *TEXT_KEYS)
    assert order(settled(f"{sign}{name}")) == found


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("-date", "newest"),
        ("date", "oldest"),
        ("-size", "largest"),
        ("-changed", "updated"),
        ("title", "title"),
        ("Facility", "facility"),
        ("- sample_temperature [ K ]", "-sample_temperature[K]"),
        ("wavelength[Å]", "incident_wavelength[Å]"),
        ("relevance", "relevance"),
    ],
)
def test_an_order_has_one_name(written: str, one: str) -> None:
    assert settled(written) == settled(one) == one


def test_several_texts_have_two_ends() -> None:
    assert order("samples") == Order("least_samples", "ascending", "text")
    assert order("-samples") == Order("most_samples", "descending", "text")


def test_a_parameter_is_one_of_its_dimension() -> None:
    expected = Order("sample_temperature", "descending", "parameter", "temperature")
    assert order("-sample_temperature[°C]") == order("-sample_temperature") == expected


@pytest.mark.parametrize("sort", SORTS)
def test_what_named_orders_go_by(sort: str) -> None:
    key, direction = by(sort)
    if sort == "relevance":
        assert (key, direction) == ("", None)
    else:
        assert order(key if direction == "ascending" else f"-{key}") == order(sort)


@pytest.mark.parametrize("sort", ["", "-", "title,year", ",", "a[b", "x[nounit]", "title[K", "[K]"])
def test_what_is_no_order_is_said(sort: str) -> None:
    for read in (order, settled):
        with pytest.raises(BadSort, match="relevance"):
            read(sort)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(sort: str) -> None:
    with suppress(BadSort):
        one = settled(sort)
        assert settled(one) == one
        assert order(one) == order(sort)
        by(one)
