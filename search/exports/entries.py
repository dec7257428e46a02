"""Every record of a result, page after page, so that memory stays as it is.

The pages follow one another by an order of fields with the id: a record that doesn't
change meanwhile comes exactly once, whatever happens to others.  Relevance has no such
order, and ends at 10,000: such a result comes newest first.
"""

from collections.abc import Iterator
from dataclasses import replace

from portal.catalogue import selectors
from search.answering import answered
from search.asked import Asked
from search.columns import Entry
from search.fields import RELEVANCE
from search.request import SearchAnswer, SearchRequest
from search.services import search

AT_ONCE = 500  # records in memory


def entries(asked: Asked) -> Iterator[Entry]:
    """All records that ``asked`` finds, whatever page it is about.

    Raises BadQuery or EngineUnavailable: at once for the first page, so that it can be
    answered, while iterating for the others.
    """
    asked, first = answered(replace(asked, after=""), lambda one: _page(one, None))
    return _following(asked, first)


def _following(asked: Asked, answer: SearchAnswer) -> Iterator[Entry]:
    while True:
        yield from map(Entry.of, selectors.rows(answer.ids))
        if answer.next is None:
            return
        answer = _page(asked, answer.next)


def _page(asked: Asked, after: str | None) -> SearchAnswer:
    sort = "newest" if asked.sort == RELEVANCE else asked.sort
    return search(
        SearchRequest(
            query=asked.query, filters=asked.filters, sort=sort, size=AT_ONCE, after=after
        )
    )
