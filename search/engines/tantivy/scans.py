"""Patterns looked for once in a state of the index, not once in every pass over it.

A regular expression is compared with all values of its field, whatever it finds; a page takes
its hits, facets and histograms in about seven passes.  To look up again the records that one
pass has found is less work, as long as they are few.
"""

import tantivy
from tantivy import Query

from search.engines.tantivy.found import ids_of

MOST_KEPT = 20_000  # records of one pattern; looking up more costs as much as comparing again
MOST_PATTERNS = 32  # that are remembered


class Scans:
    """The queries of patterns on ``field``, for one searcher."""

    def __init__(self, index: tantivy.Index, searcher: tantivy.Searcher, field: str) -> None:
        self._schema = index.schema
        self._searcher = searcher
        self._field = field
        self._known: dict[str, Query] = {}

    def query(self, expression: str) -> Query:
        """Those that have a value which matches the expression, by their ids where they are few."""
        known = self._known.get(expression)
        if known is None:
            known = self._looked_for(expression)
            if len(self._known) >= MOST_PATTERNS:
                self._known.clear()
            self._known[expression] = known
        return known

    def _looked_for(self, expression: str) -> Query:
        query = Query.regex_query(self._schema, self._field, expression)
        found = self._searcher.search(query, MOST_KEPT + 1)
        if len(found.hits) > MOST_KEPT:
            return query
        known = ids_of(self._searcher, found)
        return Query.term_set_query(self._schema, "id", known) if known else Query.empty_query()
