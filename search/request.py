"""What a search is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.fields import RELEVANCE, Order
from search.orders import order
from search.query.tree import All, Node

EVERYTHING = All()

# Where a page ended: the order's key (None: the record has none) or a rank, and the id
Position = tuple[int | str | float | None, int]


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """Count the ``size`` commonest values of a facet (``search.fields.FACETS``)."""

    name: str
    size: int = 10


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One page of a search.

    ``filters`` holds what is chosen in each facet, by the facet's name: hits must
    match all of them, but a facet's own counts leave its own filter out, so that
    other values can be added to the choice.  ``after`` is the ``next`` of the page
    before; ``offset`` skips hits instead, up to ``search.fields.DEEPEST``.
    """

    query: Node = EVERYTHING
    filters: Mapping[str, Node] = field(default_factory=dict)
    sort: str = RELEVANCE
    size: int = 20
    after: str | None = None
    offset: int | None = None
    facets: tuple[FacetRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by count, then by value; ``more`` says that there are others.

    A facet that had no time left has no values and is ``timed_out``; one is ``uncountable``
    where the search names files of too many datasets to leave out what is chosen in it.
    """

    values: tuple[FacetValue, ...] = ()
    more: bool = False
    timed_out: bool = False
    uncountable: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A parameter's values among the records that ``within`` finds.

    ``name`` is canonical, ``dimension`` a word of portal.units or "number".
    """

    within: Node
    name: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How many records there are, how many of them have values, and the extreme ones in SI."""

    total: int
    records: int
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """``ids`` in order; ``next`` is what to give as ``after``, None on the last page.

    ``took`` is in seconds; ``index_moved`` says that the index has changed since the first
    page, so that ranks may have shifted: records may be skipped or come twice.  ``query`` is
    what was asked as engines take it, with ids in the place of names of files; it may hold
    ``beside_filters`` only, all of them: then what leaves one out can't be counted with it.
    """

    total: int
    ids: list[int]
    next: str | None = None
    facets: dict[str, Facet] = field(default_factory=dict)
    took: float = 0.0
    index_moved: bool = False
    query: Node = EVERYTHING
    beside_filters: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What an engine is asked: the request, checked, with its place decoded."""

    request: SearchRequest
    after: Position | None = None

    @property
    def order(self) -> Order | None:
        """None for relevance."""
        return order(self.request.sort)

    @property
    def skip(self) -> int:
        """How many hits come before this page, where the place is a rank."""
        if self.request.sort == RELEVANCE and self.after is not None:
            return int(self.after[0] or 0)
        return self.request.offset or 0


@dataclass(frozen=True, slots=True)
class Found:
    """A page's ids, where the next one starts if there is one, and how many there are in all."""

    ids: list[int]
    last: Position | None
    total: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What an engine answers; ``last`` is where the next page starts, if there is one."""

    total: int
    ids: list[int]
    last: Position | None
    facets: dict[str, Facet]
