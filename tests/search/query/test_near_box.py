"""Closeness in the search box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.box import BadQuantity, read_box
from search.query.printing import printed
from search.query.tree import And, Crossed, Near, Node, Words

EV = 1.602176634e-19


def near(text: str) -> Near:
    node = read_box(text).tree()
    assert isinstance(node, Near)
    return node


@pytest.mark.parametrize(
    ("text", "name", "dimension", "value", "scale"),
    [
        ("temperature~300K", "sample_temperature", "temperature", 300, 30),
        ("temperature~300K±20K", "sample_temperature", "temperature", 300, 20),
        ("temperature~300±20K", "sample_temperature", "temperature", 300, 20),
        ("temperature~300K±20", "sample_temperature", "temperature", 300, 20),
        ("temperature~300 K ± 20 K", "sample_temperature", "temperature", 300, 20),
        ("temperature ~ 300K +- 20K", "sample_temperature", "temperature", 300, 20),
        ('temperature~"300 K ± 20 K"', "sample_temperature", "temperature", 300, 20),
        ("temperature~300K±5%", "sample_temperature", "temperature", 300, 15),
        ("temperature~20°C±5°C", "sample_temperature", "temperature", 293.15, 5),
        ("temperature~0°C±500mK", "sample_temperature", "temperature", 273.15, 0.5),
        ("field~0T", "sample_magnetic_field", "magnetic_flux_density", 0, 1),
        ("wavelength~1,54Å±0.01nm", "incident_wavelength", "length", 1.54e-10, 1e-11),
        ("frames~100", "number_of_frames", "number", 100, 10),
        ("humidity~50%±5%", "sample_humidity", "fraction", 0.5, 0.05),
        ("my_gauge~1bar", "my_gauge", "pressure", 1e5, 1e4),
    ],
)
def test_it_works(text: str, name: str, dimension: str, value: float, scale: float) -> None:
    found = near(text)
    assert found.names[0] == name
    assert found.dimension == dimension
    assert (found.value, found.scale) == (pytest.approx(value), pytest.approx(scale))


def test_a_general_name_is_all_that_it_may_be() -> None:
    found = near("energy~12.4keV")
    assert {"incident_photon_energy", "incident_neutron_energy", "energy"} <= set(found.names)
    assert found.value == pytest.approx(12_400 * EV)
    assert Crossed("photon", "incident_wavelength", "length") in found.crossed
    assert Crossed("neutron", "neutron_velocity", "velocity") in found.crossed
    assert not near("temperature~300K").crossed


def test_it_stands_beside_the_rest() -> None:
    node = read_box("lysozyme energy~12.4 keV (film temperature~100K)").tree()
    assert isinstance(node, And)
    words, first, group = node.parts
    assert words == Words("lysozyme")
    assert isinstance(first, Near)
    assert isinstance(group, And)


@pytest.mark.parametrize("text", ["a~b", "energy~", "~300K", "a ~ b"])
def test_what_is_no_closeness_is_text(text: str) -> None:
    assert isinstance(read_box(text).tree(), Words)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("temperature~300", BadQuantity, "a unit is missing"),
        ("temperature~300mm", BadQuantity, "doesn't fit"),
        ("temperature~warm", BadQuantity, "write it like"),
        ("temperature~80..300K", BadQuantity, "write it like"),
        ("temperature~300K±0K", BadQuantity, "above 0"),
        ("temperature~300K±-5K", BadQuantity, "above 0"),
        ("temperature~300K±5mm", BadQuantity, "doesn't fit the value"),
        ("temperature~300K±warm", BadQuantity, "write it like"),
        ("temperature~1e999K", BadQuantity, "too large"),
        ("-temperature~300K", BadQuery, "minus, NOT or OR"),
        ("a OR temperature~300K", BadQuery, "minus, NOT or OR"),
        (" ".join(f"temperature~{n}K" for n in range(1, 10)), BadQuery, "More than 8"),
    ],
)
def test_it_says_what_is_wrong(text: str, error: type[BadQuery], words: str) -> None:
    with pytest.raises(error, match=words):
        read_box(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("temperature~300K±20K", "Sample temperature near 300 K (±20K)"),
        ("energy~12.4keV", "Energy near 12.4 keV"),
        ("frames~100", "Number of frames near 100"),
    ],
)
def test_it_says_what_it_is(text: str, says: str) -> None:
    assert read_box(text).clauses[0].says == says


NUMBERS = st.decimals(-1000, 1000, places=3).map(str) | st.floats(1e-30, 1e30).map(repr)
NAMES = st.sampled_from(["temperature", "wavelength", "energy", "frames", "knob", "velocity"])
UNITS = st.sampled_from(["K", "°C", "mK", "Å", "nm", "m", "keV", "eV", "J", "m/s", "1/cm", "%", ""])
SHAPES = st.sampled_from(["{n}~{a}{u}", "{n}~{a}{u}±{b}{u}", "{n}~{a} {u} ± {b}", "x {n}~{a}{u}"])


def again(node: Node) -> None:
    assert read_box(printed(node)).tree() == node


@settings(max_examples=600, deadline=None)
@given(NAMES, NUMBERS, NUMBERS, UNITS, SHAPES)
def test_any_closeness_returns(name: str, value: str, scale: str, unit: str, shape: str) -> None:
    try:
        tree = read_box(shape.format(n=name, a=value, b=scale, u=unit)).tree()
    except BadQuery:
        return
    again(tree)
