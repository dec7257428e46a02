"""What a search answers: records, facets, histograms, and how it was understood."""

from search.api.shapes.base import Shape
from search.api.shapes.rows import RecordRow
from search.api.shapes.why import WayOut, Why


class FacetCount(Shape, frozen=True, kw_only=True):
    """A value to filter by, what to call it, and how many of the records found have it."""

    value: str
    label: str
    count: int


class FacetCounts(Shape, frozen=True, kw_only=True):
    """The commonest values; "more" says that there are others. There are none where counting took
    too long ("timed_out") or where it can't be done ("uncountable"): what is chosen in the facet
    can't be left out, since "file:" finds too many datasets. Then write more of the file's name."""

    values: tuple[FacetCount, ...]
    more: bool
    timed_out: bool
    uncountable: bool


class Bin(Shape, frozen=True, kw_only=True, rename={"low": "from", "high": "to"}):
    """How many records have a value from "from" to below "to"; null where there is no end.
    "range" is the filter that finds them."""

    low: float | None
    high: float | None
    count: int
    range: str


class Histogram(Shape, frozen=True, kw_only=True):
    """How the values of a parameter lie among the records found, but for its own ranges:
    "records" of "total" have values, from "least" to "most", null where none has any. A record
    with several values counts in each bin that holds one. The edges are round numbers in
    "unit", "" for numbers without one. "timed_out" and "uncountable" say why there are no
    bins, as for facets."""

    name: str
    label: str
    dimension: str
    unit: str
    total: int
    records: int
    least: float | None
    most: float | None
    logarithmic: bool
    bins: tuple[Bin, ...]
    timed_out: bool
    uncountable: bool


class Quantity(Shape, frozen=True, kw_only=True):
    """A quantity among the words, which decides the order only; "instead" is what q may say to
    have it decide what is found, for each parameter that it may be a value of."""

    text: str
    instead: tuple[str, ...]


class Understood(Shape, frozen=True, kw_only=True):
    """What the search was taken to mean, in words; "quantities" are those among the words of q.
    "match" is "all" where all words must be found, "most" where any will do. Where little was
    found, "did_you_mean" is q with misspelt words mended, as far as records have others; where
    nothing was, "ways" out."""

    sentence: str
    notes: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    match: str
    did_you_mean: str | None
    ways: tuple[WayOut, ...]


class RecordList(Shape, frozen=True, kw_only=True):
    """A page of what was found, out of "total" records; "next" is the address of the page
    after it, null on the last one. "index_moved" says, of pages by relevance, that the index has
    changed since the first one. "facets" holds those that were asked for, by name, "histograms"
    those asked for, in order; "why" explains the records, by their numbers, if that was asked."""

    total: int
    items: tuple[RecordRow, ...]
    next: str | None
    index_moved: bool
    facets: dict[str, FacetCounts]
    histograms: tuple[Histogram, ...]
    query: Understood
    why: dict[str, Why]
