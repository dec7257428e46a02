"""Why each of some records is found by a page's search, and stands where it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue.models import Record
from portal.normalise import names
from portal.web import show
from search import facets
from search.asked import Asked, Choice, period_node
from search.columns import Entry
from search.columns import read as read_columns
from search.engines.shares import Shares
from search.errors import BadQuery
from search.fields import RELEVANCE
from search.matching import quantities
from search.orders import by
from search.query.naming import expanded
from search.query.near import nears
from search.query.tree import And, Near, Node, has_words
from search.request import SearchRequest
from search.services import shares
from search.why.budget import Budget
from search.why.evidence import Evidence, all_hold
from search.why.finding import look
from search.why.subject import NotPublic, Subject

MOST = 100  # records explained at a time
SHOWN = 3  # values of the column that orders


@dataclass(frozen=True, slots=True)
class Share:
    """What one part of a search gives a record, from 0 to 1, as its score alone."""

    says: str
    share: float

    def as_json(self) -> dict[str, Any]:
        return {"part": self.says, "share": round(self.share, 6)}


@dataclass(frozen=True, slots=True)
class Why:
    """Why a record is found (``evidence``), and why it stands where it does (the rest).

    ``score`` is None where not the best match comes first; ``found`` is False where the
    search doesn't find the record as it is now, None where not all of that was looked at.
    """

    found: bool | None
    evidence: tuple[Evidence, ...]
    order: str
    score: float | None = None
    shares: tuple[Share, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "evidence": [one.as_json() for one in self.evidence],
            "order": self.order,
            "score": None if self.score is None else round(self.score, 6),
            "shares": [one.as_json() for one in self.shares],
        }


def explained(asked: Asked, records: Sequence[Record], named: facets.Names) -> dict[int, Why]:
    """By the records' ids, without those that aren't public any more.

    Raises BadQuery, for too many records too, or EngineUnavailable.
    """
    if len(records) > MOST:
        raise BadQuery(f"Only {MOST} results can be explained at a time: ask for smaller pages.")
    parts = list(_parts(asked, named))
    weighed = _weighed(asked, [record.pk for record in records])
    made: dict[int, Why] = {}
    budget = Budget()
    for record in records:
        try:
            made[record.pk] = _why(asked, Subject(record, budget), parts, weighed.get(record.pk))
        except NotPublic:
            continue
    return made


def _why(
    asked: Asked, subject: Subject, parts: Sequence[tuple[str, Node]], weighed: Shares | None
) -> Why:
    looked = [look(subject, node, says) for says, node in parts]
    holds = all_hold(one.holds for one in looked)
    found = tuple(one for each in looked for one in each.evidence)
    if weighed is None:
        return Why(holds, found, _order(asked, subject))
    return Why(holds, found, _order(asked, subject), weighed.score, _shares(asked, weighed))


def _parts(asked: Asked, named: facets.Names) -> Iterator[tuple[str, Node]]:
    """Everything asked for, each in words with its tree."""
    said: dict[Node, str] = {expanded(one.tree()): one.in_words for one in asked.box.clauses}
    said |= {one.node: f"“{one.text}”" for one in quantities(asked.box.clauses)}
    if any(asked.period):
        said[period_node(*asked.period)] = show.period(*asked.period)
    query = asked.query
    for node in query.parts if isinstance(query, And) else (query,):
        yield said.get(node, "the words"), node
    for one in asked.ranges:
        yield one.says, one.node
    for name, choice in asked.choices.items():
        yield f"{facets.LABELS[name]}: {_chosen(name, choice, named)}", choice.node(name)


def _chosen(name: str, choice: Choice, named: facets.Names) -> str:
    wanted = show.listing([facets.label(name, one, named) for one in choice.wanted], "or")
    out = show.listing([facets.label(name, one, named) for one in choice.unwanted], "or")
    return ", ".join(one for one in (wanted, f"not {out}" if out else "") if one)


def _weighed(asked: Asked, ids: Sequence[int]) -> dict[int, Shares]:
    """What the engine gives each part, where that decides the order."""
    ranks = has_words(asked.query) or nears(asked.query)
    if asked.sort != RELEVANCE or not ranks or not ids:
        return {}
    request = SearchRequest(query=asked.query, filters=asked.filters)
    return shares(request, ids)


def _shares(asked: Asked, weighed: Shares) -> tuple[Share, ...]:
    said = {near: one.in_words for one in asked.box.clauses for near in nears(one.tree())}
    return tuple(
        Share(_near(part.near, said) if part.near else "the words", part.share)
        for part in weighed.parts
    )


def _near(near: Near, said: dict[Near, str]) -> str:
    return said.get(near) or f"closeness of {names.label(near.names[0])}"


def _order(asked: Asked, subject: Subject) -> str:
    """How the results are ordered, and what of the record that goes by."""
    metadata, key = subject.metadata, subject.document.numbers
    measured = show.day(metadata.start_date) or str(key.get("year", "")) or "no date known"
    match asked.sort:
        case "newest":
            return f"The newest come first: {measured}."
        case "oldest":
            return f"The oldest come first: {measured}."
        case "updated":
            return f"Recently changed first: {show.day(subject.record.changed_at.isoformat())}."
        case "largest":
            return f"The largest come first: {show.size(metadata.size) or 'no size known'}."
    if asked.sort != RELEVANCE:
        return _by_column(asked.sort, subject)
    if has_words(asked.query) or nears(asked.query):
        return "The best match comes first."
    return "All match alike: the one known here for longest comes first."


def _by_column(sort: str, subject: Subject) -> str:
    key, direction = by(sort)
    (column,) = read_columns([key])
    value = column.value(Entry.of(subject.record))
    several = value if isinstance(value, tuple) else (value,)
    shown = ", ".join(show.figure(one) for one in several[:SHOWN] if one not in (None, ""))
    return f"Ordered by {column.label}, {direction}: {shown or 'the record has none'}."
