"""What pages and commands call.

``search(SearchRequest(query=…, filters={"facility": Term("facility", "ess")}, …))``
answers one page with facets.  ``filters`` is what is chosen in the facets:
hits match them all, a facet's own counts leave its own out.
Errors: search.errors.BadQuery (and BadCursor) for what the person can mend: show the
message with status 400; EngineUnavailable (and IndexMissing) otherwise: status 503.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from search import cursor
from search.engines import open_engine
from search.engines.base import Engine
from search.engines.shares import Shares
from search.errors import BadQuery, BadSort
from search.fields import DEEPEST, FACETS, RELEVANCE, SORTS
from search.files import services as files
from search.files.within import Finder, StoredLists, TooMany
from search.orders import order
from search.query.limits import MOST_IDS, check
from search.query.tree import And, Node, ParameterExists
from search.request import (
    Facet,
    FacetRequest,
    FacetValue,
    Page,
    SearchAnswer,
    SearchRequest,
)

__all__ = [
    "Facet",
    "FacetRequest",
    "FacetValue",
    "SearchAnswer",
    "SearchRequest",
    "count",
    "engine",
    "health",
    "resolved",
    "search",
    "shares",
    "stats",
]

LARGEST_PAGE = 1_000
LARGEST_FACET = 1_000


def engine() -> Engine:
    """The engine that the settings name."""
    return open_engine(settings.SEARCH_URL, settings.SEARCH_INDEX)


def search(request: SearchRequest) -> SearchAnswer:
    """One page of a search.  Raises BadQuery or EngineUnavailable."""
    started = time.perf_counter()
    within, beside = _within(request)
    uncountable = [one.name for one in request.facets if one not in within.facets]
    page = _checked(within)
    since = _state_of_first_page(request)
    hits = engine().search(page)
    facets = hits.facets | {name: Facet(uncountable=True) for name in uncountable}
    following = cursor.write(request.sort, hits.last, since)
    moved = bool(request.after and since) and engine().state() != since
    took = time.perf_counter() - started
    return SearchAnswer(hits.total, hits.ids, following, facets, took, moved, within.query, beside)


def shares(request: SearchRequest, ids: Sequence[int]) -> dict[int, Shares]:
    """Why each of these hits stands where it does; ids that aren't hits are left out.

    The parts are those of the order by relevance.  Raises BadQuery or EngineUnavailable.
    """
    request, _ = _within(request)
    _checked(request)
    return engine().shares(request, ids[:LARGEST_PAGE])


def count(query: Node) -> int:
    """How many records the query finds.  Raises BadQuery or EngineUnavailable."""
    check(query)
    return engine().count(resolved(query))


def health() -> str | None:
    """What is wrong with the search, in a sentence; None when all is well."""
    return engine().health()


def stats() -> dict[str, object]:
    """Figures about the index: documents, bytes, and others of the engine's own."""
    return engine().stats()


def _within(request: SearchRequest) -> tuple[SearchRequest, bool]:
    """The request with ids in the place of names of files, without the facets that can't be
    counted so, and whether it holds beside all of the filters only.  Raises BadQuery."""
    check(And((request.query, *request.filters.values())))
    query, beside = _resolved_beside(request.query, request.filters)
    facets = request.facets
    if beside:
        facets = tuple(one for one in facets if one.name not in request.filters)
    return replace(request, query=query, facets=facets), beside


def _resolved_beside(query: Node, filters: Mapping[str, Node]) -> tuple[Node, bool]:
    """The query as engines take it, and whether it holds beside all of the filters only.

    Where it names files of too many datasets, only those that the filters find are looked at;
    what leaves a filter out can't be counted then.  Raises BadQuery.
    """
    try:
        return resolved(query), False
    except TooMany:
        if not filters:
            raise
        found = resolved(And((query, *filters.values())))
        return found, True


def resolved(query: Node) -> Node:
    """The query with ids in the place of names of files, as engines take it.  Raises BadQuery."""
    finder = Finder(files.engine(), StoredLists(), _all_ids)
    return finder.resolved(query)


def _all_ids(query: Node) -> list[int] | None:
    """The ids of all records that are found, None where they are too many to list."""
    hits = engine().search(Page(SearchRequest(query, sort="newest", size=MOST_IDS), None))
    return hits.ids if hits.total <= MOST_IDS else None


def _checked(request: SearchRequest) -> Page:
    _check_order(request.sort)
    if not 1 <= request.size <= LARGEST_PAGE:
        raise BadQuery(f"A page has from 1 to {LARGEST_PAGE} results.")
    for facet in request.facets:
        if facet.name not in FACETS or not 1 <= facet.size <= LARGEST_FACET:
            raise BadQuery(f"There is no facet {facet.name[:40]!r} of {facet.size} values.")
    page = Page(request, cursor.read(request.sort, request.after))
    return _within_reach(page)


def _state_of_first_page(request: SearchRequest) -> str:
    """The state of the index that ranks are counted in; "" where a field orders.

    It is looked at before the first page is read and after each later one, so that no
    change between the two stays unnoticed.
    """
    if request.sort != RELEVANCE:
        return ""
    return cursor.state(request.sort, request.after) if request.after else engine().state()


def _check_order(sort: str) -> None:
    """Raises BadSort, also for a name that no dictionary and no record knows: a slip."""
    by = order(sort)
    if by is None or by.kind != "parameter" or by.dimension != "number":
        return
    if not engine().count(ParameterExists(by.key, by.dimension)):
        raise BadSort(
            f"Results can't be sorted by “{sort[:40]}”: no record has such a number. Use "
            f"{', '.join(SORTS)}, or a column such as facility or sample_temperature[K]."
        )


def _within_reach(page: Page) -> Page:
    """Shortens a page counted by rank, so that it ends where such paging ends."""
    if page.after is not None and page.request.sort != RELEVANCE:
        return page
    room = DEEPEST - page.skip
    if not 0 < room <= DEEPEST:
        raise BadQuery(f"Only the first {DEEPEST:,} results can be paged through: narrow it down.")
    size = min(page.request.size, room)
    return replace(page, request=replace(page.request, size=size))
