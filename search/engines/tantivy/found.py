"""What a search of tantivy found, in an index whose documents have their id in a column."""

import tantivy


def ids_of(searcher: tantivy.Searcher, result: tantivy.SearchResult) -> list[int]:
    """The hits' ids, in their order."""
    addresses = [address for _, address in result.hits]
    return [int(one or 0) for one in searcher.fast_field_values("id", addresses)]


def total_of(result: tantivy.SearchResult) -> int:
    """How many hits there are, of which ``result`` has the first."""
    return int(result.count or 0)  # type: ignore[attr-defined]
