"""Each engine ranks well enough: equal quality, though not equal scores."""

from pathlib import Path

import pytest

from portal.bench.relevance import collection
from portal.bench.relevance.collection import Collection
from portal.bench.relevance.gain import DEPTH, ndcg
from portal.bench.relevance.measuring import answered
from portal.bench.relevance.plain import plain_ndcg
from search.engines.base import Engine
from search.query.tree import And, Not, Or, Phrase, Term, Words
from tests.contract.asking import page
from tests.contract.conftest import Filled
from tests.contract.corpus import document

GRADED = Path(__file__).parent / "graded"  # made up here: data of our own kind


def reached(filled: Filled, given: Collection) -> float:
    """The engine's mean nDCG@10 over the collection's queries."""
    names = {number: one.id for number, one in enumerate(given.documents, 1)}
    engine = filled([document(n, one.title, one.text) for n, one in enumerate(given.documents, 1)])
    gained = 0.0
    for question in given.questions:
        hits = answered(
            question.text, lambda query: page(engine, query, sort="relevance", size=DEPTH)
        )
        gained += ndcg([names[number] for number in hits.ids], question.grades)
    return gained / len(given.questions)


def test_data_of_our_own_kind(filled: Filled) -> None:
    assert reached(filled, collection.read(GRADED)) >= 0.95


@pytest.mark.parametrize(("name", "least"), [("cranfield", 0.341), ("cacm", 0.5)])
def test_collections_with_judgements(filled: Filled, data: Path, name: str, least: float) -> None:
    given = collection.read(data / "relevance" / name)
    found = reached(filled, given)
    assert found >= least
    assert found >= plain_ndcg(given)


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(
        [
            document(1, "Zirconium", "Films of it on silicon.", facets={"kind": ["document"]}),
            document(2, "Films on silicon", "Zirconium was tried once."),
            document(3, "Silicon", "Nothing else."),
            document(4, "Silicon wafers", "Silicon, silicon and silicon again."),
        ]
    )


def test_a_word_in_the_title_counts_for_more(engine: Engine) -> None:
    assert page(engine, Words("zirconium"), sort="relevance").ids == [1, 2]
    assert page(engine, Phrase("films on silicon"), sort="relevance").ids == [2]
    assert page(engine, Words("zirconium films"), sort="relevance").total == 2


def test_filters_and_what_is_left_out_dont_change_the_order(engine: Engine) -> None:
    zirconium = Words("zirconium")
    for query in (
        And((zirconium, Not(Words("wafer")))),
        And((zirconium, Or((Words(""), Term("kind", "document"))))),
    ):
        assert page(engine, query, sort="relevance").ids == [1, 2]
    chosen = {"kind": Not(Term("kind", "nothing"))}
    assert page(engine, zirconium, filters=chosen, sort="relevance").ids == [1, 2]
