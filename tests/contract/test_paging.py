"""Orders are total, pages never skip or repeat a record that didn't change."""

import random
import re
from itertools import pairwise

import pytest

from search.engines.base import Engine
from search.fields import DEEPEST, ORDERS
from search.query.tree import All, Node, Term, Words
from tests.contract import naive
from tests.contract.asking import page, walk
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import document

TITLES = (
    "Alpha",
    "alpha beta",
    "alphabet",
    "Ärger",
    "Zürich 2",
    "zürich 10",
    "β decay",
    "中性子",
    "to",
    "TO and not OR",
    "in",
    "",
    "1",
    "same title for many",
    "x" * 500,
    "a-b_c d.e*f[g]{h}~^",
)


def corpus(size: int, seed: int = 1) -> list:  # type: ignore[type-arg]
    chosen = random.Random(seed)
    found = []
    for number in range(1, size + 1):
        day = chosen.choice([0, 0, 5, 5, 5, chosen.randrange(-(10**10), 10**10)])
        numbers = {"date_first": day, "date_last": day} if chosen.random() < 0.8 else {}
        if chosen.random() < 0.7:
            numbers["size"] = chosen.choice([0, 7, 2**62, chosen.randrange(10**12)])
        facets = {"kind": [chosen.choice(["document", "dataset"])]}
        found.append(document(number, chosen.choice(TITLES), "word", facets=facets, **numbers))
    return found


CORPUS = corpus(200)


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    """The corpus written in several parts and out of order."""
    engine = filled(CORPUS[150:])
    engine.write(CORPUS[:70][::-1], ())
    engine.write(CORPUS[70:150], ())
    return engine


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("query", [All(), Words("word"), Term("kind", "dataset")])
@pytest.mark.parametrize("size", [7, 50])
def test_pages_by_a_field(engine: Engine, sort: str, query: Node, size: int) -> None:
    assert walk(engine, query, sort, size) == naive.ordered(CORPUS, query, sort)


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("size", [1, 199, 200, 201])
def test_the_last_page_has_no_next(engine: Engine, sort: str, size: int) -> None:
    hits = page(engine, sort=sort, size=size)
    assert (hits.last is None) == (size >= 200)
    assert hits.ids == naive.ordered(CORPUS, All(), sort)[:size]


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("offset", [0, 1, 33, 100, 195, 200, 9_999])
def test_offsets(engine: Engine, sort: str, offset: int) -> None:
    hits = page(engine, sort=sort, size=10, offset=offset)
    assert hits.total == 200
    assert hits.ids == naive.ordered(CORPUS, All(), sort)[offset : offset + 10]


@pytest.mark.parametrize("size", [3, 60, 200])
def test_pages_by_relevance(engine: Engine, size: int) -> None:
    """Most scores are equal here: then the ids decide."""
    whole = page(engine, Words("word"), sort="relevance", size=200)
    assert len(set(whole.ids)) == 200
    assert walk(engine, Words("word"), "relevance", size) == whole.ids


def test_relevance_of_what_has_no_words_is_by_id(engine: Engine) -> None:
    assert walk(engine, Term("kind", "dataset"), "relevance", 9) == naive.found(
        CORPUS, Term("kind", "dataset")
    )


def test_relevance_pages_end(filled: Filled) -> None:
    engine = filled([document(number, "word") for number in range(1, DEEPEST + 51)])
    last = page(engine, Words("word"), sort="relevance", size=1_000, after=(DEEPEST - 1_000, 1))
    assert last.ids == list(range(DEEPEST - 999, DEEPEST + 1))
    assert last.last is None
    assert last.total == DEEPEST + 50


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_hold_while_others_change(filled: Filled, sort: str) -> None:
    """Records that stay as they are come once each, whatever happens to the others."""
    chosen = random.Random(3)
    present = {one.id: one for one in corpus(120, seed=2)}
    engine = filled(list(present.values()))
    staying = set(list(present)[::2])
    expected = naive.ordered([present[pk] for pk in staying], All(), sort)
    seen: list[int] = []
    after = None
    while True:
        hits = page(engine, sort=sort, size=10, after=after)
        seen += hits.ids
        if hits.last is None:
            break
        after = hits.last
        others = [one for one in corpus(200, seed=len(seen)) if one.id not in staying]
        engine.write(chosen.sample(others, 20), chosen.sample([one.id for one in others], 10))
    kept = [pk for pk in seen if pk in staying]
    assert kept == expected


def test_made_up_places(engine: Engine) -> None:
    """A place that no page gave only starts somewhere."""
    for sort, order in ORDERS.items():
        values: tuple[int | str, ...] = (-(2**63), 2**63 - 1, 0)
        if order.kind == "text":
            values = ("0", "zzz", "日本", "to", "or-and-not")
        for value in values:
            for number in (-(2**63), -1, 0, 2**63 - 1):
                hits = page(engine, sort=sort, after=(value, number))
                assert hits.total == 200


def test_each_change_is_another_state(filled: Filled) -> None:
    """Also one that only deletes, or writes what was there already."""
    first, second, third = CORPUS[:3]
    engine = filled([first, second])
    seen = [engine.state()]
    assert engine.state() == seen[0]
    for upserts, deletes in (([third], []), ([], [third.id]), ([first], []), ([], [first.id])):
        engine.write(upserts, deletes)
        seen.append(engine.state())
    fill(engine, [second])
    seen.append(engine.state())
    assert all(one != other for one, other in pairwise(seen))
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in seen)


def test_more_equal_scores_than_can_be_paged_through(filled: Filled) -> None:
    """The last page orders the same ones as those before it."""
    found = [document(number, "scan") for number in range(DEEPEST + 399, 0, -1)]
    seen = walk(filled(found), Words("scan"), "relevance", 1_000)
    assert len(seen) == len(set(seen)) == DEEPEST
