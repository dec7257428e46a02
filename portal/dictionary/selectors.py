"""Names of parameters that records have, for pages, suggestions and the API.

``names_like("temp", 10)`` is what anybody calls who offers names while somebody types; it
costs one small query and a look into a sorted list, whatever was typed.
"""

import heapq
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal import units
from portal.dictionary.census import totals
from portal.dictionary.census.counts import Count, Key
from portal.dictionary.folding import words
from portal.normalise import names
from portal.normalise.dictionary import Dictionary, Name
from portal.normalise.text import without_addresses
from portal.units import Unit

LONGEST_TEXT = 200  # characters of what was typed
_WORDS = 8  # of what was typed


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter's name with what is known of its values.

    ``name`` is the canonical name and ``dimension`` a word of ``portal.units``, "" for texts.
    ``low`` and ``high`` are the smallest and the largest value in SI, None where there are
    none; ``unit`` is the unit most used ("" where there is none), as a symbol where it is
    known.  ``spellings`` are names as they came, the commonest first.
    """

    name: str
    dimension: str
    label: str
    records: int = 0
    unit: str = ""
    low: float | None = None
    high: float | None = None
    spellings: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether its values are numbers, which ranges can be asked of."""
        return bool(self.dimension)

    @property
    def shown_unit(self) -> Unit | None:
        """The unit to show values in: the one most used, else the usual one; None for numbers."""
        used = units.find(self.unit, self.name) if self.unit else None
        if used is not None and used.dimension == self.dimension:
            return used
        return usual_unit(self.name, self.dimension)


@dataclass(slots=True)
class _Listing:
    """All names in memory, with the words that they are found by, in order."""

    token: str | None = None
    dictionary: Dictionary | None = None
    every: tuple[Named, ...] = ()
    places: dict[Key, int] = field(default_factory=dict)
    starts: list[tuple[str, str]] = field(default_factory=list)  # words of label and name
    own: list[tuple[str, int]] = field(default_factory=list)  # of labels and canonical names
    other: list[tuple[str, int]] = field(default_factory=list)  # of other names


_kept = _Listing()


def names_like(text: str, limit: int = 10, *, measured: bool = False) -> list[Named]:
    """The names that records have and that somebody may mean who typed ``text`` so far.

    Every word typed is the beginning of a word of the name: of its label or canonical name,
    or of a name that it came with.  First come labels and names that begin with the text,
    then those with all words, then the others; of equals the commonest first.  Any text may
    be given; an empty one gives the commonest names.  ``measured`` leaves out texts.
    """
    listing = _listing()
    typed = words(text[:LONGEST_TEXT])[:_WORDS]
    found = _matching(listing, typed) if typed else ((0, at) for at in range(len(listing.every)))
    fit = (
        (rank, at)
        for rank, at in found
        if listing.every[at].records and (listing.every[at].measured or not measured)
    )
    return [listing.every[at] for _, at in heapq.nsmallest(limit, fit)]


def listed() -> Sequence[Named]:
    """Every name, the commonest first; those of the dictionary that no record has come last."""
    return _listing().every


def counted(name: str, dimension: str) -> Named | None:
    """What is known of a canonical name; None where no record has it."""
    listing = _listing()
    place = listing.places.get((name, dimension))
    return None if place is None or not listing.every[place].records else listing.every[place]


def usual_unit(name: str, dimension: str) -> Unit | None:
    """The unit in which a parameter is shown where nothing else says so; None for numbers."""
    meant = names.known().get(name)
    if meant is not None and meant.dimension == dimension and meant.unit:
        return units.find(meant.unit, name)
    offered = units.units_of(dimension) if dimension not in ("", "number") else ()
    return offered[0] if offered else None


def _matching(listing: _Listing, typed: list[str]) -> Iterator[tuple[int, int]]:
    """Rank and place of each name that has all words typed."""
    own = [_with_word(listing.own, word) for word in typed]
    every = [one | _with_word(listing.other, word) for one, word in zip(own, typed, strict=True)]
    whole, well = " ".join(typed), set.intersection(*own)
    for at in well:
        yield (0 if any(one.startswith(whole) for one in listing.starts[at]) else 1), at
    for at in set.intersection(*every) - well:
        yield 2, at


def _with_word(found: list[tuple[str, int]], start: str) -> set[int]:
    """Where a word begins so; ``found`` is in order."""
    first = bisect_left(found, (start, -1))
    last = bisect_left(found, (start + chr(sys.maxunicode), -1))
    return {at for _, at in found[first:last]}


def _listing() -> _Listing:
    """The listing, made anew when the census or the dictionary is another."""
    global _kept
    dictionary, token = names.current(), totals.token()
    if _kept.token != token or _kept.dictionary is not dictionary:
        token, counts = totals.read()
        _kept = _made(token, dictionary, counts)
    return _kept


def _made(token: str, dictionary: Dictionary, counts: list[Count]) -> _Listing:
    every = tuple(_named(dictionary, one) for one in counts)
    known = {(one.name, one.dimension) for one in every}
    every += tuple(_unused(dictionary, known))
    listing = _Listing(token, dictionary, every)
    others = {
        entry.name.key: [alias.text for alias in entry.aliases] for entry in dictionary.entries
    }
    for at, one in enumerate(every):
        listing.places[one.name, one.dimension] = at
        label, key = words(one.label), words(one.name)
        other = {
            word for text in (*one.spellings, *others.get(one.name, ())) for word in words(text)
        }
        listing.starts.append((" ".join(label), " ".join(key)))
        listing.own += [(word, at) for word in {*label, *key}]
        listing.other += [(word, at) for word in other.difference(label, key)]
    listing.own.sort()
    listing.other.sort()
    return listing


def _named(dictionary: Dictionary, one: Count) -> Named:
    unit = max(one.units, key=lambda unit: (one.units[unit], unit), default="")
    spellings = dict.fromkeys(without_addresses(name) for name, _, _ in one.spellings)
    return Named(
        name=one.name,
        dimension=one.dimension,
        label=without_addresses(dictionary.label(one.name)),
        records=one.records,
        unit=without_addresses(unit),
        low=one.low,
        high=one.high,
        spellings=tuple(spellings),
    )


def _unused(dictionary: Dictionary, known: set[Key]) -> Iterator[Named]:
    for name in dictionary.names.values():
        if (name.key, name.dimension) not in known:
            yield _from_dictionary(name)


def _from_dictionary(name: Name) -> Named:
    unit = usual_unit(name.key, name.dimension)
    return Named(name.key, name.dimension, name.label, unit=unit.symbol if unit else "")
