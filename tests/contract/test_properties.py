"""Random small corpora and random questions: both engines answer as the naive way does."""

from collections.abc import Mapping, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.fields import FACETS, ORDERS
from search.indexing.document import IndexDocument
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
    ParameterRange,
    Phrase,
    Range,
    Term,
    Words,
)
from search.request import FacetRequest
from tests.contract import naive
from tests.contract.asking import page, walk
from tests.contract.conftest import fill
from tests.contract.corpus import document

WORDS = ("neutron", "Neutrons", "the", "of", "Å", "naïve", "12.4", "中性子", "x", "film")
VALUES = ("A", "a", "Á", "b c", "B  C", 'q"', "\\", "β", "x:y", "*")
KEYS = (("t", "temperature"), ("t", "number"), ("a.b", "number"), ("ключ", "length"))
HELD = (0, 1, -1, 2, 10**9, -(10**9), 2**62, -(2**62))  # what documents may have
NUMBERS = (0, 1, -1, 2, 10**9, -(10**9), 2**63 - 1, -(2**63))
FLOATS = (0.0, 1.0, -1.0, 1.5, 1e-35, -1e-35, 1e300, -1e300, 273.15, 2.0**53, 2.0**63, 2.0**64)
FEW = ("kind", "keyword", "technique")

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
held = st.sampled_from(HELD)
whole = st.sampled_from(NUMBERS)
real = st.sampled_from(FLOATS) | st.floats(allow_nan=False, allow_infinity=False, width=64)
bound = st.none() | whole | real
flags = st.booleans()


@st.composite
def documents(draw: st.DrawFn) -> list[IndexDocument]:
    return [draw(one_document(number)) for number in range(1, draw(st.integers(0, 7)) + 1)]


@st.composite
def one_document(draw: st.DrawFn, number: int) -> IndexDocument:
    chosen = st.lists(st.sampled_from(VALUES), max_size=3, unique=True)
    facets = {name: draw(chosen) for name in draw(st.sets(st.sampled_from(FEW)))}
    numbers: dict[str, int] = {}
    if draw(flags):
        first, last = sorted((draw(held), draw(held)))
        numbers |= {"date_first": first, "date_last": last}
    if draw(flags):
        numbers["size"] = draw(held)
    values = st.lists(real, min_size=1, max_size=3)
    parameters = draw(st.dictionaries(st.sampled_from(KEYS), values, max_size=3))
    return document(
        number, draw(texts), draw(texts), facets=facets, parameters=parameters, **numbers
    )


leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(All()),
    texts.map(Words),
    texts.map(MostWords),
    texts.map(Phrase),
    st.builds(Term, st.sampled_from(FEW), st.sampled_from(VALUES), flags),
    st.builds(Range, st.sampled_from(("date", "size")), bound, bound, flags, flags),
    st.builds(
        lambda key, *rest: ParameterRange(*key, *rest),
        st.sampled_from((*KEYS, ("none", "number"))),
        bound,
        bound,
        flags,
        flags,
    ),
    st.sampled_from(KEYS).map(lambda key: ParameterExists(*key)),
    st.sampled_from(KEYS).map(lambda key: ParameterExists(key[0])),
    st.lists(st.integers(0, 9), max_size=3).map(lambda ids: Ids(tuple(ids))),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
        st.builds(Favoured, inner, st.sampled_from((0.5, 1.0))),
        inner.map(lambda part: Or((All(), Favoured(part, 0.5)))),
    ),
    max_leaves=6,
)
questions = st.lists(trees, min_size=1, max_size=12)
chosen_filters = st.dictionaries(st.sampled_from(FEW), leaves, max_size=2)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpus=documents(), queries=questions, filters=chosen_filters, data=st.data())
def test_both_engines_agree_with_the_naive_way(
    both: tuple[Engine, Engine],
    corpus: list[IndexDocument],
    queries: list[Node],
    filters: dict[str, Node],
    data: st.DataObject,
) -> None:
    cut = data.draw(st.integers(0, len(corpus)))
    for engine in both:
        fill(engine, corpus[:cut])
        engine.write(corpus[cut:], ())
        for query in queries:
            check_hits(engine, corpus, query)
        check_page(engine, corpus, queries[0], filters)
        for sort in ORDERS:
            assert walk(engine, queries[0], sort, 2) == naive.ordered(corpus, queries[0], sort)


def check_hits(engine: Engine, corpus: Sequence[IndexDocument], query: Node) -> None:
    expected = naive.found(corpus, query)
    assert sorted(page(engine, query).ids) == expected
    assert engine.count(query) == len(expected)
    assert sorted(page(engine, query, sort="relevance").ids) == expected


def check_page(
    engine: Engine, corpus: Sequence[IndexDocument], query: Node, filters: Mapping[str, Node]
) -> None:
    requests = tuple(FacetRequest(name, 2) for name in FACETS)
    hits = page(engine, query, filters=filters, facets=requests, sort="relevance")
    assert sorted(hits.ids) == naive.found(corpus, And((query, *filters.values())))
    for request in requests:
        assert hits.facets[request.name] == naive.facet(corpus, query, filters, request)
