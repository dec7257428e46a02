"""The embedded engine compares a pattern with all values once in a state of the index."""

from pathlib import Path

import pytest

from search.engines.tantivy import engine as engines
from search.engines.tantivy import scans
from search.engines.tantivy.engine import TantivyEngine
from search.engines.tantivy.facets import BUDGET
from search.engines.tantivy.scans import Scans
from search.indexing.document import IndexDocument
from search.query.tree import Node, Not, Pattern
from search.request import FacetRequest
from tests.contract.asking import ids, page
from tests.contract.conftest import fill
from tests.contract.corpus import document

NAMES = ["thin film", "film", "wafer", "films", "foil"]
FILMS = Pattern("sample", ".*film.*")
FACETS = (FacetRequest("kind"), FacetRequest("year"))


def sample(number: int, name: str) -> IndexDocument:
    return document(number, values=[("sample", name)], facets={"year": [str(2000 + number)]})


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    made = TantivyEngine(tmp_path / "index")
    fill(made, [sample(number, name) for number, name in enumerate(NAMES, 1)])
    return made


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The expressions that were compared with all values, in order."""
    found: list[str] = []
    look = Scans._looked_for

    def noting(self: Scans, expression: str) -> object:
        found.append(expression)
        return look(self, expression)

    monkeypatch.setattr(Scans, "_looked_for", noting)
    return found


def test_it_works(engine: TantivyEngine, looked_for: list[str]) -> None:
    """Hits, facets, a filter of the same pattern and the next search share one look."""
    hits = page(engine, FILMS, facets=FACETS, filters={"again": FILMS})
    assert (hits.total, sorted(hits.ids)) == (3, [1, 2, 4])
    assert ids(engine, Not(FILMS)) == [3, 5]
    assert len(looked_for) == 1


def test_what_was_written_since_is_found(engine: TantivyEngine, looked_for: list[str]) -> None:
    assert ids(engine, FILMS) == [1, 2, 4]
    engine.write([sample(6, "a film more"), sample(2, "none")], [1])
    assert ids(engine, FILMS) == [4, 6]
    assert len(looked_for) == 2


@pytest.mark.parametrize("query", [FILMS, Not(FILMS)])
@pytest.mark.parametrize("most", [0, 1, 2, 3, 4])
def test_patterns_of_many_records_find_the_same(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch, query: Node, most: int
) -> None:
    expected = page(engine, query, facets=FACETS)
    monkeypatch.setattr(scans, "MOST_KEPT", most)
    fill(engine, [sample(number, name) for number, name in enumerate(NAMES[:-1], 1)])
    engine.write([sample(len(NAMES), NAMES[-1])], [])
    assert page(engine, query, facets=FACETS) == expected


def test_only_so_many_are_remembered(
    engine: TantivyEngine, looked_for: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "MOST_PATTERNS", 2)
    for text in ("a.*", "f.*", "t.*", "f.*", "f.*"):
        ids(engine, Pattern("sample", text))
    assert len(looked_for) == 4


def test_no_facet_begins_that_would_end_too_late(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits that took longer than facets may are all that such a page has."""
    for seconds, late in ((0.0, False), (BUDGET + 1, True)):
        ticks = iter([10.0, 10.0 + seconds])
        monkeypatch.setattr(engines, "monotonic", lambda ticks=ticks: next(ticks))
        hits = page(engine, FILMS, facets=FACETS)
        assert hits.total == 3
        assert [one.timed_out for one in hits.facets.values()] == [late, late]
