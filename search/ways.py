"""Ways out of a search that finds nothing: what dropping parts of it would find.

Each part alone first.  Where none of them helps, some together: the parts are put back
one after the other, those first that find most by themselves, and each that leaves
nothing is dropped for good.  So no part is dropped that could have stayed with the rest.
However much is asked for, the index is counted in so often and no more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict

from portal.web import links, show
from search import facets
from search.addresses import WITHOUT, State
from search.asked import Asked, read
from search.errors import BadQuery
from search.files.within import names_files
from search.matching import deciding, is_plain, serving
from search.query.tree import And
from search.services import count

MOST_PARTS = 12  # told apart; what comes behind is dropped or kept in one
MOST_COUNTS = 3 * MOST_PARTS
MOST_WITH_FILES = 6  # counts of a search that names files, each of which looks through lists


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for, in words; its pairs of the address, its places in the box.

    A place is a clause's number, with that of a word in it or None for the whole clause.
    """

    says: str
    pairs: frozenset[tuple[str, str]] = frozenset()
    places: frozenset[tuple[int, int | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """What to leave out, in words, the address without it, and how many records it finds."""

    parts: tuple[str, ...]
    address: str
    count: int

    @property
    def says(self) -> str:
        return show.listing(self.parts)

    def as_json(self, suffix: str = "") -> dict[str, Any]:
        """With the address's ``suffix`` for the form that is asked for."""
        path, mark, query = self.address.partition("?")
        url = links.absolute(f"{path}{suffix}{mark}{query}")
        return {"without": self.parts, "url": url, "count": self.count}


def ways_out(asked: Asked, named: facets.Names) -> list[Way]:
    """Ways with one part less each, what finds most first; before them, if none of those finds
    anything, the way with as few parts less as were found to stand in the way."""
    parts = list(_bounded(list(_parts(asked, named))))
    counting = _Counting(asked, parts)
    alone = [way for part in parts if (way := counting.without([part])) is not None]
    ways = sorted(alone, key=lambda way: -way.count)
    if len(parts) < 2 or any(way.count for way in ways):
        return ways
    together = counting.without(_in_the_way(parts, counting))
    return [together, *ways] if together and together.count else ways


def _in_the_way(parts: Sequence[Part], counting: "_Counting") -> list[Part]:
    """The parts that can't stay beside those that find more."""
    alone = {part: counting.of([part]) for part in parts}
    kept: list[Part] = []
    for part in sorted(parts, key=lambda part: -alone[part]):
        if alone[part] and (not kept or counting.of([*kept, part])):
            kept.append(part)
    return [part for part in parts if part not in kept]


class _Counting:
    """Counts what some of the parts find, as often as it may; beyond that nothing is found."""

    def __init__(self, asked: Asked, parts: Sequence[Part]) -> None:
        self.asked = asked
        self.parts = parts
        self.left = MOST_WITH_FILES if names_files(asked.query) else MOST_COUNTS
        self.known: dict[str, int] = {}

    def of(self, kept: Sequence[Part]) -> int:
        return self._count(self._address(part for part in self.parts if part not in kept)) or 0

    def without(self, dropped: Sequence[Part]) -> Way | None:
        """The way without these parts; None where it couldn't be counted any more."""
        address = self._address(dropped)
        found = self._count(address)
        return None if found is None else Way(tuple(one.says for one in dropped), address, found)

    def _address(self, dropped: Iterable[Part]) -> str:
        parts = list(dropped)
        pairs = frozenset[tuple[str, str]]().union(*(part.pairs for part in parts))
        places = frozenset[tuple[int, int | None]]().union(*(part.places for part in parts))
        state = self.asked.state
        less = State((pair for pair in state.pairs if pair not in pairs), state.path)
        return less.replaced(q=_box_without(self.asked, places)) if places else less.replaced()

    def _count(self, address: str) -> int | None:
        if address not in self.known:
            if not self.left:
                return None
            try:
                self.known[address] = self._counted(address)
            except _Spent:
                return None
        return self.known[address]

    def _counted(self, address: str) -> int:
        """As the page at this address would, in the reading that serves there.

        Nothing where it can't be answered either.  Raises _Spent.
        """
        try:
            less = read(QueryDict(urlsplit(address).query), self.asked.match)
            clauses = less.box.clauses
            return serving(clauses, less.match, lambda match: self._found(less, match))[1].total
        except BadQuery:
            return 0

    def _found(self, less: Asked, match: str) -> "_Found":
        if not self.left:
            raise _Spent
        self.left -= 1
        read_so = replace(less, match=match)
        return _Found(count(And((read_so.query, *read_so.filters.values()))))


@dataclass(frozen=True, slots=True)
class _Found:
    total: int


class _Spent(Exception):
    """Nothing may be counted any more."""


def _bounded(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, those behind the most of them as one."""
    if len(parts) <= MOST_PARTS:
        yield from parts
        return
    yield from parts[: MOST_PARTS - 1]
    rest = parts[MOST_PARTS - 1 :]
    yield Part(
        f"the other {len(rest)} parts",
        frozenset(pair for part in rest for pair in part.pairs),
        frozenset(place for part in rest for place in part.places),
    )


def _parts(asked: Asked, named: facets.Names) -> Iterator[Part]:
    """Everything asked for, in the order of the page."""
    yield from _of_box(asked)
    for name, choice in asked.choices.items():
        label = facets.LABELS[name]
        if choice.wanted:  # alternatives: without one of them, the others find no more
            values = show.listing([facets.label(name, one, named) for one in choice.wanted], "or")
            pairs = frozenset((name, value) for value in choice.wanted)
            yield Part(f"{label}: {values}", pairs)
        for value in choice.unwanted:
            says = f"leaving out {label}: {facets.label(name, value, named)}"
            yield Part(says, frozenset([(WITHOUT + name, value)]))
    for one, text in zip(asked.ranges, asked.state.values("range"), strict=True):
        yield Part(one.says, frozenset([("range", text)]))
    if any(asked.period):
        pairs = frozenset(pair for pair in asked.state.pairs if pair[0] in ("from", "to"))
        yield Part(show.period(*asked.period), pairs)


def _of_box(asked: Asked) -> Iterator[Part]:
    """The box's clauses, plain words one by one; together where any of them would do.

    Quantities among the words keep nothing out, so they are no parts.
    """
    plain, decide = [], deciding(asked.box.clauses)
    for number, clause in enumerate(asked.box.clauses):
        if is_plain(clause) and number not in decide:
            continue
        if is_plain(clause) and asked.takes_most:
            plain.append(number)
        elif is_plain(clause) and len(clause.text.split()) > 1 and clause.text[0] != "(":
            for place, word in decide[number].items():
                yield Part(f"“{word}”", places=frozenset([(number, place)]))
        else:
            says = f"leaving out {clause.says}" if clause.negated else clause.says
            yield Part(says, places=frozenset([(number, None)]))
    if plain:
        yield Part("the words", places=frozenset((number, None) for number in plain))


def _box_without(asked: Asked, dropped: frozenset[tuple[int, int | None]]) -> str:
    left = []
    for number, clause in enumerate(asked.box.clauses):
        gone = {word for place, word in dropped if place == number}
        if not gone:
            left.append(clause.text)
        elif None not in gone:
            words = enumerate(clause.text.split())
            left.append(" ".join(word for place, word in words if place not in gone))
    return " ".join(text for text in left if text)
