"""Short ways to ask an engine."""

from collections.abc import Mapping

from search.engines.base import Engine
from search.query.tree import All, Node
from search.request import FacetRequest, Hits, Page, Position, SearchRequest


def page(
    engine: Engine,
    query: Node = All(),  # noqa: B008 - it can't change
    *,
    filters: Mapping[str, Node] | None = None,
    sort: str = "oldest",
    size: int = 1_000,
    after: Position | None = None,
    offset: int | None = None,
    facets: tuple[FacetRequest, ...] = (),
) -> Hits:
    request = SearchRequest(
        query=query, filters=filters or {}, sort=sort, size=size, offset=offset, facets=facets
    )
    return engine.search(Page(request, after))


def ids(engine: Engine, query: Node) -> list[int]:
    """All hits, by id; their number is the total and the count."""
    hits = page(engine, query)
    assert hits.total == len(hits.ids) == engine.count(query)
    return sorted(hits.ids)


def walk(engine: Engine, query: Node, sort: str, size: int) -> list[int]:
    """The hits of all pages, one after the other."""
    seen: list[int] = []
    after: Position | None = None
    while True:
        hits = page(engine, query, sort=sort, size=size, after=after)
        seen += hits.ids
        if hits.last is None:
            return seen
        assert len(hits.ids) == size
        after = hits.last
