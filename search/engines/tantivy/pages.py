"""One page of hits in a total order.

tantivy orders by one column, those without a value last, and leaves equal ones in no
order that lasts.  So a page is read by the column, and where its end falls among equal
values, those are read again ordered by id: two small searches at worst, at any depth.
Where a record's value may stand in one of two columns, both are read and put together.
"""

import tantivy
from tantivy import Query

from search.engines.tantivy.compile import all_of
from search.engines.tantivy.found import ids_of, total_of
from search.engines.tantivy.orders import Column, columns
from search.engines.tantivy.reader import View
from search.fields import DEEPEST, Order
from search.query.tree import has_words
from search.request import Found, Page, Position

BY_ID = Order("id", "ascending")


def read(view: View, query: Query, page: Page) -> Found:
    """The page of what ``query`` finds, which has a score where the order needs one."""
    order, size = page.order, page.request.size
    if order is None:
        return _by_relevance(view, query, page)
    if page.after is None:
        return _by_order(view, query, order, page.skip, size)
    found = _by_order(view, query, order, 0, size, page.after)
    return Found(found.ids, found.last, view.count(query))


def needs_scores(page: Page) -> bool:
    """Without words in the query all scores are equal, and the ids alone decide."""
    return page.order is None and has_words(page.request.query)


def _by_relevance(view: View, query: Query, page: Page) -> Found:
    skip, size = page.skip, page.request.size
    if needs_scores(page):
        found = _by_score(view, query, skip, size)
    else:
        found = _by_order(view, query, BY_ID, skip, size)
    if found.last is None or skip + size >= DEEPEST:
        return Found(found.ids, None, found.total)
    return Found(found.ids, (skip + size, found.ids[-1]), found.total)


def _by_score(view: View, query: Query, skip: int, size: int) -> Found:
    """By score, then by id; equal scores at the page's end are read on to their last.

    Never more than DEEPEST are read, so that all pages order the same ones of still more equals.
    """
    wanted = skip + size
    limit = min(wanted + 1, DEEPEST)
    result = view.searcher.search(query, limit)
    total = total_of(result)
    while _is_cut(scores := [score for score, _ in result.hits], wanted, limit):
        limit = min(limit * 8, DEEPEST)
        result = view.searcher.search(query, limit, count=False)
    ids = ids_of(view.searcher, result)
    ranked = sorted(zip([-score for score in scores], ids, strict=True))
    shown = [number for _, number in ranked[skip:wanted]]
    more = len(ranked) > wanted and bool(shown)
    return Found(shown, (wanted, shown[-1]) if more else None, total)


def _is_cut(scores: list[float], wanted: int, limit: int) -> bool:
    """Whether hits as good as the page's last one may not have been read."""
    return len(scores) == limit < DEEPEST and scores[-1] == scores[wanted - 1]


def _by_order(
    view: View, query: Query, order: Order, skip: int, size: int, after: Position | None = None
) -> Found:
    """The page of the hits beyond a place, and how many there are of these."""
    wanted = skip + size
    read = [_first(view, query, column, wanted, after) for column in columns(view, order)]
    hits = sorted_hits([hit for hits, _ in read for hit in hits], order)
    total = sum(total for _, total in read)
    shown = hits[skip:wanted]
    more = total > wanted and bool(shown)
    return Found([number for _, number in shown], shown[-1] if more else None, total)


def sorted_hits(hits: list[Position], order: Order) -> list[Position]:
    """By value, then by id; those without a value last."""
    having = sorted((hit for hit in hits if hit[0] is not None), reverse=order.descending)
    lacking = sorted((hit for hit in hits if hit[0] is None), reverse=order.descending)
    return having + lacking


def _first(
    view: View, query: Query, column: Column, wanted: int, after: Position | None
) -> tuple[list[Position], int]:
    """The first hits beyond a place by a column, in no order, and how many there are."""
    parts = [query, *column.among]
    if after is not None:
        parts.append(column.beyond(*after))
    found, total = _read(view, all_of(parts), column, column.field, wanted + 1)
    if len(found) <= wanted or found[wanted][0] != found[wanted - 1][0]:
        return found[:wanted], total
    value = found[wanted][0]
    before = [hit for hit in found if hit[0] != value]
    equal = all_of([*parts, column.same(value)])
    tied, _ = _read(view, equal, column, "id", wanted - len(before))
    return before + [(value, number) for _, number in tied], total


def _read(
    view: View, query: Query, column: Column, field: str, limit: int
) -> tuple[list[Position], int]:
    """The first hits by a field, as (value, id), and how many there are in all."""
    direction = tantivy.Order.Desc if column.order.descending else tantivy.Order.Asc
    result = view.searcher.search(query, limit, order_by_field=field, order=direction)
    ids = ids_of(view.searcher, result)
    values = [column.value(value) for value, _ in result.hits]
    return list(zip(values, ids, strict=True)), total_of(result)
