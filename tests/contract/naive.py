"""What every engine must find, worked out the slow and obvious way."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from search.analysis import query_tokens, sentence_tokens, tokens
from search.fields import Order
from search.indexing.document import IndexDocument
from search.orders import order
from search.query import beginnings, spectral, terms
from search.query.bounds import whole_bounds
from search.query.tree import (
    All,
    And,
    Favoured,
    Ids,
    MostWords,
    Near,
    Node,
    Not,
    Or,
    ParameterExists,
    ParameterRange,
    Pattern,
    Phrase,
    Prefix,
    Range,
    Term,
    Words,
)
from search.request import Extent, Facet, FacetRequest, FacetValue, Measured


def matches(document: IndexDocument, node: Node) -> bool:
    match node:
        case All():
            return True
        case Words(text):
            return set(query_tokens(text)) <= set(document.text.split())
        case MostWords(text):
            found = set(sentence_tokens(text))
            return not found or not found.isdisjoint(document.text.split())
        case Phrase(text):
            return f" {' '.join(tokens(text))} " in f" {document.text} " or not tokens(text)
        case Prefix(text):
            ended = {token for rest in beginnings.RESTS for token in tokens(text + rest)}
            return any(t.startswith(text[:60]) or t in ended for t in document.text.split())
        case Term(field, value, exact):
            return (terms.exact if exact else terms.folded)(field, value) in document.terms
        case Pattern(field, expression):
            written = re.sub(r"\s+", " ", expression)
            return any(
                re.fullmatch(written, value, re.IGNORECASE | re.ASCII | re.DOTALL)
                for value in compared(document, field)
            )
        case Range("date"):
            first, last = (document.numbers.get(f"date_{end}") for end in ("first", "last"))
            if first is None or last is None or whole_bounds(*bounds(node)) is None:
                return False  # no date, or a range without any second in it
            return within(first, None, node.high, True, node.include_high) and within(
                last, node.low, None, node.include_low, True
            )
        case Range(field):
            value = document.numbers.get(field)
            return value is not None and within(value, *bounds(node))
        case ParameterRange(name, dimension):
            values = document.parameters.get((name, dimension), ())
            return any(within(value, *bounds(node)) for value in values)
        case ParameterExists(name, ""):
            return f"parameter={name}" in document.terms
        case ParameterExists(name, dimension):
            return (name, dimension) in document.parameters
        case Near():
            return bool(near_values(document, node))
        case Ids(ids):
            return document.id in ids
        case And(parts):
            return all(matches(document, part) for part in parts)
        case Or(parts):
            return any(matches(document, part) for part in parts)
        case Favoured(part):
            return matches(document, part)
        case Not(part):
            return not matches(document, part)


def compared(document: IndexDocument, field: str) -> list[str]:
    """What patterns are compared with: folded, and of a long value its first 200 characters."""
    start = terms.folded_start(field)
    found = [term.removeprefix(start) for term in document.terms if term.startswith(start)]
    return [value.replace("␣", " ").partition("…")[0] for value in found]


def bounds(node: Range | ParameterRange) -> tuple[float | None, float | None, bool, bool]:
    return node.low, node.high, node.include_low, node.include_high


def within(
    value: float, low: float | None, high: float | None, include_low: bool, include_high: bool
) -> bool:
    above = low is None or value > low or (include_low and value == low)
    below = high is None or value < high or (include_high and value == high)
    return above and below


def found(documents: Sequence[IndexDocument], node: Node) -> list[int]:
    return sorted(document.id for document in documents if matches(document, node))


def ordered(documents: Sequence[IndexDocument], node: Node, sort: str) -> list[int]:
    """The ids of all hits in an order by a field; those without a value come last."""
    by = order(sort)
    assert by is not None
    hits = [document for document in documents if matches(document, node)]
    having = [(value, one.id) for one in hits if (value := compared_by(one, by)) is not None]
    lacking = [one.id for one in hits if compared_by(one, by) is None]
    ranked = [number for _, number in sorted(having, reverse=by.descending)]
    return ranked + sorted(lacking, reverse=by.descending)


def compared_by(document: IndexDocument, by: Order) -> Any:
    """The value that an order compares, None where the document has none."""
    if by.key == "id":
        return document.id
    if by.kind == "number":
        return document.numbers.get(by.key)
    if by.kind == "text":
        key = document.keys.get(by.key)
        return None if key is None else key.encode()
    values = document.parameters.get((by.key, by.dimension), ())
    return (max if by.descending else min)(values) if values else None


def nearest(documents: Sequence[IndexDocument], node: Node, nears: Sequence[Near]) -> list[int]:
    """The ids of all hits by closeness: (distance / scale)² added up, then by id."""

    def cost(document: IndexDocument) -> float:
        added = 0.0
        for near in nears:
            values = near_values(document, near)
            off = min(abs(value - near.value) for value in values) / near.scale
            added += off * off
        return added

    hits = [document for document in documents if matches(document, node)]
    return [one.id for one in sorted(hits, key=lambda one: (cost(one), one.id))]


def near_values(document: IndexDocument, near: Near) -> list[float]:
    """All values that a closeness compares, converted where the record's probe allows it."""
    keys = [(name, near.dimension) for name in near.names]
    own = [value for key in keys for value in document.parameters.get(key, ())]
    return own + [
        spectral.converted(one, near.dimension, value)
        for one in near.crossed
        if terms.exact("probe", one.probe) in document.terms
        for value in document.parameters.get((one.name, one.dimension), ())
        if value > 0
    ]


def favoured(
    documents: Sequence[IndexDocument], node: Node, parts: Sequence[Favoured]
) -> list[int]:
    """The ids of all hits by the weights of the parts that match, then by id."""

    def weight(document: IndexDocument) -> float:
        return sum(one.weight for one in parts if matches(document, one))

    hits = [document for document in documents if matches(document, node)]
    return [one.id for one in sorted(hits, key=lambda one: (-weight(one), one.id))]


def facet(
    documents: Sequence[IndexDocument],
    node: Node,
    filters: Mapping[str, Node],
    request: FacetRequest,
) -> Facet:
    """The facet's values over what the query and all filters but its own find."""
    others = [other for name, other in filters.items() if name != request.name]
    counts: Counter[str] = Counter()
    for document in documents:
        if matches(document, And((node, *others))):
            counts.update(document.facets.get(request.name, ()))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    values = tuple(FacetValue(*item) for item in ranked[: request.size])
    return Facet(values, more=len(ranked) > request.size)


def extent(documents: Sequence[IndexDocument], asked: Measured) -> Extent:
    hits = [one for one in documents if matches(one, asked.within)]
    having = [values for one in hits if (values := measured(one, asked))]
    if not having:
        return Extent(len(hits), 0)
    every = [value for values in having for value in values]
    return Extent(len(hits), len(having), min(every), max(every))


def bins(
    documents: Sequence[IndexDocument], asked: Measured, edges: Sequence[float]
) -> tuple[int, ...]:
    """Each record once in every bin that holds any of its values."""
    counts = [0] * (len(edges) + 1)
    for document in documents:
        if matches(document, asked.within):
            values = measured(document, asked)
            for place in {sum(edge <= value for edge in edges) for value in values}:
                counts[place] += 1
    return tuple(counts)


def measured(document: IndexDocument, asked: Measured) -> tuple[float, ...]:
    return document.parameters.get((asked.name, asked.dimension), ())
