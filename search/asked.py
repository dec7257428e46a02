"""What the address of a results page asks for: address → query tree, and back.

The whole state of the page is in its address.  Everything in it is either read
or answered with a message; nothing is ignored that would change the answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from portal.catalogue.models import Record
from portal.units import Unit
from portal.web import preferred
from search import matching
from search.columns import Column
from search.columns import read as read_columns
from search.errors import BadQuery
from search.fields import FACETS, RELEVANCE
from search.histograms.making import Wanted, filter_name
from search.histograms.reading import read as read_histograms
from search.orders import settled
from search.query.box import Box, between, read_box
from search.query.near import nears
from search.query.tree import All, And, Node, Not, Or, Range, Term, has_words
from search.ranges import AskedRange, CheckedRange, check_range, parse_range
from search.services import LARGEST_PAGE

PAGE_SIZE = 20
MOST_CHOSEN = 100  # values chosen over all facets
MOST_RANGES = 20
WITHOUT = "not-"  # before a facet's name: its value is left out
PLACE = ("after", "page", "back")  # where in the results; any other change starts anew
FORM = ("parameter", "least", "most", "unit")  # the form that adds a range
EMPTY = ("empty", "any")  # carried by forms in which no bounds mean any value
PERIOD = ("from", "to")
VIEWS = ("rows", "table")
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


@dataclass(frozen=True)
class Choice:
    """What is chosen in one facet: any of these, and none of those."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def node(self, name: str) -> Node:
        out = tuple(Not(Term(name, value)) for value in self.unwanted)
        if not self.wanted:
            return And(out)
        return And((Or(tuple(Term(name, value) for value in self.wanted)), *out))


@dataclass(frozen=True)
class Asked:
    """A results page, checked and ready to be searched for."""

    state: State
    text: str = ""
    box: Box = field(default_factory=Box)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    ranges: tuple[CheckedRange, ...] = ()
    period: tuple[str, str] = ("", "")
    match: str = ""  # "all" words, "most" of them, "" for what serves
    sort: str = RELEVANCE
    size: int = PAGE_SIZE
    after: str = ""
    page: int = 1
    more: tuple[str, ...] = ()
    view: str = "rows"
    why: bool = False  # whether each result is explained
    columns: tuple[Column, ...] = ()  # of a table or an export; none: the usual ones
    histograms: tuple[Wanted, ...] = ()
    offers_histograms: bool = False  # beside those asked for, as the page does
    units: Mapping[str, Unit] = field(default_factory=dict)  # preferred, by dimension

    @property
    def query(self) -> Node:
        """What is asked beside the facets."""
        parts = matching.parts(self.box.clauses, self.match)
        if any(self.period):
            parts.append(period_node(*self.period))
        return And(tuple(parts)) if parts else All()

    @property
    def takes_most(self) -> bool:
        """Whether most of the words do."""
        return matching.takes_most(self.box.clauses, self.match)

    @property
    def could_take_most(self) -> bool:
        """Whether there are words enough for most of them to do."""
        return matching.takes_most(self.box.clauses, "most")

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the box was read otherwise than it may be meant."""
        found = matching.quantities(self.box.clauses)
        return (*self.box.notes, *(_preferred(one.text) for one in found))

    @property
    def filters(self) -> dict[str, Node]:
        """What is chosen in each facet, and the ranges of each parameter."""
        found = {name: choice.node(name) for name, choice in self.choices.items()}
        for one in self.ranges:
            name = filter_name(one.key)
            found[name] = And((found[name], one.node)) if name in found else one.node
        return found

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.choices or self.ranges or any(self.period))


def _preferred(text: str) -> str:
    return f"“{text}” was read as a quantity: it decides the order, not what is found."


def state(query: QueryDict) -> State:
    """The address's pairs that mean something here, in a settled order, repeats dropped."""
    pairs = ((key, clean(value)) for key in KEYS for value in _values(query, key))
    return State(dict.fromkeys(pair for pair in pairs if pair[1]))


def _values(query: QueryDict, key: str) -> list[str]:
    """The values of a key; a form sends each column by itself, an address has them in one."""
    values = query.getlist(key)
    return [",".join(filter(None, map(str.strip, values)))] if key == "columns" else values


def read(query: QueryDict, match: str = "") -> Asked:
    """What the address asks for.  Raises BadQuery with a message for the page.

    ``match`` is for addresses that don't say it: "all" finds all words or nothing.
    """
    now = state(query)
    text = " ".join(now.values("q"))
    parsed = read_box(text)
    if len(now.values("range")) > MOST_RANGES:
        raise BadQuery(f"More than {MOST_RANGES} ranges are asked for: drop some.")
    first, last = (next(iter(now.values(key)), "") for key in PERIOD)
    if first or last:
        period_node(first, last)
    after, page = next(iter(now.values("after")), ""), _whole(now, "page", 1, 10**9)
    preference = _units(now)
    return Asked(
        state=now,
        text=text,
        box=parsed,
        choices=_choices(now),
        ranges=tuple(check_range(parse_range(one), preference) for one in now.values("range")),
        period=(first, last),
        match=_one_of(now, "match", matching.MATCHES) or match,
        sort=_sort(now, And(tuple(matching.parts(parsed.clauses, match)))),
        size=_whole(now, "size", PAGE_SIZE, LARGEST_PAGE),
        after=after,
        page=page if after else 1,  # without a place to start at, it is the first
        more=now.values("more"),
        view=_one_of(now, "view", VIEWS) or VIEWS[0],
        why=_one_of(now, "why", ("true",)) == "true",
        columns=read_columns(now.values("columns"), preference),
        histograms=read_histograms(now.values("histogram"), preference),
        units=preference,
    )


def sound(query: QueryDict) -> Asked:
    """The parts of an address that can be read, where the whole can't be."""
    kept = [pair for pair in state(query).pairs if pair[0] not in PLACE and _sound(pair)]
    try:
        return read(_query(kept))
    except BadQuery:
        return Asked(State(()))


def _sound(pair: tuple[str, str]) -> bool:
    try:
        read(_query([pair]))
    except BadQuery:
        return False
    return True


def _query(pairs: list[tuple[str, str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, value in pairs:
        query.appendlist(key, value)
    return query


def form_range(query: QueryDict) -> AskedRange | None:
    """The range that the form asks to add, None when the form is empty."""
    texts = [clean(query.get(key, "")) for key in FORM]
    if not any(texts[:3]):
        return None
    return AskedRange(*texts)


def period_node(first: str, last: str) -> Range:
    """Records of a period.  Raises BadQuery when a date can't be read or they are swapped."""
    node = between(first, last)
    if node.low is not None and node.high is not None and node.low > node.high:
        raise BadQuery(f"{first} is after {last}: swap the two dates.")
    return node


def clean(text: str) -> str:
    """One line of printable text."""
    if text.isprintable():
        return text.strip()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _choices(now: State) -> dict[str, Choice]:
    found = {name: Choice(now.values(name), now.values(WITHOUT + name)) for name in FACETS}
    chosen = {name: choice for name, choice in found.items() if choice != Choice()}
    if sum(len(one.wanted) + len(one.unwanted) for one in chosen.values()) > MOST_CHOSEN:
        raise BadQuery(f"More than {MOST_CHOSEN} filters are chosen: drop some.")
    kinds = [value for value in found["kind"].wanted if value not in Record.Kind.values]
    if kinds:
        raise BadQuery(f"There is no kind “{kinds[0][:40]}”: use document or dataset.")
    return chosen


def _sort(now: State, typed: Node) -> str:
    """By relevance where what was typed has any, as words do; filters alone: newest first."""
    asked = next(iter(now.values("sort")), "")
    if asked:
        return settled(asked)
    return RELEVANCE if has_words(typed) or nears(typed) else "newest"


def _one_of(now: State, key: str, known: tuple[str, ...]) -> str:
    value = next(iter(now.values(key)), "")
    if value and value not in known:
        raise BadQuery(f"There is no {key} “{value[:40]}”: use {' or '.join(known)}.")
    return value


def _units(now: State) -> dict[str, Unit]:
    try:
        return preferred.read(now.values(preferred.KEY))
    except preferred.BadUnits as error:
        raise BadQuery(str(error)) from None


def _whole(now: State, key: str, default: int, most: int) -> int:
    text = next(iter(now.values(key)), "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most):
        raise BadQuery(f"“{key}” must be a whole number from 1 to {most:,}.")
    return int(text)
