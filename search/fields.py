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
RANGE_FIELDS = frozenset(
    ["date", "end", "released", "modified", "added", "open_from", "year", "size", "files"]
)
INTERVALS = {"date": ("date_first", "date_last")}  # matches where the two intervals overlap
NUMBERS = (
    *("date_first", "date_last", "released", "modified", "added", "year", "size", "files"),
    *("end", "open_from", "updated", "chance"),
)
CHANCES = 2**16  # "chance" is below: a record's own, to look at a part of many instead of all

# Texts that results can be ordered by, named as columns are, and the index's fields for them:
# of several texts the least leads when ascending, the greatest when descending.
TEXTS = (
    *("title", "kind", "facility", "type", "availability", "licence", "format"),
    *("publisher", "doi", "pid", "summary"),
)
SEVERAL_TEXTS = (
    *("instruments", "techniques", "samples", "formula", "people", "keywords", "proposals"),
)
TEXT_KEYS = (
    *(f"key_{name}" for name in TEXTS),
    *(f"{end}_{name}" for name in SEVERAL_TEXTS for end in ("least", "most")),
)

Direction = Literal["ascending", "descending"]
Kind = Literal["number", "text", "parameter"]


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: by a key, then by id, both in one direction.

    Records without the key come last, whatever the direction.  The key is "id", one of
    NUMBERS or TEXT_KEYS, or a parameter's canonical name: of its values in ``dimension``
    the least counts when ascending, the greatest when descending.
    """

    key: str
    direction: Direction
    kind: Kind = "number"
    dimension: str = ""

    @property
    def descending(self) -> bool:
        return self.direction == "descending"


# Orders with names of their own; search.orders reads those by any column.
ORDERS = {
    "newest": Order("date_first", "descending"),
    "oldest": Order("date_first", "ascending"),
    "updated": Order("updated", "descending"),
    "largest": Order("size", "descending"),
    "title": Order("key_title", "ascending", "text"),
}
RELEVANCE = "relevance"
SORTS = (RELEVANCE, *ORDERS)
DEEPEST = 10_000  # how many hits by relevance can be paged through
