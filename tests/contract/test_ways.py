"""The ways out of a search that finds nothing are the same on both engines."""

import pytest
from django.http import QueryDict

from search import services
from search.asked import read
from search.engines.base import Engine
from search.ways import ways_out
from tests.contract.conftest import Filled
from tests.contract.corpus import TEMPERATURE, document

CORPUS = [
    document(
        number,
        f"Film {number}",
        facets={"kind": ["dataset"], "type": ["raw" if number % 2 else "derived"]},
        values=[("sample", f"s{number}")],
        parameters={TEMPERATURE: [100.0 * number]},
        year=2010 + number,
    )
    for number in range(1, 7)
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=film+sample:s1&type=derived", [(1, 1), (1, 3), (1, 0)]),
        ("q=film+crystal&match=all", [(1, 6), (1, 0)]),
        ("q=film+year:2011&range=sample_temperature:250..350+K", [(1, 1), (1, 1), (1, 0)]),
        ("q=film+-film+sample:s9&type=raw&match=all", [(2, 3), (1, 0), (1, 0), (1, 0), (1, 0)]),
        ("q=nowhere+never+film&match=all", [(2, 6), (1, 0), (1, 0), (1, 0)]),
        ("q=film+sample:*s9*&not-type=raw", [(1, 3), (1, 0), (1, 0)]),
        ("kind=document", [(1, 6)]),
    ],
)
@pytest.mark.django_db
def test_it_works(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, query: str, expected: list[tuple[int, int]]
) -> None:
    """Of each way: how many parts it leaves out, and what it finds."""
    monkeypatch.setattr(services, "engine", lambda: engine)
    asked = read(QueryDict(query))
    assert services.search(services.SearchRequest(asked.query, asked.filters)).total == 0
    told = [(len(way.parts), way.count) for way in ways_out(asked, {})]
    assert sorted(told) == sorted(expected)
