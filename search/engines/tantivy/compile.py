"""From a query tree to tantivy's queries."""

import math
from collections.abc import Mapping, Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from search.analysis import query_tokens, sentence_tokens, tokens
from search.engines.tantivy.parameters import Slots, sortable, tail_key
from search.engines.tantivy.scans import Scans
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

# What BM25 gives a word that one record in a thousand has: ln(1000), in eighths, so that sums
# of weights are exact
RARE_WORD = 6.875


class Compiler:
    """Compiles trees for one state of an opened index."""

    def __init__(self, index: tantivy.Index, searcher: tantivy.Searcher, slots: Slots) -> None:
        self.index = index
        self.schema = index.schema
        self.slots = slots
        self._scans = Scans(index, searcher, "terms")

    def scored(self, node: Node) -> Query:
        """The query whose score is the relevance of the words in it."""
        match node:
            case Words(text):
                return self._words(query_tokens(text), Occur.Must)
            case MostWords(text):
                return self._words(sentence_tokens(text), Occur.Should)
            case Phrase(text):
                return self._phrase(tokens(text))
            case And(parts):
                return self._scored_all(parts)
            case Or(parts):
                return any_of([self.scored(part) for part in parts])
            case Favoured(part, weight):
                return Query.const_score_query(self.filter(part), weight * RARE_WORD)
            case _:
                return unscored(self.filter(node))

    def _scored_all(self, parts: Sequence[Node]) -> Query:
        """What only moves forward is looked at for the records that the rest finds."""
        needed = [self.scored(part) for part in parts if not preferred(part)]
        extra = [self.scored(one) for part in parts for one in preferred(part)]
        rest = all_of(needed) if needed else unscored(Query.all_query())
        if not extra:
            return rest
        return Query.boolean_query([(Occur.Must, rest), *((Occur.Should, one) for one in extra)])

    def filter(self, node: Node) -> Query:
        """The query that finds the same, whatever its score."""
        match node:
            case All():
                return Query.all_query()
            case Words() | MostWords() | Phrase():
                return self.scored(node)
            case Term(field, value, exact):
                spell = terms.exact if exact else terms.folded
                return Query.term_query(self.schema, "terms", spell(field, value), "basic")
            case Pattern(field, expression):
                return self._scans.query(patterns.for_tantivy(field, expression))
            case Prefix(text):
                return self._beginning(text)
            case Range():
                return self._range(node)
            case ParameterRange():
                return self._parameter(node)
            case ParameterExists(name, ""):
                return self.filter(Term("parameter", name))
            case ParameterExists(name, dimension):
                return self._parameter(ParameterRange(name, dimension))
            case Near():
                return self.filter(existing(node))
            case Files():
                raise TypeError("search.files.within puts ids in the place of files")
            case Ids(ids):
                known = [number for number in ids if 0 <= number < 2**63]
                return Query.term_set_query(self.schema, "id", known) if known else nothing()
            case And(parts):
                return all_of([self.filter(part) for part in parts])
            case Or() if preferred(node):
                return Query.all_query()
            case Or(parts):
                return any_of([self.filter(part) for part in parts])
            case Favoured(part):
                return self.filter(part)
            case Not(part):
                return none_of(self.filter(part))

    def _token(self, token: str, times: int = 1) -> Query:
        query = Query.term_query(self.schema, "text", token)
        return query if times == 1 else Query.boost_query(query, float(times))

    def _words(self, found: Mapping[str, int], occur: Occur) -> Query:
        """Each token or any of them, with as much weight as it was asked for."""
        if not found:
            return unscored(Query.all_query())
        return Query.boolean_query([(occur, self._token(*one)) for one in found.items()])

    def _phrase(self, found: list[str]) -> Query:
        if len(found) < 2:
            return self._words(dict.fromkeys(found, 1), Occur.Must)
        return Query.phrase_query(self.schema, "text", list(found))

    def _beginning(self, text: str) -> Query:
        """Tokens are letters and digits, of which none means anything in an expression."""
        longer = f"{beginnings.beginning_of(text)}.*"
        stems = [self._token(stem) for stem in beginnings.stems(text)]
        return any_of([Query.regex_query(self.schema, "text", longer), *stems])

    def _range(self, node: Range) -> Query:
        bounds = whole_bounds(node.low, node.high, node.include_low, node.include_high)
        if bounds is None:
            return nothing()
        low, high = bounds
        if node.field in INTERVALS:
            first, last = INTERVALS[node.field]
            starts = self.between(first, None, high)
            return starts if low is None else all_of([starts, self.between(last, low, None)])
        return self.between(node.field, low, high)

    def between(self, field: str, low: int | None, high: int | None) -> Query:
        """A whole-number column, bounds included; without any, that it has a value."""
        if low is None and high is None:
            return Query.exists_query(field)
        return Query.range_query(self.schema, field, FieldType.Integer, low, high)

    def ids_between(self, low: int | None, high: int | None) -> Query:
        """Records by their id, bounds included; at least one bound is given."""
        return Query.range_query(self.schema, "id", FieldType.Unsigned, low, high)

    def _parameter(self, node: ParameterRange) -> Query:
        low, high = real(node.low), real(node.high)
        key = (node.name, node.dimension)
        field = self.slots.find(key)
        if field is None:
            return self._tail(node, low, high) if self.slots.full else nothing()
        if low is None and high is None:
            return Query.exists_query(field)
        return Query.range_query(
            self.schema,
            field,
            FieldType.Float,
            low,
            high,
            node.include_low or low is None,
            node.include_high or high is None,
        )

    def _tail(self, node: ParameterRange, low: float | None, high: float | None) -> Query:
        """A range over the tail, whose text is made of digits and our own key only."""
        bounds = whole_bounds(
            sortable(-math.inf if low is None else low),
            sortable(math.inf if high is None else high),
            node.include_low or low is None,
            node.include_high or high is None,
        )
        if bounds is None:
            return nothing()
        key = tail_key((node.name, node.dimension))
        return self.index.parse_query(f"tail.{key}:[{bounds[0]} TO {bounds[1]}]")


def nothing() -> Query:
    return Query.empty_query()


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def all_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    if not queries:
        return Query.all_query()
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    if not queries:
        return nothing()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def none_of(query: Query) -> Query:
    """Everything that the query doesn't find."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])
