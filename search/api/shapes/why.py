"""Why records are found, or none: the types of search.why and search.ways."""

from search.api.shapes.base import Shape


class WayOut(Shape, frozen=True, kw_only=True):
    """What a search that finds nothing would find "without" some of its parts, at "url"."""

    without: tuple[str, ...]
    url: str
    count: int


class FoundPlace(Shape, frozen=True, kw_only=True):
    """Where in a record something was found: "where" says what it is ("title", "sample"), "text"
    what stands there, "found" the parts of it that were found, "times" how often."""

    where: str
    text: str
    found: tuple[str, ...]
    times: int


class Evidence(Shape, frozen=True, kw_only=True):
    """One thing that was asked for, in words, whether the record has it (null where that wasn't
    looked at, as the note says), and where."""

    asked: str
    holds: bool | None
    note: str
    places: tuple[FoundPlace, ...]


class ShareOfScore(Shape, frozen=True, kw_only=True):
    """What one part of the search alone would give the record, from 0 to 1."""

    part: str
    share: float


class Why(Shape, frozen=True, kw_only=True):
    """Why a record is found and stands where it does. "found" is false where it has changed since
    the index saw it, null where not all of it was looked at; "order" says what orders the records;
    "score" (0 to 1) and the "shares" of the words and of each closeness are there where the best
    match comes first."""

    found: bool | None
    evidence: tuple[Evidence, ...]
    order: str
    score: float | None
    shares: tuple[ShareOfScore, ...]
