"""Quantities with units in the search box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.units import Unit, units_of
from search.errors import BadQuery
from search.query.box import BadQuantity, Swapped, read_box
from search.query.printing import printed
from search.query.tree import And, Node, Or, ParameterRange, Phrase, Term, Words


def near(value: float | None) -> object:
    return None if value is None else pytest.approx(value, rel=2e-9)


@pytest.mark.parametrize(
    ("text", "name", "dimension", "low", "high"),
    [
        ("temperature:80..300K", "sample_temperature", "temperature", 80, 300),
        ("temperature:80..300 K", "sample_temperature", "temperature", 80, 300),
        ("temperature: 80", None, "", None, None),
        ("temperature:80K..300K", "sample_temperature", "temperature", 80, 300),
        ("temperature:80–300K", "sample_temperature", "temperature", 80, 300),
        ("temperature:500mK..4K", "sample_temperature", "temperature", 0.5, 4),
        ("temperature<-20°C", "sample_temperature", "temperature", None, 253.15),
        ("temperature < −20 °C", "sample_temperature", "temperature", None, 253.15),
        ("temperature≤-20C", "sample_temperature", "temperature", None, 253.15),
        ("temperature:>300K", "sample_temperature", "temperature", 300, None),
        ("temperature:..300K", "sample_temperature", "temperature", None, 300),
        ("temperature:80K..", "sample_temperature", "temperature", 80, None),
        ('temperature:"80 .. 300 K"', "sample_temperature", "temperature", 80, 300),
        ("temperature=300K", "sample_temperature", "temperature", 299.5, 300.5),
        ("temperature:300.0K", "sample_temperature", "temperature", 299.95, 300.05),
        ("temperature=3e2K", "sample_temperature", "temperature", 250, 350),
        ("sampleTemperature=20°C", "sample_temperature", "temperature", 292.65, 293.65),
        ("wavelength=1.54Å", "incident_wavelength", "length", 1.535e-10, 1.545e-10),
        ("wavelength=1,54A", "incident_wavelength", "length", 1.535e-10, 1.545e-10),
        ("sample_pressure>2GPa", "sample_pressure", "pressure", 2e9, None),
        ("pressure>2GPa", "sample_pressure", "pressure", 2e9, None),
        ("field:1..5T", "sample_magnetic_field", "magnetic_flux_density", 1, 5),
        ("frames>=1000", "number_of_frames", "number", 1000, None),
        ("my_gauge:1..2bar", "my_gauge", "pressure", 1e5, 2e5),
        ("knob>3", "knob", "number", 3, None),
    ],
)
def test_it_works(
    text: str, name: str | None, dimension: str, low: float | None, high: float | None
) -> None:
    node = read_box(text).tree()
    if name is None:
        assert isinstance(node, Words)
        return
    found = node.parts[0] if isinstance(node, Or) else node
    assert isinstance(found, ParameterRange)
    assert (found.name, found.dimension) == (name, dimension)
    assert (found.low, found.high) == (near(low), near(high))


def test_bounds_are_wider_or_narrower_by_a_billionth() -> None:
    wide, narrow = read_box("temperature>=100K").tree(), read_box("temperature>100K").tree()
    assert isinstance(wide, ParameterRange)
    assert isinstance(narrow, ParameterRange)
    assert (wide.low, wide.include_low) == (99.9999999, True)
    assert (narrow.low, narrow.include_low) == (100.0000001, False)


def test_a_general_name_is_all_that_it_may_be() -> None:
    node = read_box("energy:8..12keV").tree()
    assert isinstance(node, Or)
    names = [part.name for part in node.parts if isinstance(part, ParameterRange)]
    assert names == [
        "incident_photon_energy",
        "incident_neutron_energy",
        "electron_beam_energy",
        "pulse_energy",
        "energy",
    ]


def test_wavelengths_are_found_by_the_facilitys_probe() -> None:
    node = read_box("wavelength=1.54Å").tree()
    assert isinstance(node, Or)
    own, photons, neutrons = node.parts
    assert isinstance(own, ParameterRange)
    for part, probe, name in (
        (photons, "photon", "incident_photon_energy"),
        (neutrons, "neutron", "incident_neutron_energy"),
    ):
        assert isinstance(part, And)
        assert part.parts[0] == Term("probe", probe)
        assert isinstance(part.parts[1], Or)
        assert part.parts[1].parts[0].name == name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("Fe:Al2O3", Words("Fe:Al2O3")),
        ("chapter:3", Words("chapter:3")),
        ("chapter:3rd", Words("chapter:3rd")),
        ("detector:eiger", Words("detector:eiger")),
        ("temperature:cold", Words("temperature:cold")),
        ('temperature:"very cold"', And((Words("temperature"), Phrase("very cold")))),
        ("a<b", Words("a<b")),
    ],
)
def test_what_is_no_quantity_is_text(text: str, node: Node) -> None:
    assert read_box(text).tree() == node


def test_unheard_names_are_noted() -> None:
    assert "dictionary" in read_box("knob>3").notes[0]
    assert not read_box("energy>3keV wavenumber>3cm-1 frames>3").notes


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("temperature:300", BadQuantity, "a unit is missing. Use K, °C"),
        ("temperature:300mm", BadQuantity, "“mm” doesn't fit"),
        ("temperature:300kevv", BadQuantity, "isn't a unit"),
        ("temperature:1mm..2K", BadQuantity, "different quantities"),
        ("temperature:300..80K", Swapped, "swap"),
        ("temperature>1e999K", BadQuantity, "too large"),
        ("frames>3mm", BadQuantity, "Use a plain number"),
        ("energy:8..12keV OR " * 50 + "a", BadQuery, "parts"),
    ],
)
def test_it_says_what_is_wrong(text: str, error: type[BadQuery], words: str) -> None:
    with pytest.raises(error, match=words):
        read_box(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("temperature:80..300K", "Sample temperature from 80 to 300K"),
        ("energy>8keV", "Energy above 8keV"),
        ("wavelength:..2Å", "Wavelength up to 2Å"),
    ],
)
def test_it_says_what_it_is(text: str, says: str) -> None:
    assert read_box(text).clauses[0].says == says


NUMBERS = st.decimals(-1000, 1000, places=3).map(str) | st.floats(1e-30, 1e30).map(repr)
NAMES = st.sampled_from(["temperature", "wavelength", "energy", "pressure", "knob", "velocity"])
UNITS = st.sampled_from(["K", "°C", "mK", "Å", "nm", "m", "keV", "eV", "J", "GPa", "m/s", "°F", ""])
SHAPES = st.sampled_from(
    ["{n}:{a}..{b}{u}", "{n}={a}{u}", "{n}<{a}{u}", "{n}>={a} {u}", "{n}:..{b}{u}"]
)


@settings(max_examples=600, deadline=None)
@given(NAMES, NUMBERS, NUMBERS, UNITS, SHAPES)
def test_any_quantity_returns(name: str, low: str, high: str, unit: str, shape: str) -> None:
    try:
        tree = read_box(shape.format(n=name, a=low, b=high, u=unit)).tree()
    except BadQuery:
        return
    assert read_box(printed(tree)).tree() == tree


@given(
    st.decimals("0.001", 1000, places=3),
    st.decimals("0.001", 1000, places=3),
    st.sampled_from(units_of("length")),
)
def test_any_unit_asks_for_the_same(one: object, other: object, unit: Unit) -> None:
    low, high = sorted((one, other))  # type: ignore[type-var]
    inner = read_box(f"wavelength:{low}..{high}{unit.symbol}").tree().parts[0]  # type: ignore[union-attr]
    metres = [f"{bound * unit.factor:f}" for bound in (low, high)]  # type: ignore[operator]
    same = read_box(f"wavelength:{metres[0]}..{metres[1]}m").tree().parts[0]  # type: ignore[union-attr]
    assert same == inner
