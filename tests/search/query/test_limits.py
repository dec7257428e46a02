"""Trees from strangers are answerable, or refused with a message."""

import math
import sys

import pytest

from search.errors import BadQuery
from search.query.limits import check
from search.query.tree import (
    All,
    And,
    Ids,
    MostWords,
    Node,
    Not,
    Or,
    ParameterExists,
    ParameterRange,
    Phrase,
    Range,
    Term,
    Words,
)


def nested(depth: int) -> Node:
    node: Node = All()
    for _ in range(depth - 1):
        node = Not(node)
    return node


@pytest.mark.parametrize(
    "node",
    [
        All(),
        Words("x" * 2_000),
        MostWords("x" * 2_000),
        Term("doi", "x" * 10_000),
        Range("size", -math.inf, 10**5_000),
        ParameterRange("t", "temperature", -1e308, math.inf),
        Ids(tuple(range(10_000))),
        And(tuple(Term("kind", str(number)) for number in range(400))),
        nested(12),
    ],
)
def test_it_takes(node: Node) -> None:
    check(node)


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (Words("x" * 2_001), "characters"),
        (And((Words("x" * 1_000), MostWords("x" * 1_001))), "characters"),
        (And((Words("x" * 1_500), Phrase("x" * 1_500))), "characters"),
        (Words("x" * 10_000_000), "characters"),
        (Term("doi", "x" * 10_001), "characters"),
        (Term("password", "x"), "no field"),
        (Term("f" * 10**6, "x"), "no field"),
        (Range("title", 1, 2), "no ranges"),
        (Range("size", math.nan, 2), "number"),
        (ParameterRange("t", "", 1, math.nan), "number"),
        (ParameterRange("t" * 10_001, "", 1, 2), "characters"),
        (ParameterExists("t", "x" * 10_001), "characters"),
        (Ids(tuple(range(10_001))), "records"),
        (Or((All(),) * 501), "parts"),
        (Or((All(),) * 10**6), "parts"),
        (nested(13), "nested"),
        (nested(10_000), "nested"),
    ],
)
def test_it_refuses(node: Node, message: str) -> None:
    with pytest.raises(BadQuery, match=message) as refusal:
        check(node)
    assert len(str(refusal.value)) < 200


def test_only_trees() -> None:
    with pytest.raises(TypeError):
        check("neutron")  # type: ignore[arg-type]


def test_deep_trees_dont_exhaust_the_stack() -> None:
    assert sys.getrecursionlimit() < 10_000
    with pytest.raises(BadQuery):
        check(nested(100_000))
