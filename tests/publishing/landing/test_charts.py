"""Small charts of measured values."""

import math
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.records import Parameter
from publishing.landing import charts
from tests.factories import dataset, document, make_record, parameter

POINT = re.compile(r"[ML](\d+\.\d) (\d+\.\d)")
EXTENT = re.compile(r"M(\d+\.\d) (\d+\.\d)V(\d+\.\d)")


def several(*kelvin: float, name: str = "sample_temperature") -> Parameter:
    return Parameter(name=name, values=kelvin, unit="K", si=kelvin, dimension="temperature")


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in POINT.findall(path)]


def test_it_works() -> None:
    [chart] = charts.of_values(dataset(parameters=(several(80, 200, 300),)), {})
    assert chart.label == "Sample temperature"
    assert chart.values == "80 to 300\u00a0K (3 values)"
    xs, ys = zip(*points(chart.path), strict=True)
    assert xs == (0, 120, 240)
    assert (ys[0], ys[2]) == (44, 4)
    assert ys[2] < ys[1] < ys[0]


@pytest.mark.parametrize(
    "odd",
    [
        several(300, 300, 300),
        several(80, 300),
        several(80, math.nan, 300),
        several(80, math.inf, 300),
        Parameter(name="words", values=("a", "b", "c")),
    ],
)
def test_what_shows_nothing_has_none(odd: Parameter) -> None:
    assert charts.of_values(dataset(parameters=(odd,)), {}) == ()
    assert charts.of_datasets([dataset(parameters=(odd,))], {}) == ()


def test_what_readers_ask_for_first_leads_and_few_are_shown() -> None:
    many = tuple(several(1, 2, 3, name=f"stage {n}") for n in range(10))
    found = charts.of_values(dataset(parameters=(*many, several(1, 2, 3))), {})
    assert len(found) == charts.MOST
    assert found[0].label == "Sample temperature"


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=5_000))
def test_it_stays_within_its_frame(values: list[float]) -> None:
    for chart in charts.of_values(dataset(parameters=(several(*values),)), {}):
        found = points(chart.path)
        assert 2 <= len(found) <= charts.MOST_POINTS
        assert all(0 <= x <= charts.WIDTH and 0 <= y <= charts.HEIGHT for x, y in found)
        assert "nan" not in chart.path
        assert "inf" not in chart.path


def test_a_peak_among_very_many_values_is_seen() -> None:
    values = [300.0] * 50_000
    values[12_345] = 900.0
    [chart] = charts.of_values(dataset(parameters=(several(*values),)), {})
    assert min(y for _, y in points(chart.path)) == charts.MARGIN


def test_datasets_stand_beside_each_other() -> None:
    told = [
        dataset(parameters=(parameter("sample_temperature", 20, "°C", 293.15, "temperature"),)),
        dataset(parameters=()),
        dataset(parameters=(several(80, 100),)),
    ]
    [chart] = charts.of_datasets(told, {})
    assert chart.count == 2
    assert [float(x) for x, _, _ in EXTENT.findall(chart.path)] == [40.0, 200.0]
    assert "80 to 293.15\u00a0K" in chart.values


def test_datasets_that_dont_differ_have_none() -> None:
    assert charts.of_datasets([dataset(), dataset()], {}) == ()


@pytest.mark.django_db
def test_pages_show_them(client: Client) -> None:
    paper = make_record(document(dataset_pids=("d/1", "d/2")))
    one = make_record(dataset(pid="d/1", parameters=(several(80, 200, 300),)))
    make_record(dataset(pid="d/2", parameters=(several(5),)))
    text = client.get(one.get_absolute_url()).content.decode()
    assert "Parameters with several values" in text
    assert '<path d="M0.0 44.0L' in text
    text = client.get(paper.get_absolute_url()).content.decode()
    assert "Parameters in which the datasets differ" in text
    assert "5 to 300\u00a0K" in text
