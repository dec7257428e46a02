"""What holds for every text and every kind of node."""

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import BadQuery
from search.matching import MATCHES, parts
from search.query import limits, tree
from search.query.box import read_box
from search.query.printing import Unprintable, printed
from search.query.tree import (
    All,
    And,
    Favoured,
    Ids,
    MostWords,
    Node,
    Not,
    Or,
    ParameterExists,
    Words,
)

# One of each kind of part that the box has words for
PARTS = (
    *(
        "film",
        "polym*",
        "x-ray*",
        "thin film",
        "f(x)",
        "XRR",
        "12.4 keV",
        "-20 °C",
        "-20°C",
        "-5",
        "5",
        "°C",
        '"thin film"',
        '"12 keV"',
    ),
    *("sample:NaCl", 'sample:"table salt"', "technique:SAXS", "doi:10.17199/03dd9804"),
    *("sample:*G12*", "title:/a.*b/", "file:scan_0001", "year:2019..2021", "year>2019"),
    *("date:2019-05", "released<2020", "size>1TB", "size=1.5GB", "files<10", "size:.."),
    *("temperature:80..300K", "temperature<-20°C", "wavelength=1.54Å", "energy>8keV", "frames>=9"),
    *("energy~12.4keV", "temperature~300K±20K", "temperature~20 °C ± 5%", "parameter:sample_ph"),
)
UNSAID: tuple[Node, ...] = (
    MostWords("thin film"),
    ParameterExists("sample_ph"),
    ParameterExists("sample_ph", "acidity"),
    Ids((1, 2)),
    Favoured(Words("film"), 0.5),
)


def within(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    inner = node.parts if isinstance(node, And | Or) else ()
    for part in (*inner, *((node.part,) if isinstance(node, Not) else ())):
        yield from within(part)


def test_there_is_something_for_every_kind_of_node() -> None:
    texts = ("", *PARTS, "a OR b", "-film", "(a OR b) film")
    said = {type(one) for text in texts for one in within(read_box(text).tree())}
    unsaid = {type(one) for one in UNSAID}
    assert said | unsaid == set(get_args(tree.Node))
    assert not said & unsaid


@pytest.mark.parametrize("node", UNSAID)
def test_what_no_box_makes_is_not_printed(node: Node) -> None:
    for one in (node, Not(node), And((Words("a"), node)), Or((Words("a"), node))):
        with pytest.raises(Unprintable):
            printed(one)


nested = st.recursive(
    st.sampled_from(PARTS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"NOT {text}"),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(nested)
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    try:
        found = read_box(text).tree()
    except BadQuery:
        return
    assert read_box(printed(found)).tree() == found
    assert found == All() or printed(found)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=80) | nested | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_any_text_is_answered_or_refused_in_either_reading(text: str) -> None:
    """Nothing but a BadQuery comes out, whose message is short."""
    try:
        clauses = read_box(text).clauses
        for match in ("", *MATCHES):
            limits.check(And((And(tuple(parts(clauses, match))),)))
    except BadQuery as error:
        message = str(error)
    else:
        message = ""
    assert len(message) < 400
