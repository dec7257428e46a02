"""How values are written on pages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import units
from portal.catalogue.records import Parameter
from portal.templatetags.show import apart
from portal.web import show


def quantity(value: float, unit: str, si: float, dimension: str, name: str = "x") -> Parameter:
    return Parameter(name=name, values=(value,), unit=unit, si=(si,), dimension=dimension)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (-1, ""),
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (55_475_106, "55.5 MB"),
        (999_950, "1 MB"),
        (10**30, "1000000000000 EB"),
    ],
)
def test_size(value: int | None, text: str) -> None:
    assert show.size(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20, "20"),
        (-273.15, "−273.15"),
        (0.08525348846394756, "0.08525349"),
        (1.2e-11, "1.2 × 10⁻¹¹"),
        (3.4e15, "3.4 × 10¹⁵"),
        (True, "yes"),
        ("text", "text"),
        ("mail me@example.org now", "mail [address removed] now"),
        (math.nan, "not a number"),
        (-math.inf, "−∞"),
        (10**12 + 1, "1 × 10¹²"),
    ],
)
def test_figure(value: str | float, text: str) -> None:
    assert show.figure(value) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019", "2019"),
        ("2019-05", "May 2019"),
        ("2019-05-03", "3 May 2019"),
        ("2019-05-03T10:00:00Z", "3 May 2019, 10:00 UTC"),
        ("", ""),
        ("soon", "soon"),
        ("2019-99", "2019"),
    ],
)
def test_day(text: str, words: str) -> None:
    assert show.day(text) == words


def test_a_span_within_a_day_is_that_day() -> None:
    assert show.span("2019-05-03T10:00Z", "2019-05-03T12:00Z") == "3 May 2019"
    assert show.span("2019-05-03", "2019-05-07") == "3 May 2019 to 7 May 2019"
    assert show.span("", "2019-05-07") == "until 7 May 2019"
    assert show.span("2019-05-03T10:00:00Z", "") == "3 May 2019, 10:00 UTC"


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (quantity(20, "°C", 293.15, "temperature"), "293.15\u00a0K"),
        (quantity(293, "K", 293, "temperature"), ""),
        (quantity(4.5, "Å", 4.5e-10, "length"), ""),
        (quantity(7.152, "m", 7.152, "length"), ""),
        (quantity(0.0092, "h", 33.12, "time"), "33.12\u00a0s"),
        (quantity(5, "furlongs", 5, "length"), ""),
        (quantity(2390000, "n/cm^2/s", 2.39e10, "flux_density"), ""),
        (quantity(1.797e308, "keV", 2.8791e292, "energy"), ""),
    ],
)
def test_the_usual_unit(parameter: Parameter, text: str) -> None:
    assert show.preferred(parameter) == text


def test_names_stand_apart() -> None:
    """Whatever direction each is written in, whatever signs it has, and however long it is."""
    names = ("איתן", "<b>", "a" * 500)
    assert apart(names) == f"<bdi>איתן</bdi>, <bdi>&lt;b&gt;</bdi>, <bdi>{'a' * 119}…</bdi>"


def test_many_values_become_a_range() -> None:
    many = Parameter(name="x", values=tuple(range(100)), unit="K")
    assert show.values(many) == "0 to 99\u00a0K (100 values)"
    words = Parameter(name="x", values=tuple("abcdefgh"))
    assert show.values(words) == "a, b, c, d, e, f, … (8 values)"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/path",
        "/path",
        "https://user:secret@host/",
        "https://",
        "http://[",
        "",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert show.link(address) == ""
    assert show.link("https://scicat.example.org/x?y=1") == "https://scicat.example.org/x?y=1"


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans()))
def test_any_value_can_be_shown(value: str | float) -> None:
    parameter = Parameter(name="x", values=(value,) * 9, unit="K")
    assert isinstance(show.figure(value), str)
    assert isinstance(show.values(parameter), str)
    assert isinstance(show.day(str(value)), str)
    assert isinstance(show.link(str(value)), str)


@given(st.lists(st.floats(), min_size=1), st.sampled_from(["temperature", "length", "flux", "?"]))
def test_any_quantity_can_be_compared(values: list[float], dimension: str) -> None:
    found = Parameter(
        name="x", values=tuple(values), unit="m", si=tuple(values), dimension=dimension
    )
    assert isinstance(show.comparable(found), str)


@pytest.mark.parametrize("unit", ["eV", "meV"])
def test_values_too_large_for_a_unit_stay_as_given(unit: str) -> None:
    parameter = quantity(1.797e308, "keV", 2.8791e292, "energy")
    assert show.comparable(parameter, chosen=units.find(unit)) == "1.797 × 10³⁰⁸\u00a0keV"
