"""Columns as addresses name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.columns import FIELDS, BadColumns, read


def keys(*written: str) -> list[str]:
    return [column.key for column in read(written)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("title", "title"),
        ("TITLE", "title"),
        ("sample_temperature", "sample_temperature[K]"),
        ("Sample temperature [ °C ]", "sample_temperature[°C]"),
        ("wavelength[Å]", "incident_wavelength[Å]"),
        ("something of our own", "something_of_our_own"),
        ("something[keV]", "something[keV]"),
    ],
)
def test_a_column(written: str, key: str) -> None:
    assert keys(written) == [key]
    assert keys(key) == [key]


def test_each_comes_once() -> None:
    assert keys("title, year", "wavelength[Å],incident_wavelength[Å],,title") == [
        "title",
        "year",
        "incident_wavelength[Å]",
    ]


def test_all_fields_can_be_asked_for() -> None:
    assert keys(",".join(FIELDS)) == list(FIELDS)


@pytest.mark.parametrize("written", ["[K]", "a[", "a]b", "a[K]b", "_", "a[nounit]", "x" * 201])
def test_what_is_no_column_is_said(written: str) -> None:
    with pytest.raises(BadColumns, match=r"\.$"):
        read([written])


@given(st.lists(st.text(max_size=300), max_size=5))
def test_anything_is_read_or_said(written: list[str]) -> None:
    try:
        found = read(written)
    except BadColumns:
        return
    assert [column.key for column in read([column.key for column in found])] == [
        column.key for column in found
    ]
