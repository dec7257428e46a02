"""Quantities among plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching import parts, takes_most
from search.query import limits
from search.query.bare import cut, without
from search.query.box import read_box
from search.query.tree import All, And, Favoured, MostWords, Node, Or, ParameterRange, Phrase, Words


@pytest.mark.parametrize(
    "text", ["-20 °C", "-20°C", "-73.5 °F", "-5 kV", "-5kV", "-2 T", "-5 meV,", "-5..5 T"]
)
@pytest.mark.parametrize("before", ["", "film "])
def test_a_minus_belongs_to_a_value_that_may_be_below_zero(before: str, text: str) -> None:
    box = read_box(before + text)
    assert box.tree() == Words(before + text)
    assert box.notes == ()
    (found,) = cut(before + text)[1]
    assert found.text == text.rstrip(",")
    assert found.low.number < 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-300 °C", Words("300")),
        ("-20 K", Words("20")),
        ("-300K", Words("300K")),
        ("-5 mm", Words("5")),
        ("-20", Words("20")),
        ("-13C", Words("13C")),
        ("-5V", Words("5V")),
        ("-(20 °C)", Words("20 °C")),
        ('-"20 °C"', Phrase("20 °C")),
        ("NOT 20°C", Words("20°C")),
    ],
)
def test_other_minuses_leave_out(text: str, words: Node) -> None:
    first = read_box(text).clauses[0]
    assert (first.node, first.negated) == (words, True)
    (again, *_) = read_box(f"{first.text} °C").clauses
    assert (again.node, again.negated) == (words, True)


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("lysozyme 12.4 keV 100 K", "lysozyme", ["12.4 keV", "100 K"]),
        ("lysozyme 12.4keV, 100K.", "lysozyme", ["12.4keV", "100K"]),
        ("1.54Å lysozyme", "lysozyme", ["1.54Å"]),
        ("1.54 A", "", ["1.54 A"]),
        ("12,4 keV", "", ["12,4 keV"]),
        ("20 °C", "", ["20 °C"]),
        ("10% glycerol", "glycerol", ["10%"]),
        ("1 1/cm", "", ["1 1/cm"]),
        ("0.5s", "", ["0.5s"]),
        ("5 nm 6 nm 7 nm 8 nm", "8 nm", ["5 nm", "6 nm", "7 nm"]),
        ("5-10 keV lysozyme", "lysozyme", ["5-10 keV"]),
        ("5–10 keV, 80..300K", "", ["5–10 keV", "80..300K"]),
        ("-20-10 °C", "", ["-20-10 °C"]),
        # isotopes, orbitals, dimensions, ordinals, numbers of things, English words
        ("13C 3d 18F 2H 16S 57Fe 208Pb", "13C 3d 18F 2H 16S 57Fe 208Pb", []),
        ("2nd 3rd 4th", "2nd 3rd 4th", []),
        ("Fe 2 O 3", "Fe 2 O 3", []),
        ("5 samples 100 frames 3 e", "5 samples 100 frames 3 e", []),
        ("2019 in Grenoble as 2 a", "2019 in Grenoble as 2 a", []),
        ("5 GB", "5 GB", []),
        ("1e999 keV", "1e999 keV", []),
        ("keV 12.4", "keV 12.4", []),
        ("12.4", "12.4", []),
        ("10-20 4-3H 300-80 K", "10-20 4-3H 300-80 K", []),
    ],
)
def test_what_is_a_quantity(text: str, rest: str, found: list[str]) -> None:
    words, quantities = cut(text)
    assert (words, [one.text for one in quantities]) == (rest, found)


def test_a_range_is_asked_for_as_it_stands() -> None:
    (energy,) = cut("5-10 keV")[1]
    assert energy.asked_of("energy") == "energy:5..10keV"
    exact = read_box("energy:5..10keV").tree()
    assert isinstance(exact, Or)
    assert isinstance(energy.node, Or)
    favoured = energy.node.parts[1]
    assert isinstance(favoured, Favoured)
    assert isinstance(favoured.part, Or)
    assert exact.parts[0] in favoured.part.parts


def test_it_may_be_any_parameter_of_its_dimension() -> None:
    (energy,) = cut("12.4 keV")[1]
    names = [name for name, _ in energy.rows]
    assert names[:2] == ["incident_photon_energy", "incident_neutron_energy"]
    (letter,) = cut("1.54 A")[1]
    units = {name: unit.symbol for name, unit in letter.rows}
    assert units["incident_wavelength"] == "Å"
    assert units["ring_current"] == "A"


def test_it_finds_everything_and_weighs() -> None:
    words, node = parts(read_box("lysozyme 300 K").clauses, "")
    assert words == Words("lysozyme")
    assert isinstance(node, Or)
    everything, *weighed = node.parts
    assert everything == All()
    for one, (low, high) in zip(weighed, ((299.5, 300.5), (270, 330)), strict=True):
        assert isinstance(one, Favoured)
        assert isinstance(one.part, Or)
        phrase, other, sample = one.part.parts[:3]
        assert (phrase, other) == (Phrase("300 K"), Phrase("300K"))
        assert isinstance(sample, ParameterRange)
        assert sample.name == "sample_temperature"
        assert (sample.low, sample.high) == (pytest.approx(low), pytest.approx(high))


def test_the_tenth_is_of_the_value_in_si() -> None:
    (celsius,) = parts(read_box("0 °C").clauses, "")
    (kelvin,) = parts(read_box("273.15 K").clauses, "")
    assert celsius.parts[2].part.parts[2] == kelvin.parts[2].part.parts[2]  # type: ignore[union-attr]


def test_it_is_no_word() -> None:
    clauses = read_box("one two three four five 12.4 keV").clauses
    assert not takes_most(clauses, "")
    assert not takes_most(read_box("lysozyme 12.4 keV").clauses, "most")
    assert parts(read_box("a b c d e f 300 K").clauses, "")[0] == MostWords("a b c d e f")


def test_other_parts_have_none() -> None:
    text = '"300 K" -(300 K) (a OR 5) temperature:300K'
    assert parts(read_box(text).clauses, "") == [one.tree() for one in read_box(text).clauses]


def test_it_can_be_taken_out() -> None:
    _, (first, second) = cut("a 5 nm, b 6 nm c")
    assert without("a 5 nm, b 6 nm c", first) == "a b 6 nm c"
    assert without("a 5 nm, b 6 nm c", second) == "a 5 nm, b c"
    assert without("a b", first) == "a b"


def test_the_most_can_be_answered() -> None:
    text = "5 nm 6 nm 7 nm " + "XRR CT SAXS WAXS PDF " * 20
    for match in ("all", "most"):
        limits.check(And((And(tuple(parts(read_box(text).clauses, match))),)))


@given(st.lists(st.sampled_from(["5", "nm", "5nm", "K", "100 K", "-3", "1e9", "±", "a", "1/cm"])))
def test_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    rest, found = cut(text)
    for one in found:
        text = without(text, one)
    assert sorted(text.split()) == sorted(rest.split())
