"""Asks for what an address says, in the reading of its words that serves."""

from collections.abc import Callable
from dataclasses import replace

from search import matching
from search.asked import Asked
from search.request import SearchAnswer


def answered(asked: Asked, ask: Callable[[Asked], SearchAnswer]) -> tuple[Asked, SearchAnswer]:
    """What ``ask`` answers, and to which reading of what was asked.

    A page further on stays with the reading of its address: that of the first page.
    """
    if asked.after:
        return asked, ask(asked)
    match, answer = matching.serving(
        asked.box.clauses, asked.match, lambda match: ask(replace(asked, match=match))
    )
    return replace(asked, match=match), answer
