"""The address of a saved search: what of it is kept, and what it asks for."""

from django.http import QueryDict

from portal.catalogue import selectors
from search import results
from search.addresses import state
from search.asked import Asked, read
from search.errors import BadQuery

LONGEST = 4_000  # characters of an address's query
LONGEST_NAME = 200


class TooLong(BadQuery):
    """The address is longer than what is kept."""

    def __init__(self) -> None:
        super().__init__(
            f"This search's address has more than {LONGEST:,} characters, which is too long to be "
            "kept: drop some of its filters."
        )


def kept(query: QueryDict) -> str:
    """The query of the address that is kept: in a settled order, without a place in the results.

    Raises BadQuery where it can't be read, or is too long.
    """
    text = state(query).replaced(more="").partition("?")[2]
    if len(text) > LONGEST:
        raise TooLong
    asked(text)
    return text


def asked(query: str) -> Asked:
    """What a kept query asks for, in the reading of its words that its page begins with.

    Raises BadQuery where the language has changed since.
    """
    return read(QueryDict(query))


def sentence(query: str) -> str:
    """The search in words, short enough for a name.  Raises BadQuery."""
    search = asked(query)
    words = results.sentence(search, results.chips(search, selectors.facility_names()))
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
