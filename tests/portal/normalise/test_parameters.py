"""Parameters: values as given and in SI."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.records import Dataset, Parameter, decode, encode
from portal.normalise.parameters import TooMuch, flatten, parameter
from portal.normalise.text import MASK


def one(name: object, value: object, unit: object = "") -> Parameter:
    found = parameter(name, value, unit)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "value", "unit", "values", "si", "dimension", "canonical"),
    [
        ("sample_temperature", 500, "C", (500,), (773.15,), "temperature", "sample_temperature"),
        ("photon flux", "6.06E+11", "s^-1", (6.06e11,), (6.06e11,), "flux", "photon_flux"),
        ("Wavelength[A]", 1.5, "", (1.5,), (1.5e-10,), "length", "incident_wavelength"),
        ("Energy (keV)", 10, "", (10,), (1.602176634e-15,), "energy", "incident_photon_energy"),
        ("Experiment (old)", 10, "", (10,), (10.0,), "number", "experiment_old"),
        ("detectorDistance", [1, 2.5], "mm", (1, 2.5), (0.001, 0.0025), "length",
         "detector_distance"),
        ("x", 5, "", (5,), (5.0,), "number", "x"),
        ("x", 5, "no such unit", (5,), (), "", "x"),
        ("x", "5", "no such unit", (5.0,), (), "", "x"),
        ("x", "0037", "", ("0037",), (), "", "x"),
        ("x", "0 to 3", "deg", ("0 to 3",), (), "", "x"),
        ("x", True, "", (True,), (), "", "x"),
        ("tick", "✓", "", (True,), (), "", "tick"),
        ("x", '"2019-05-13T17:07:44"', "", ("2019-05-13T17:07:44",), (), "", "x"),
        ("x", math.nan, "mm", ("NaN",), (), "", "x"),
        ("x", -math.inf, "", ("-Infinity",), (), "", "x"),
        ("x", [1.0, math.nan, 2.0], "m", (1.0, 2.0), (1.0, 2.0), "length", "x"),
        ("x", 2**63 - 1, "", (2**63 - 1,), (float(2**63 - 1),), "number", "x"),
        ("x", 2**63, "", (float(2**63),), (float(2**63),), "number", "x"),
        ("x", 1.7e308, "km", (1.7e308,), (), "", "x"),
        ("x", [None, "", 3], "m", (3,), (3.0,), "length", "x"),
        ("x", ["a", {"b": 1}, [2]], "", ("a",), (), "", "x"),
    ],
)  # fmt: skip
def test_parameter(
    name: str, value: object, unit: str, values: object, si: object, dimension: str, canonical: str
) -> None:
    found = one(name, value, unit)
    assert found.values == values
    assert found.si == pytest.approx(si, rel=1e-12)
    assert (found.dimension, found.canonical) == (dimension, canonical)


@pytest.mark.parametrize(
    ("name", "value"),
    [("", 1), (None, 1), ("x", None), ("x", ""), ("x", " "), ("x", []), ("x", {}), ("x", [None]),
     ("\x00", 1), ("x", "\x00"), ("x", object())],
)  # fmt: skip
def test_no_parameter(name: object, value: object) -> None:
    assert parameter(name, value) is None


def test_the_unit_is_kept_as_it_came() -> None:
    assert one("t", 1, " deg C ").unit == "deg C"


def test_an_enormous_integer_is_told_in_words() -> None:
    assert one("x", 10**5000, "mm").values == ("integer of 16610 bits",)


def test_long_text_is_cut() -> None:
    found = one("x", "y" * 10_000_000)
    assert found.values == ("y" * 999 + "…",)


def test_of_a_long_list_the_extremes_are_kept() -> None:
    found = one("energy", [7000.0 + step for step in range(5000)], "eV")
    assert found.values == (7000.0, 11999.0)
    assert len(found.si) == 2
    words = one("x", [f"word{number}" for number in range(5000)])
    assert len(words.values) == 1000


def flat(tree: Any) -> dict[str, tuple[Any, ...]]:
    return {one.name: one.values for one in flatten(tree)}


def test_flatten_reads_every_shape() -> None:
    tree = {
        "temperature": {"value": 300, "unit": "K", "valueSI": 1e9, "unitSI": "K"},
        "old": {"v": "12.5", "u": "mm"},
        "angle": {"magnitude": "0.07", "range": None, "unit": "deg", "movement": "steps"},
        "plain": "text",
        "flag": False,
        "nothing": None,
        "empty": {},
        "list": [1, 2, 3],
        "matrix": [[1, 2], [3, 4]],
        "nested": {"inner": {"value": 1, "unit": "s"}},
        "sample": [{"name": "A", "formula": "LaAlO3"}, {"name": "B", "formula": "SrTiO3"}],
        "parameters": [{"name": "energy", "value": 12, "unit": "keV"}],
        "time": {"$date": "2021-06-29T16:46:15.358Z"},
        "long": {"$numberLong": "42"},
        "oid": {"$oid": "507f1f77bcf86cd799439011"},
    }
    assert flat(tree) == {
        "temperature": (300,),
        "old": (12.5,),
        "angle": (0.07,),
        "angle.movement": ("steps",),
        "plain": ("text",),
        "flag": (False,),
        "list": (1, 2, 3),
        "matrix": (1, 2, 3, 4),
        "nested.inner": (1,),
        "sample.name": ("A", "B"),
        "sample.formula": ("LaAlO3", "SrTiO3"),
        "parameters.energy": (12,),
        "time": ("2021-06-29T16:46:15.358Z",),
        "long": (42.0,),
    }


def test_flatten_recomputes_si_values() -> None:
    found = flatten({"temperature": {"value": 300, "unit": "K", "valueSI": 1e9}})
    assert found[0].si == (300.0,)


def test_one_name_with_two_units_is_two_parameters() -> None:
    found = flatten([{"x": {"value": 1, "unit": "mm"}}, {"x": {"value": 2, "unit": "K"}}])
    assert [(one.name, one.unit) for one in found] == [("x", "mm"), ("x", "K")]


def test_nothing_private_is_kept() -> None:
    tree = {
        "ownerEmail": "jane@example.org",
        "api_token": "abc",
        "comment": "ask jane@example.org",
        "contact": {"password": "x", "e-mail": "y"},
    }
    assert flat(tree) == {"comment": (f"ask {MASK}",)}


@pytest.mark.parametrize("tree", [None, {}, [], "text", 5, [[]], {"": 1}, {"x": {"": {"": 2}}}])
def test_flatten_of_little(tree: Any) -> None:
    assert len(flatten(tree)) <= 1


def deep(levels: int) -> Any:
    tree: Any = {"leaf": 1}
    for _ in range(levels):
        tree = {"n": tree}
    return tree


def lists(levels: int) -> Any:
    tree: Any = [1]
    for _ in range(levels):
        tree = [tree]
    return {"x": tree}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({f"p{number}": number for number in range(2001)}, "more than 2,000 parameters"),
        ({f"p{number}": number for number in range(1_000_000)}, "more than 2,000 parameters"),
        (deep(20), "deeper than 20 levels"),
        (deep(10_000), "deeper than 20 levels"),
        (lists(10_000), "deeper than 20 levels"),
        ({"x" * 201: 1}, "longer than 200 characters"),
        ({"x" * 10_000_000: 1}, "longer than 200 characters"),
        ({"a" * 120: {"b" * 120: 1}}, "longer than 200 characters"),
        ({"x": [{} for _ in range(300_000)]}, "more than 200,000 values"),
        ({"x": list(range(300_000))}, "more than 200,000 values"),
        ({"x": {"value": list(range(300_000)), "unit": "mm"}}, "more than 200,000 values"),
    ],
    ids=[
        "parameters", "a million parameters", "depth", "10,000 deep", "nested lists", "name",
        "enormous name", "joined name", "objects", "list", "values",
    ],
)  # fmt: skip
def test_too_much(tree: Any, message: str) -> None:
    with pytest.raises(TooMuch, match=message):
        flatten(tree)


def test_the_bounds_themselves_are_allowed() -> None:
    assert len(flatten({f"p{number}": number for number in range(2000)})) == 2000
    assert len(flatten(deep(19))) == 1
    assert len(flatten({"x" * 200: 1})) == 1


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**18, max_value=10**400)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(["1.5", "1e999", "keV", "K", "12 keV", "✓", "nan"]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(["value", "v", "unit", "u", "name", "$date", "$numberLong", "energy"])
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_flatten_raises_nothing_but_too_much(tree: Any) -> None:
    try:
        found = flatten(tree)
    except TooMuch:
        return
    for one_ in found:
        assert one_.name
        assert one_.values
        assert len(one_.si) in (0, len(one_.values))
        assert all(math.isfinite(value) for value in one_.si)
        assert bool(one_.si) == bool(one_.dimension)
    record = Dataset(title="x", parameters=found)
    assert decode(encode(record)) == record
