"""What the address of a results page asks for: address → query tree.

Everything in it is either read or answered with a message; nothing is ignored that
would change the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from portal.catalogue.models import Record
from portal.units import Unit
from portal.web import preferred
from search import matching
from search.addresses import PERIOD, PLACE, WITHOUT, State, clean, state
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
FORM = ("parameter", "least", "most", "unit")  # the form that adds a range
EMPTY = ("empty", "any")  # carried by forms in which no bounds mean any value
VIEWS = ("rows", "table")


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
