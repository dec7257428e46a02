"""The address of a results page as pairs, from which the addresses of others are made.

The whole state of the page is in its address.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from portal.web import preferred
from search.fields import FACETS

WITHOUT = "not-"  # before a facet's name: its value is left out
PLACE = ("after", "page", "back")  # where in the results; any other change starts anew
PERIOD = ("from", "to")
# Every key that means something, in the order that addresses have them
KEYS = (
    *("q", *FACETS, *(WITHOUT + name for name in FACETS), "range", *PERIOD, "histogram"),
    *("match", "sort", "size", "more", "view", "columns", "why", preferred.KEY, *PLACE),
)
_PLACES = {key: place for place, key in enumerate(KEYS)}


def _place(pair: tuple[str, str]) -> int:
    return _PLACES[pair[0]]


@lru_cache(maxsize=4096)
def _encoded(pair: tuple[str, str]) -> str:
    """Kept, because a page has hundreds of addresses that differ in one pair."""
    return urlencode([pair])


class State:
    """The address as pairs, from which other addresses are made."""

    def __init__(self, pairs: Iterable[tuple[str, str]], path: str = "/search") -> None:
        self.pairs = tuple(pairs)
        self.path = path
        self._elsewhere = tuple(pair for pair in self.pairs if pair[0] not in PLACE)

    def values(self, key: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.pairs if name == key)

    def with_value(self, key: str, value: str) -> str:
        """The address with one more value."""
        return self._address((*self._kept(), (key, value)))

    def exchanged(self, key: str, old: Collection[str], new: str) -> str:
        """The address with another value instead of these; "" for none."""
        kept = [pair for pair in self._kept() if pair[0] != key or pair[1] not in old]
        return self._address([*kept, (key, new)] if new else kept)

    def without_value(self, key: str, value: str) -> str:
        return self._address(pair for pair in self._kept() if pair != (key, value))

    def toggled(self, key: str, value: str) -> str:
        """With the value if it isn't there, else without it."""
        if (key, value) in self.pairs:
            return self.without_value(key, value)
        return self.with_value(key, value)

    def replaced(self, **changes: str) -> str:
        """With these keys set to single values, and dropped where the value is empty."""
        kept = [pair for pair in self._kept() if pair[0] not in changes]
        return self._address([*kept, *((key, value) for key, value in changes.items() if value)])

    def hidden(self, *but: str) -> Iterator[tuple[str, str]]:
        """The pairs a form must carry along so that sending it loses nothing."""
        return (pair for pair in self._kept() if pair[0] not in but)

    def _kept(self) -> tuple[tuple[str, str], ...]:
        """All but the place, which any change of the search leaves."""
        return self._elsewhere

    def _address(self, pairs: Iterable[tuple[str, str]]) -> str:
        query = "&".join(_encoded(pair) for pair in sorted(pairs, key=_place))
        return f"{self.path}?{query}" if query else self.path


def state(query: QueryDict) -> State:
    """The address's pairs that mean something here, in a settled order, repeats dropped."""
    pairs = ((key, clean(value)) for key in KEYS for value in _values(query, key))
    return State(dict.fromkeys(pair for pair in pairs if pair[1]))


def _values(query: QueryDict, key: str) -> list[str]:
    """The values of a key; a form sends each column by itself, an address has them in one."""
    values = query.getlist(key)
    return [",".join(filter(None, map(str.strip, values)))] if key == "columns" else values


def clean(text: str) -> str:
    """One line of printable text."""
    if text.isprintable():
        return text.strip()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
