"""What a search finds, as search.engines.nearest asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tantivy import Query

from search.engines.nearest import Measured, TooRare, Values, gathered
from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.found import ids_of
from search.engines.tantivy.reader import View
from search.query import near as closeness
from search.query.tree import And, Near, Node, ParameterExists, Term, has_words


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of ``query``, scored where it has words, among ``filters``."""

    view: View
    query: Query
    filters: list[Query]
    nears: tuple[Near, ...]
    columns: dict[str, closeness.Key]  # of the parameters that they are about

    def count(self, within: Node) -> int:
        return self.view.count(self._narrowed(within))

    def values(self, within: Node, limit: int) -> dict[int, Values]:
        return gathered(self.nears, self._read, within, limit)

    def sample(self, within: Node, limit: int) -> list[Values]:
        """One value of each, which is faster read than all."""
        found: list[Values] = [
            tuple(closeness.values(near, one, ()) for near in self.nears)
            for one in self._one_of_each(within, limit)
        ]
        for probe in closeness.probes(self.nears):
            told = self._one_of_each(And((within, Term("probe", probe))), limit)
            found += [
                tuple(closeness.values(near, one, (probe,)) for near in self.nears) for one in told
            ]
        return found

    def _read(self, within: Node, limit: int) -> dict[int, Measured]:
        """By an aggregation: it alone gives all of a record's values."""
        asked = {
            "size": limit,
            "sort": [{"id": "asc"}],
            "docvalue_fields": ["id", *self.columns],
        }
        query = self._narrowed(within)
        answer = self.view.searcher.aggregate(query, {"first": {"top_hits": asked}})
        hits = (hit["docvalue_fields"] for hit in answer["first"]["hits"])
        return {
            int(hit["id"][0]): {key: hit.get(column, ()) for column, key in self.columns.items()}
            for hit in hits
        }

    def _one_of_each(self, within: Node, limit: int) -> list[Measured]:
        result = self.view.searcher.search(self._narrowed(within), limit, count=False)
        addresses = [address for _, address in result.hits]
        read = self.view.searcher.fast_field_values
        known = {key: read(column, addresses) for column, key in self.columns.items()}
        return [
            {key: [v] for key, values in known.items() if (v := values[place]) is not None}
            for place in range(len(addresses))
        ]

    def scores(self, within: Node, limit: int) -> dict[int, float]:
        result = self.view.searcher.search(self._narrowed(within), limit)
        ids = ids_of(self.view.searcher, result)
        scores = [float(score) for score, _ in result.hits]
        return dict(zip(ids, scores, strict=True))

    def _narrowed(self, within: Node) -> Query:
        narrower = unscored(self.view.compiler.filter(within))
        return all_of([self.query, *self.filters, narrower])


def found(view: View, query: Node, filters: list[Query]) -> Found:
    """The hits of a search with closenesses.  Raises TooRare."""
    compiler = view.compiler
    asked = closeness.nears(query)
    columns = {column: key for near in asked for column, key in _columns(view, near)}
    compiled = compiler.scored(query) if has_words(query) else compiler.filter(query)
    return Found(view, compiled, filters, asked, columns)


def _columns(view: View, near: Near) -> Iterator[tuple[str, closeness.Key]]:
    """Those of the closeness's parameters, but for names that no record has."""
    for key in closeness.keys(near):
        column = view.compiler.slots.find(key)
        if column is not None:
            yield column, key
        elif view.count(view.compiler.filter(ParameterExists(*key))):
            raise TooRare(key[0])
