"""One page of hits in a total order.

tantivy orders by one column and leaves equal ones in no order that lasts.  So a
page is read by the column, and where its end falls among equal values, those are
read again ordered by id: two small searches at worst, at any depth.
"""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from search.engines.tantivy.compile import all_of, nothing
from search.engines.tantivy.reader import View
from search.fields import DEEPEST, NUMBER_KEYS, ORDERS, Order
from search.request import Page, Position

Hit = tuple[int | str, int]  # the order's key and the id


def hits(view: View, query: Query, page: Page) -> tuple[list[int], Position | None]:
    """The ids of the page, and where the next one starts if there is one."""
    request = page.request
    order = ORDERS.get(request.sort)
    if order is None:
        return _by_relevance(view, query, page.skip, request.size)
    if page.after is not None:
        query = all_of([query, _beyond(view, order, page.after)])
    return _by_column(view, query, order, page.skip, request.size)


def _by_column(
    view: View, query: Query, order: Order, skip: int, size: int
) -> tuple[list[int], Position | None]:
    wanted = skip + size
    found = _read(view, query, order.key, order, wanted + 1)
    more = len(found) > wanted
    if more and found[wanted][0] == found[wanted - 1][0]:
        value = found[wanted][0]
        before = [hit for hit in found if hit[0] != value]
        equal = all_of([query, _same(view, order, value)])
        ids = _read(view, equal, "id", order, wanted - len(before))
        found = before + [(value, number) for number, _ in ids]  # type: ignore[misc]
    found.sort(reverse=order.descending)
    shown = found[skip:wanted]
    return [number for _, number in shown], shown[-1] if more and shown else None


def _read(view: View, query: Query, column: str, order: Order, limit: int) -> list[Hit]:
    """The first hits by a column, as (value, id)."""
    direction = tantivy.Order.Desc if order.descending else tantivy.Order.Asc
    result = view.searcher.search(query, limit, count=False, order_by_field=column, order=direction)
    ids = view.searcher.fast_field_values("id", [address for _, address in result.hits])
    return [(value, int(number or 0)) for (value, _), number in zip(result.hits, ids, strict=True)]


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
        # Our own letters, digits and hyphens only: services checks what comes in a cursor
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


def _by_relevance(
    view: View, query: Query, skip: int, size: int
) -> tuple[list[int], Position | None]:
    """By score, then by id; equal scores at the page's end are read on to their last."""
    wanted = skip + size
    limit = wanted + 1
    while True:
        result = view.searcher.search(query, limit, count=False)
        scores = [score for score, _ in result.hits]
        complete = len(scores) < limit or scores[-1] != scores[wanted - 1]
        if complete or limit >= DEEPEST:
            break
        limit = min(limit * 8, DEEPEST)
    ids = view.searcher.fast_field_values("id", [address for _, address in result.hits])
    ranked = sorted(zip([-score for score in scores], _whole(ids), strict=True))
    shown = [number for _, number in ranked[skip:wanted]]
    more = len(ranked) > wanted and wanted < DEEPEST
    return shown, (wanted, shown[-1]) if more and shown else None


def _whole(values: Sequence[int | float | bool | None]) -> list[int]:
    return [int(value or 0) for value in values]
