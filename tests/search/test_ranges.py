"""Parameter ranges as people ask for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.units import units_of
from search.ranges import AskedRange, BadRange, check_range, parse_range


def node(text: str) -> tuple[str, str, float | None, float | None]:
    found = check_range(parse_range(text)).node
    return found.name, found.dimension, found.low, found.high


def near(value: float) -> object:
    return pytest.approx(value, rel=2e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sample_temperature:80..300 K",
            ("sample_temperature", "temperature", near(80), near(300)),
        ),
        (
            "sample_temperature:-20..20 °C",
            ("sample_temperature", "temperature", near(253.15), near(293.15)),
        ),
        ("Sample temperature:..300 K", ("sample_temperature", "temperature", None, near(300))),
        ("wavelength:1,5.. Å", ("incident_wavelength", "length", near(1.5e-10), None)),
        ("my own thing:1..2", ("my_own_thing", "number", near(1), near(2))),
    ],
)
def test_it_works(text: str, expected: tuple[object, ...]) -> None:
    assert node(text) == expected


def test_the_address_of_a_range_gives_the_same_range() -> None:
    first = check_range(AskedRange("Sample temperature", "80", "300", "K"))
    assert first.text == "sample_temperature:80..300 K"
    assert check_range(parse_range(first.text)) == first
    assert first.says == "Sample temperature from 80 to 300\u00a0K"


def test_bounds_are_widened_a_little() -> None:
    found = check_range(parse_range("sample_temperature:80..300 K")).node
    assert found.low is not None
    assert found.high is not None
    assert found.low < 80
    assert found.high > 300


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        (AskedRange("", "1", "2", "K"), "parameter", "Which parameter"),
        (AskedRange("sample temperature", "1", "2", "kevv"), "unit", "isn't a unit"),
        (AskedRange("sample temperature", "1", "2", "mm"), "unit", "Use K, °C"),
        (AskedRange("sample temperature", "1", "2", ""), "unit", "a unit is missing"),
        (AskedRange("sample temperature", "cold", "2", "K"), "least", "isn't a number"),
        (AskedRange("sample temperature", "1", "inf", "K"), "most", "isn't a number"),
        (AskedRange("sample temperature", "1", "1e999", "K"), "most", "isn't a number"),
        (AskedRange("sample temperature", "3", "2", "K"), "least", "swap them"),
        (AskedRange("sample temperature", "", "", "K"), "least", "Give a lower bound"),
    ],
)
def test_it_says_what_is_wrong(asked: AskedRange, field: str, words: str) -> None:
    with pytest.raises(BadRange, match=words) as caught:
        check_range(asked)
    assert caught.value.field == field


@pytest.mark.parametrize("text", ["", "x", "x:1", "x:1..2:3", ":1..2", "x" * 500 + ":1..2"])
def test_what_isnt_a_range_is_refused(text: str) -> None:
    with pytest.raises(BadRange):
        check_range(parse_range(text))


@given(st.text(), st.text(), st.text(), st.text())
def test_any_texts_are_read_or_refused(name: str, low: str, high: str, unit: str) -> None:
    for asked in (AskedRange(name, low, high, unit), None):
        try:
            found = check_range(asked or parse_range(f"{name}:{low}..{high} {unit}"))
        except BadRange:
            continue
        assert found.says


@given(st.floats(0.1, 1e4), st.floats(0.1, 1e4), st.sampled_from(units_of("length")))
def test_any_unit_asks_for_the_same(one: float, other: float, unit: object) -> None:
    low, high = sorted((one, other))
    symbol = unit.symbol  # type: ignore[attr-defined]
    metres = check_range(AskedRange("x", f"{low!r}", f"{high!r}", "m")).node
    scale = unit.from_si(1.0)  # type: ignore[attr-defined]
    same = check_range(AskedRange("x", f"{low * scale!r}", f"{high * scale!r}", symbol)).node
    assert same.low == pytest.approx(metres.low, rel=1e-12)
    assert same.high == pytest.approx(metres.high, rel=1e-12)
