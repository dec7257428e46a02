"""Where a result is explained."""

from search.addresses import State
from search.asked import Asked


def why_address(page: Asked, path: str = "/search/why") -> str:
    """The address for any result of a page, whose number is to be put behind it.

    The words are read there as they were read here.
    """
    state = State(page.state.pairs, path)
    found = state.replaced(match=page.match, why="", size="", view="", columns="", more="")
    return f"{found}{'&' if '?' in found else '?'}id="
