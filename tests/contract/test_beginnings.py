"""Both engines find the same words by their beginning, and as many as there are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.query.box import read_box
from search.query.tree import And, Not, Prefix, Words
from tests.contract import naive
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import document

CORPUS = [
    document(1, "Polymers in films", "a polymer"),
    document(2, "Polymeric materials"),
    document(3, "Polyamide films"),
    document(4, "Poly pipes"),
    document(5, "X-ray diffractometers"),
    document(6, "Ångström wafers", "energies of sprays"),
    document(7, "Crystallization of " + "long" * 30),
    document(8),
    document(9, "中性子 散乱"),
    *(document(100 + number, f"many{number:04} things") for number in range(900)),
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("poly*", [1, 2, 3, 4]),
        ("polyme*", [1, 2]),
        ("polymers*", [1]),
        ("polyme* -polymer", [2]),
        ("polya* OR waf*", [3, 6]),
        ("film* polym*", [1]),
        ("x-ray*", [5]),
        ("energ*", [6]),
        ("energy*", [6]),
        ("ANGSTR*", [6]),
        ("crystalliz*", [7]),
        ("longlong" * 10 + "*", [7]),
        ("nothing*", []),
        ("many00*", list(range(100, 200))),
        ("many*", list(range(100, 1_000))),
        ("-many*", list(range(1, 10))),
    ],
)
def test_it_finds(engine: Engine, text: str, expected: list[int]) -> None:
    node = read_box(text).tree()
    assert ids(engine, node) == expected == naive.found(CORPUS, node)


def test_it_adds_nothing_to_the_score(engine: Engine) -> None:
    alone = page(engine, Words("film"), sort="relevance").ids
    assert page(engine, And((Words("film"), Prefix("pol"))), sort="relevance").ids == alone
    assert page(engine, Prefix("poly"), sort="relevance").ids == [1, 2, 3, 4]


WORD = st.text("abcdeginorstyz", min_size=1, max_size=8)
ENDED = st.tuples(WORD, st.sampled_from(["", "s", "ing", "ation", "ies", "ized", "er"]))
TITLES = st.lists(ENDED.map("".join), max_size=4).map(" ".join)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), titles=st.lists(TITLES, min_size=1, max_size=20))
def test_both_find_the_same_of_any_words(
    both: tuple[Engine, Engine], data: st.DataObject, titles: list[str]
) -> None:
    documents = [document(number, title) for number, title in enumerate(titles, 1)]
    words = [word for title in titles for word in title.split() if len(word) > 2] or ["abc"]
    for one in both:
        fill(one, documents)
    for _ in range(5):
        word = data.draw(st.sampled_from(words))
        asked = Prefix(word[: data.draw(st.integers(3, len(word)))])
        expected = naive.found(documents, asked)
        assert [ids(one, asked) for one in both] == [expected, expected]
        assert ids(both[0], Not(asked)) == ids(both[1], Not(asked))
