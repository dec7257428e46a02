"""A parameter's extent and bins are the same in both engines, and as counted by hand."""

from collections.abc import Sequence

import pytest

from search.engines.base import Engine
from search.query.tree import All, And, Node, Not, ParameterRange, Term, Words
from search.request import Extent, Measured
from tests.contract import naive
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import TEMPERATURE, document

PATIENCE = 60.0  # seconds
RARE = ("so rare that it is in the tail", "length")
VALUES = [[300.0], [300.0, 300.0], [4.2, 77.0, 300.0], [-1.5], [], [0.0], [1e30], [80.0, 81.0]]
CORPUS = [
    document(
        number,
        "sample" if number % 2 else "specimen",
        facets={"facility": [["ess", "esrf", "desy"][number % 3]]},
        parameters={TEMPERATURE: VALUES[number % len(VALUES)], RARE: [number / 10]}
        if VALUES[number % len(VALUES)]
        else {},
    )
    for number in range(1, 121)
]
WITHIN: list[Node] = [
    All(),
    Words("sample"),
    And((Term("facility", "ess"), Not(Words("sample")))),
    ParameterRange(*TEMPERATURE, 77.0, 300.0),
    Words("nothing"),
]
EDGES: list[Sequence[float]] = [
    (0.0, 100.0, 200.0, 300.0, 400.0),
    (4.2, 77.0, 80.0, 81.0, 300.0),
    (300.0,),
    (-1e300, 1e-300, 5.0, 1e29, 1e300),
]
KEYS = [TEMPERATURE, ("nobody has it", "length"), ("temperature", "number")]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize("within", WITHIN)
def test_extents(engine: Engine, within: Node) -> None:
    asked = [Measured(within, *key) for key in KEYS]
    expected = [naive.extent(CORPUS, one) for one in asked]
    assert engine.extents(asked, PATIENCE) == expected


@pytest.mark.parametrize("within", WITHIN)
def test_bins(engine: Engine, within: Node) -> None:
    asked = [(Measured(within, *TEMPERATURE), edges) for edges in EDGES]
    expected = [naive.bins(CORPUS, one, edges) for one, edges in asked]
    assert engine.bins(asked, PATIENCE) == expected


def test_each_bin_is_what_its_range_finds(engine: Engine) -> None:
    edges = EDGES[1]
    (counts,) = engine.bins([(Measured(All(), *TEMPERATURE), edges)], PATIENCE)
    lows, highs = (None, *edges), (*edges, None)
    ranges = [
        ParameterRange(*TEMPERATURE, low, high, include_high=False)
        for low, high in zip(lows, highs, strict=True)
    ]
    assert counts == tuple(engine.count(one) for one in ranges)


def test_no_time_left(engine: Engine) -> None:
    assert engine.bins([], PATIENCE) == engine.extents([], PATIENCE) == []


def test_an_empty_index(filled: Filled) -> None:
    engine = filled([])
    asked = Measured(All(), *TEMPERATURE)
    assert engine.extents([asked], PATIENCE) == [Extent(0, 0)]
    assert engine.bins([(asked, (1.0, 2.0))], PATIENCE) == [(0, 0, 0)]


def test_parameters_without_a_column_of_their_own(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that find no room any more are counted alike."""
    monkeypatch.setattr("search.engines.tantivy.parameters.SLOTS", 0)
    monkeypatch.setattr("search.engines.elasticsearch.mapping.MOST_FIELDS", 0)
    engine = filled([])
    fill(engine, CORPUS)
    for key in (TEMPERATURE, RARE):
        asked = Measured(Words("sample"), *key)
        (found,) = engine.extents([asked], PATIENCE)
        expected = naive.extent(CORPUS, asked)
        assert found is not None
        assert (found.total, found.records) == (expected.total, expected.records)
        assert found.least == pytest.approx(expected.least, rel=1e-12)
        assert found.most == pytest.approx(expected.most, rel=1e-12)
        edges = EDGES[0]
        assert engine.bins([(asked, edges)], PATIENCE) == [naive.bins(CORPUS, asked, edges)]
