"""Quantities among the words, each offered as a filter: one click makes it decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict

from portal.dictionary import selectors
from portal.dictionary.selectors import Named
from portal.web import links
from search import matching
from search.asked import Asked, read
from search.errors import BadQuery
from search.files.within import names_files
from search.query.bare import Bare, without
from search.query.box import Clause
from search.query.tree import And, Words
from search.services import count

MOST = 3  # filters of one quantity
MOST_TRIED = 12  # parameters that are looked at for one quantity


@dataclass(frozen=True)
class Offer:
    """A parameter's value as a filter: in words, the address with it, what it finds."""

    says: str
    address: str
    count: int

    def as_json(self) -> dict[str, Any]:
        url = links.absolute(self.address.replace("/search?", "/search.json?", 1))
        return {"says": self.says, "url": url, "count": self.count}


@dataclass(frozen=True)
class Quantity:
    """A quantity that decides the order only, with its filters that find anything.

    Where no record has it these are ``nearest``: closenesses. ``tried`` is False where none
    could be looked for.
    """

    text: str
    offers: tuple[Offer, ...] = ()
    nearest: bool = False
    tried: bool = True

    @property
    def missing(self) -> bool:
        return self.tried and (self.nearest or not self.offers)

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "filters": [one.as_json() for one in self.offers]}


def offered(asked: Asked) -> list[Quantity]:
    """The quantities among the words; of the filters the parameters most used come first.

    No filters for what names files: each count of one looks through lists of files again.
    """
    found = matching.quantities(asked.box.clauses)
    if not found:
        return []
    used = [one for one in selectors.listed() if one.records]
    if not used or names_files(asked.query):
        return [Quantity(one.text, tried=False) for one in found]
    return [_quantity(asked, one, used) for one in found]


def _quantity(asked: Asked, bare: Bare, used: Sequence[Named]) -> Quantity:
    keys = {(name, unit.dimension) for name, unit in bare.rows}
    names = [one.name for one in used if (one.name, one.dimension) in keys][:MOST_TRIED]
    offers = tuple(_offers(asked, bare, names, ":"))
    if offers or not bare.single:
        return Quantity(bare.text, offers)
    return Quantity(bare.text, tuple(_offers(asked, bare, names, "~")), nearest=True)


def _offers(asked: Asked, bare: Bare, names: Sequence[str], operator: str) -> Iterator[Offer]:
    found = (_offer(asked, bare, bare.asked_of(name, operator)) for name in names)
    yield from islice((offer for offer in found if offer), MOST)


def _offer(asked: Asked, bare: Bare, filtering: str) -> Offer | None:
    """The filter instead of the words, if it can be typed and finds anything."""
    words = " ".join(filter(None, (_rest(clause, bare) for clause in asked.box.clauses)))
    address = asked.state.replaced(q=f"{words} {filtering}".strip())
    try:
        other = read(QueryDict(urlsplit(address).query), asked.match)
    except BadQuery:
        return None
    last = other.box.clauses[-1]
    if isinstance(last.node, Words):
        return None
    found = count(And((other.query, *other.filters.values())))
    return Offer(last.says, address, found) if found else None


def _rest(clause: Clause, bare: Bare) -> str:
    """The clause's text without the quantity."""
    if matching.is_plain(clause) and isinstance(clause.node, Words):
        rest = without(clause.node.text, bare)
        return clause.text if rest == clause.node.text else rest
    return clause.text
