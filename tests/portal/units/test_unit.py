"""Conversion to SI and back, and numbers and quantities as text."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.units import Unit, all_units, find, number, parse_quantity

UNITS = all_units()


def unit(text: str) -> Unit:
    found = find(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "text", "si"),
    [
        (500, "°C", 773.15),
        (-273.15, "°C", 0.0),
        (-273.149, "°C", 0.001),
        (32, "°F", 273.15),
        (12.4, "keV", 12.4e3 * 1.602176634e-19),
        (1.54, "Å", 1.54e-10),
        (180, "°", math.pi),
        (1, "atm", 101325),
        (7e-7, "bar", 0.07),
        (1, "W/cm²", 1e4),
        (60, "rpm", 1),
        (1, "mL/min", 1e-6 / 60),
        (1, "Oe", 1000 / (4 * math.pi)),
        (10, "%", 0.1),
        (1, "kWh", 3.6e6),
        (1, "g/cm³", 1000),
        (1, "Mbit/s", 125_000),
    ],
)
def test_to_si(value: float, text: str, si: float) -> None:
    assert unit(text).to_si(value) == pytest.approx(si, rel=1e-13, abs=1e-30)
    assert unit(text).from_si(si) == pytest.approx(value, rel=1e-12)


def test_kev_and_ev_agree() -> None:
    for energy in ("12.398", "0.0253", "8.048", "99.9999"):
        in_ev = str(Decimal(energy) * 1000)
        kev = unit("keV").to_si(float(energy))
        assert kev == pytest.approx(unit("eV").to_si(float(in_ev)), rel=1e-12)
        assert kev == pytest.approx(unit("keV").to_si(energy), rel=1e-12)


def test_text_and_decimal_are_exact() -> None:
    assert unit("°C").to_si("-273.1499999999999999") == pytest.approx(1e-16, rel=1e-12)
    assert unit("mm").to_si(Decimal("0.1")) == 0.0001


@pytest.mark.parametrize("text", ["", "abc", "1" * 101, "nan", "1,5"])
def test_text_that_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        unit("mm").to_si(text)


@pytest.mark.parametrize("symbol", ["mm", "°C"])
def test_an_enormous_integer(symbol: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        unit(symbol).to_si(10**5000)


def test_an_overflow_is_an_infinity() -> None:
    assert unit("km").to_si(1e308) == math.inf
    assert unit("km").to_si("1e99999") == math.inf


# Smaller ones have too few digits left as multiples of the smallest float.
NUMBERS = st.floats(min_value=-1e12, max_value=1e12).filter(lambda one: not 0 < abs(one) < 1e-200)


@given(st.sampled_from(UNITS), NUMBERS)
def test_round_trip(one: Unit, value: float) -> None:
    back = one.from_si(one.to_si(value))
    assert back == pytest.approx(value, rel=1e-12, abs=1e-12 * float(one.offset or 0))


@given(st.text(max_size=80))
def test_number_is_finite_or_none(text: str) -> None:
    value = number(text)
    assert value is None or math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.34E+12", 1.34e12), (" 5 ", 5), ("-.5", -0.5), ("+3", 3), ("1e999", None), ("inf", None),
     ("nan", None), ("1_000", None), ("0x10", None), ("١٢", None), ("", None), ("e", None),
     ("1 2", None), ("9" * 200, None)],
)  # fmt: skip
def test_number(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value", "symbol"),
    [
        ("12.4 keV", 12.4, "keV"),
        ("12.4keV", 12.4, "keV"),
        ("-20°C", -20, "°C"),
        ("−20 °C", -20, "°C"),
        ("0,5 mm", 0.5, "mm"),
        ("1e12 ph/s", 1e12, "photons/s"),
        ("5 %", 5, "%"),
        (".5 Å", 0.5, "Å"),
        ("3 µm", 3, "µm"),
    ],
)
def test_parse_quantity(text: str, value: float, symbol: str) -> None:
    parsed = parse_quantity(text)
    assert parsed is not None
    assert (parsed[0], parsed[1].symbol) == (value, symbol)


@pytest.mark.parametrize(
    "text", ["", "12.4", "keV", "12.4 foo", "1,000.5 mm", "1e999 mm", "1" * 500]
)
def test_parse_quantity_refuses(text: str) -> None:
    assert parse_quantity(text) is None


def test_parse_quantity_knows_the_parameter() -> None:
    parsed = parse_quantity("20 C", "sample_temperature")
    assert parsed is not None
    assert parsed[1].symbol == "°C"
