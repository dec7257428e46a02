"""Which fields a search knows: by whole values, by ranges, as facets, and as orders."""

from dataclasses import dataclass
from typing import Literal

# Fields that ``Term`` compares as a whole
TERM_FIELDS = frozenset(
    "availability doi facility format formula igsn instrument keyword kind licence orcid "  # noqa: SIM905
    "parameter person pid probe proposal publisher related sample software technique type "
    "year".split()
)
# Fields that ``Pattern`` looks at
PATTERN_FIELDS = TERM_FIELDS | {"title"}

# Facets, each over the field of that name; values come as they are shown.
# "technique" has PaNET identifiers, and counts roll up to every ancestor.
FACETS = (
    "kind",
    "facility",
    "technique",
    "instrument",
    "type",
    "year",
    "availability",
    "keyword",
)

# Counted like a facet, but nothing to choose: which measured quantities records have, each
# as name@dimension.
MEASURED = "measured"

# What ``Range`` compares: seconds for times, bytes for the size
RANGE_FIELDS = frozenset(["date", "released", "modified", "added", "year", "size", "files"])
INTERVALS = {"date": ("date_first", "date_last")}  # matches where the two intervals overlap
NUMBERS = (
    *("date_first", "date_last", "released", "modified", "added", "year", "size", "files"),
    "chance",
)
CHANCES = 2**16  # "chance" is below: a record's own, to look at a part of many instead of all

Direction = Literal["ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: by a key every record has, then by id, both in one direction."""

    key: str
    direction: Direction

    @property
    def descending(self) -> bool:
        return self.direction == "descending"


# Records that lack the value come last in each order: the projection sees to it.
ORDERS = {
    "newest": Order("newest", "descending"),
    "oldest": Order("oldest", "ascending"),
    "updated": Order("updated", "descending"),
    "largest": Order("largest", "descending"),
    "title": Order("title_key", "ascending"),
}
NUMBER_KEYS = ("newest", "oldest", "updated", "largest")
RELEVANCE = "relevance"
SORTS = (RELEVANCE, *ORDERS)
DEEPEST = 10_000  # how many hits by relevance can be paged through
