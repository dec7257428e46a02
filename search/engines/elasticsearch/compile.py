"""From a query tree to Elasticsearch's query language."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from search.analysis import query_tokens, sentence_tokens, tokens
from search.engines.elasticsearch.mapping import parameter_field
from search.fields import INTERVALS
from search.query import beginnings, patterns, terms
from search.query.bounds import real, whole_bounds
from search.query.near import existing
from search.query.tree import (
    All,
    And,
    Favoured,
    Files,
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
    preferred,
)

Json = dict[str, Any]
EVERYTHING: Json = {"match_all": {}}
NOTHING: Json = {"match_none": {}}
# What a word that one record in a thousand has scores: ln(1000) as the other engine has it,
# without BM25's factor of k1 + 1 = 2.2, which Lucene leaves out of every score
RARE_WORD = 3.125


def scored(node: Node) -> Json:
    """The query whose score is the relevance of the words in it."""
    match node:
        case Words(text):
            return _words(query_tokens(text), "must")
        case MostWords(text):
            return _words(sentence_tokens(text), "should")
        case Phrase(text):
            return _phrase(tokens(text))
        case And(parts):
            return _scored_all(parts)
        case Or(parts):
            return _any_of([scored(part) for part in parts])
        case Favoured(part, weight):
            return _constant(filtered(part), weight * RARE_WORD)
        case _:
            return _unscored(node)


def filtered(node: Node) -> Json:
    """The query that finds the same, whatever its score."""
    match node:
        case All():
            return EVERYTHING
        case Words() | MostWords() | Phrase():
            return scored(node)
        case Term(field, value, exact):
            spell = terms.exact if exact else terms.folded
            return {"term": {"terms": spell(field, value)}}
        case Pattern(field, expression):
            return _pattern(patterns.for_lucene(field, expression))
        case Prefix(text):
            return _beginning(text)
        case Range():
            return _range(node)
        case ParameterRange():
            return _parameter(node)
        case ParameterExists(name, ""):
            return filtered(Term("parameter", name))
        case ParameterExists(name, dimension):
            return _parameter(ParameterRange(name, dimension))
        case Near():
            return filtered(existing(node))
        case Files():
            raise TypeError("search.files.within puts ids in the place of files")
        case Ids(ids):
            known = [number for number in ids if 0 <= number < 2**63]
            return {"terms": {"id": known}} if known else NOTHING
        case And(parts):
            return all_of([filtered(part) for part in parts])
        case Or() if preferred(node):
            return EVERYTHING
        case Or(parts):
            return _any_of([filtered(part) for part in parts])
        case Favoured(part):
            return filtered(part)
        case Not(part):
            return {"bool": {"must_not": [filtered(part)]}}


def all_of(queries: list[Json]) -> Json:
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"filter": queries}} if queries else EVERYTHING


def _any_of(queries: list[Json]) -> Json:
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"should": queries, "minimum_should_match": 1}} if queries else NOTHING


def _scored_all(parts: Sequence[Node]) -> Json:
    """What only moves forward is looked at for the records that the rest finds."""
    needed = [scored(part) for part in parts if not preferred(part)] or [_unscored(All())]
    extra = [scored(one) for part in parts for one in preferred(part)]
    return {"bool": {"must": needed, "should": extra}} if extra else {"bool": {"must": needed}}


def _unscored(node: Node) -> Json:
    return _constant(filtered(node), 0.0)


def _constant(query: Json, score: float) -> Json:
    return {"constant_score": {"filter": query, "boost": score}}


def _token(token: str, times: int = 1) -> Json:
    return {"term": {"text": {"value": token, "boost": float(times)}}}


def _words(found: Mapping[str, int], occur: str) -> Json:
    """Each token ("must") or any ("should"), with as much weight as it was asked for."""
    if not found:
        return _unscored(All())
    return {"bool": {occur: [_token(*one) for one in found.items()]}}


def _phrase(found: list[str]) -> Json:
    if len(found) < 2:
        return _words(dict.fromkeys(found, 1), "must")
    return {"match_phrase": {"text": " ".join(found)}}


def _pattern(written: str) -> Json:
    """Its size was bounded when it was checked, so the cluster's own limit never decides."""
    bounds = {"flags": "NONE", "max_determinized_states": 100_000}
    return {"regexp": {"terms": {"value": written, **bounds}}}


def _beginning(text: str) -> Json:
    longer: Json = {"prefix": {"text": {"value": beginnings.beginning_of(text)}}}
    stems = beginnings.stems(text)
    return _any_of([longer, {"terms": {"text": list(stems)}}]) if stems else longer


def _range(node: Range) -> Json:
    bounds = whole_bounds(node.low, node.high, node.include_low, node.include_high)
    if bounds is None:
        return NOTHING
    low, high = bounds
    if node.field in INTERVALS:
        first, last = INTERVALS[node.field]
        starts = _between(first, None, high)
        return starts if low is None else all_of([starts, _between(last, low, None)])
    return _between(node.field, low, high)


def _between(field: str, low: int | None, high: int | None) -> Json:
    """A whole-number field, bounds included; without any, that it has a value."""
    bounds = {"gte": low, "lte": high}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"range": {field: given}} if given else {"exists": {"field": field}}


def _parameter(node: ParameterRange) -> Json:
    """In the parameter's own field or in the nested form: it has values in one of them."""
    low, high = real(node.low), real(node.high)
    if low == math.inf or high == -math.inf:
        return NOTHING
    bounds = {
        "gte" if node.include_low else "gt": None if low == -math.inf else low,
        "lte" if node.include_high else "lt": None if high == math.inf else high,
    }
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    field = parameter_field((node.name, node.dimension))
    return _any_of([_real_range(f"p.{field}", given), in_tail(field, given)])


def _real_range(field: str, given: dict[str, float]) -> Json:
    return {"range": {field: given}} if given else {"exists": {"field": field}}


def in_tail(field: str, given: dict[str, float]) -> Json:
    """A parameter that has no field of its own."""
    named: Json = {"term": {"tail.key": field}}
    queries = [named, {"range": {"tail.value": given}}] if given else [named]
    return {"nested": {"path": "tail", "query": all_of(queries), "score_mode": "none"}}
