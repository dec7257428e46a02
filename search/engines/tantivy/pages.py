"""One page of hits in a total order.

tantivy orders by one column and leaves equal ones in no order that lasts.  So a
page is read by the column, and where its end falls among equal values, those are
read again ordered by id: two small searches at worst, at any depth.
"""

import tantivy
from tantivy import Occur, Query

from search.engines.tantivy.compile import all_of, nothing
from search.engines.tantivy.reader import View
from search.fields import DEEPEST, NUMBER_KEYS, ORDERS, Order
from search.query.tree import has_words
from search.request import Found, Page, Position

Hit = tuple[int | str, int]  # the order's key and the id
BY_ID = Order("id", "ascending")


def read(view: View, query: Query, page: Page) -> Found:
    """The page of what ``query`` finds, which has a score where the order needs one."""
    request = page.request
    order = ORDERS.get(request.sort)
    if order is None:
        return _by_relevance(view, query, page)
    if page.after is None:
        return _by_column(view, query, order, page.skip, request.size)
    beyond = all_of([query, _beyond(view, order, page.after)])
    found = _by_column(view, beyond, order, 0, request.size)
    return Found(found.ids, found.last, view.count(query))


def needs_scores(page: Page) -> bool:
    """Without words in the query all scores are equal, and the ids alone decide."""
    return page.request.sort not in ORDERS and has_words(page.request.query)


def _by_relevance(view: View, query: Query, page: Page) -> Found:
    skip, size = page.skip, page.request.size
    if needs_scores(page):
        found = _by_score(view, query, skip, size)
    else:
        found = _by_column(view, query, BY_ID, skip, size)
    if found.last is None or skip + size >= DEEPEST:
        return Found(found.ids, None, found.total)
    return Found(found.ids, (skip + size, found.ids[-1]), found.total)


def _by_score(view: View, query: Query, skip: int, size: int) -> Found:
    """By score, then by id; equal scores at the page's end are read on to their last."""
    wanted = skip + size
    limit = wanted + 1
    result = view.searcher.search(query, limit)
    total = view.total(result)
    while _is_cut(scores := [score for score, _ in result.hits], wanted, limit):
        limit = min(limit * 8, DEEPEST)
        result = view.searcher.search(query, limit, count=False)
    ids = view.ids([address for _, address in result.hits])
    ranked = sorted(zip([-score for score in scores], ids, strict=True))
    shown = [number for _, number in ranked[skip:wanted]]
    more = len(ranked) > wanted and bool(shown)
    return Found(shown, (wanted, shown[-1]) if more else None, total)


def _is_cut(scores: list[float], wanted: int, limit: int) -> bool:
    """Whether hits as good as the page's last one may not have been read."""
    return len(scores) == limit < DEEPEST and scores[-1] == scores[wanted - 1]


def _by_column(view: View, query: Query, order: Order, skip: int, size: int) -> Found:
    wanted = skip + size
    found, total = _first(view, query, order.key, order, wanted + 1)
    more = len(found) > wanted
    if more and found[wanted][0] == found[wanted - 1][0]:
        value = found[wanted][0]
        before = [hit for hit in found if hit[0] != value]
        equal = all_of([query, _same(view, order, value)])
        tied, _ = _first(view, equal, "id", order, wanted - len(before))
        found = before + [(value, number) for _, number in tied]
    found.sort(reverse=order.descending)
    shown = found[skip:wanted]
    return Found([number for _, number in shown], shown[-1] if more and shown else None, total)


def _first(
    view: View, query: Query, column: str, order: Order, limit: int
) -> tuple[list[Hit], int]:
    """The first hits by a column, as (value, id), and how many there are in all."""
    direction = tantivy.Order.Desc if order.descending else tantivy.Order.Asc
    result = view.searcher.search(query, limit, order_by_field=column, order=direction)
    ids = view.ids([address for _, address in result.hits])
    hits = [(value, number) for (value, _), number in zip(result.hits, ids, strict=True)]
    return hits, view.total(result)


def _beyond(view: View, order: Order, after: Position) -> Query:
    """What comes after a place: beyond its value, or the same value and beyond its id."""
    value, number = after
    tied = all_of([_same(view, order, value), _ids_beyond(view, order, number)])
    return Query.boolean_query(
        [(Occur.Should, _values_beyond(view, order, value)), (Occur.Should, tied)]
    )


def _same(view: View, order: Order, value: int | str) -> Query:
    if order.key in NUMBER_KEYS:
        return view.compiler.between(order.key, int(value), int(value))
    return Query.term_query(view.compiler.schema, order.key, value, "basic")


def _values_beyond(view: View, order: Order, value: int | str) -> Query:
    if order.key not in NUMBER_KEYS:
        # Letters, digits and hyphens only: search.cursor sees to it
        return view.compiler.index.parse_query(f"{order.key}:{{{value} TO *}}")
    beyond = int(value) - 1 if order.descending else int(value) + 1
    if not -(2**63) <= beyond < 2**63:
        return nothing()
    bounds = (None, beyond) if order.descending else (beyond, None)
    return view.compiler.between(order.key, *bounds)


def _ids_beyond(view: View, order: Order, number: int) -> Query:
    if order.descending:
        return view.compiler.ids_between(None, number - 1) if number > 0 else nothing()
    return view.compiler.ids_between(max(number + 1, 0), None)
