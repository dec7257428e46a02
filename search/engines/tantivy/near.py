"""What a search finds, as search.engines.nearest asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tantivy import Query

from search.engines.nearest import TooRare, Values
from search.engines.tantivy.compile import all_of, unscored
from search.engines.tantivy.reader import View
from search.query.near import nears
from search.query.tree import Near, Node, ParameterExists, has_words


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of ``query``, scored where it has words, among ``filters``."""

    view: View
    query: Query
    filters: list[Query]
    columns: tuple[tuple[str, ...], ...]  # that each closeness is about

    def count(self, within: Node) -> int:
        return self.view.count(self._narrowed(within))

    def values(self, within: Node, limit: int) -> dict[int, Values]:
        """By an aggregation: it alone gives all of a record's values."""
        asked = {
            "size": limit,
            "sort": [{"id": "asc"}],
            "docvalue_fields": ["id", *self._all_columns],
        }
        query = self._narrowed(within)
        answer = self.view.searcher.aggregate(query, {"first": {"top_hits": asked}})
        hits = (hit["docvalue_fields"] for hit in answer["first"]["hits"])
        return {
            int(hit["id"][0]): tuple(_together(hit, own) for own in self.columns) for hit in hits
        }

    def sample(self, within: Node, limit: int) -> list[Values]:
        """One value of each, which is faster read than all."""
        result = self.view.searcher.search(self._narrowed(within), limit, count=False)
        addresses = [address for _, address in result.hits]
        read = self.view.searcher.fast_field_values
        known = {column: read(column, addresses) for column in self._all_columns}
        first = [
            {column: [v] for column, values in known.items() if (v := values[place]) is not None}
            for place in range(len(addresses))
        ]
        return [tuple(_together(one, own) for own in self.columns) for one in first]

    def scores(self, within: Node, limit: int) -> dict[int, float]:
        result = self.view.searcher.search(self._narrowed(within), limit)
        ids = self.view.ids([address for _, address in result.hits])
        scores = [float(score) for score, _ in result.hits]
        return dict(zip(ids, scores, strict=True))

    @property
    def _all_columns(self) -> list[str]:
        return list(dict.fromkeys(column for own in self.columns for column in own))

    def _narrowed(self, within: Node) -> Query:
        narrower = unscored(self.view.compiler.filter(within))
        return all_of([self.query, *self.filters, narrower])


def found(view: View, query: Node, filters: list[Query]) -> Found:
    """The hits of a search with closenesses.  Raises TooRare."""
    compiler = view.compiler
    columns = tuple(_columns(view, near) for near in nears(query))
    compiled = compiler.scored(query) if has_words(query) else compiler.filter(query)
    return Found(view, compiled, filters, columns)


def _columns(view: View, near: Near) -> tuple[str, ...]:
    """Those of the closeness's parameters, but for names that no record has."""
    columns = []
    for name in near.names:
        column = view.compiler.slots.find((name, near.dimension))
        if column is not None:
            columns.append(column)
        elif view.count(view.compiler.filter(ParameterExists(name, near.dimension))):
            raise TooRare(name)
    return tuple(columns)


def _together(values: Mapping[str, Sequence[float]], columns: tuple[str, ...]) -> list[float]:
    return [value for column in columns for value in values.get(column, ())]
