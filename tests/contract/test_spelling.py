"""Near words and counts, alike in both engines and as plain Python finds them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.query.tree import All, Term, Words
from search.suggest.document import RecordNames
from tests.contract.conftest import Filled as FilledRecords
from tests.contract.corpus import document
from tests.contract.test_suggestions import Filled, Records
from tests.contract.test_suggestions import filled as filled_suggestions

pytestmark = pytest.mark.django_db
KINDS = {"kind": ["dataset"]}
__all__ = ["filled_suggestions"]

TEXT = (
    "lysozyme lysozymes crystal crystals cristal beam beams bean team diffraction difraction "
    "ueberstruktur試 naive wafer water later aabb abab baab"
)
WORDS = frozenset(TEXT.split())


def distance(one: str, other: str) -> int:
    """How many letters more, less or another, or swapped neighbours, each letter changed once."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def test_near_words(filled_suggestions: Filled) -> None:
    store = filled_suggestions(Records([RecordNames(1, words=WORDS)])).store

    @given(st.sampled_from(sorted(WORDS)), st.lists(st.integers(0, 200), max_size=3))
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def check(word: str, changes: list[int]) -> None:
        for change in changes:
            place = change % max(len(word), 1)
            kinds = (
                word[:place] + word[place + 1 :],
                word[:place] + "e" + word[place:],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
                word[:place] + "a" + word[place + 1 :],
            )
            word = kinds[change // 50 % 4]
        for most in (1, 2):
            near = sorted(one for one in WORDS if distance(one, word) <= most)
            assert store.near(word, most) == near, word

    check()


def test_counts(filled: FilledRecords) -> None:
    engine = filled([document(number, "beam", facets=KINDS) for number in range(1, 8)])
    asked = [All(), Words("beam"), Words("nowhere"), Term("kind", "dataset"), Words("")] * 3
    assert engine.counts(asked) == [engine.count(one) for one in asked]
    assert engine.counts([]) == []
