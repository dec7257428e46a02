"""Records by the sum of the weights of what they have: one order in both engines."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.query.tree import And, Favoured, Ids, Node, Not, Or, ParameterRange, Term, Words
from tests.contract import naive
from tests.contract.asking import page, walk
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import TEMPERATURE, document

WORDS = ("silicon", "film", "lysozyme", "crystal", "polymer", "neutron")
SAMPLES = ("NaCl", "Si (111)", "LYS 7")
PARTS: list[Node] = [
    *(Words(word) for word in WORDS),
    *(Term("sample", sample, exact=False) for sample in SAMPLES),
    ParameterRange(*TEMPERATURE, 285.0, 315.0),
]


def corpus(size: int, seed: int = 1) -> list:  # type: ignore[type-arg]
    chosen = random.Random(seed)
    return [
        document(
            number,
            " ".join(chosen.sample(WORDS, 2)),
            " ".join(chosen.choices(WORDS, k=4)),
            values=[("sample", chosen.choice(SAMPLES))],
            parameters={TEMPERATURE: [chosen.uniform(280, 320)]},
        )
        for number in range(1, size + 1)
    ]


CORPUS = corpus(120)


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    engine = filled(CORPUS[60:])
    engine.write(CORPUS[:60][::-1], ())
    return engine


def favours(weights: list[float]) -> tuple[Favoured, ...]:
    return tuple(Favoured(*one) for one in zip(PARTS, weights, strict=False))


@pytest.mark.parametrize("seed", range(5))
def test_the_weights_decide(engine: Engine, seed: int) -> None:
    chosen = random.Random(seed)
    asked = favours([chosen.randrange(1, 64 * 14) / 64 for _ in PARTS])
    query = And((Or(asked), Not(Ids((7, 8)))))
    assert walk(engine, query, "relevance", 9) == naive.favoured(CORPUS, query, asked)


def test_it_finds_what_has_any_of_it(engine: Engine) -> None:
    asked = Or((Favoured(Words("silicon"), 1.0), Favoured(PARTS[6], 2.0)))
    assert sorted(page(engine, asked, sort="oldest").ids) == naive.found(CORPUS, asked)
    assert engine.count(asked) == len(naive.found(CORPUS, asked))
    assert page(engine, Or(()), sort="relevance").ids == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 999),
    weights=st.lists(st.integers(1, 64 * 100 - 1).map(lambda n: n / 64), max_size=len(PARTS)),
)
def test_any_weights(both: tuple[Engine, Engine], seed: int, weights: list[float]) -> None:
    made, asked = corpus(9, seed), favours(weights)
    for engine in both:
        fill(engine, made)
        assert walk(engine, Or(asked), "relevance", 4) == naive.favoured(made, Or(asked), asked)
