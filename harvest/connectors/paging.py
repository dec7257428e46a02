"""Reads a list to its end, page by page, from servers that page well or badly.

A list is read in the order of its records' times, each page asking for those at and
after the time where the last one ended, so that a record which changes meanwhile moves
to the end instead of making others slip past.  Where a server ignores the order or
the condition on the time, and for catalogues that know neither, it is read by skipping
as many records as have come.  A page that brings nothing new ends the list.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from harvest.client import FetchError
from harvest.client.errors import NotJSON, TooDeep, TooLarge
from harvest.connectors.base import Json

UNREADABLE = (TooLarge, TooDeep, NotJSON)
RUNAWAY = 10_000  # records beyond twice what the catalogue counts
ENDLESS = 20_000_000  # records of a list that nobody counts


class Row(NamedTuple):
    """One record of a list, with what paging needs of it."""

    ident: str
    time: str  # "" where it has none
    item: Any


@dataclass(frozen=True)
class Position:
    """Where to go on in a list; kept in checkpoints.

    ``since`` is the time from which records are asked for, ``skip`` how many of those are
    passed over, ``at`` the identifiers that may come a second time.  ``seen`` counts what
    came, ``newest`` is the latest time among it, ``largest`` the most records a page had.
    ``sure`` says that the server itself made an end.
    """

    since: str = ""
    skip: int = 0
    at: tuple[str, ...] = ()
    by_time: bool = True
    seen: int = 0
    newest: str = ""
    largest: int = 0
    done: bool = False
    sure: bool = False

    @classmethod
    def read(cls, value: Json) -> "Position":
        """The position that ``write`` wrote."""
        return cls(**{**value, "at": tuple(value["at"])})

    def write(self) -> Json:
        return {**asdict(self), "at": list(self.at)}


def advance(position: Position, rows: Sequence[Row], limit: int) -> tuple[list[Row], Position]:
    """The rows of a page that are new, and the position after it.

    ``limit`` is how many were asked for.  No new rows and a position that isn't done
    mean that the page has to be asked for in another way.
    """
    if not rows:
        return [], replace(position, done=True, sure=True)
    if position.by_time and not _keeps_time(position, rows):
        return _without_time(position, rows)
    old = frozenset(position.at)
    if position.by_time:
        fresh = [row for row in rows if row.ident not in old or row.time != position.since]
        after = _by_time(position, rows, bool(fresh), limit)
    else:
        fresh = [row for row in rows if row.ident not in old]
        after = _by_number(position, rows, bool(fresh))
    return fresh, replace(
        after,
        seen=position.seen + len(fresh),
        newest=max(position.newest, *(row.time for row in rows)),
        largest=max(position.largest, len(rows)),
    )


def _keeps_time(position: Position, rows: Sequence[Row]) -> bool:
    """Whether the server heeded the condition and the order."""
    times = [position.since, *(row.time for row in rows)]
    return all(one <= other for one, other in pairwise(times))


def _without_time(position: Position, rows: Sequence[Row]) -> tuple[list[Row], Position]:
    """From now on by number; where the list was entered in the middle, from its beginning."""
    idents = tuple(row.ident for row in rows)
    ascending = _keeps_time(Position(), rows)
    if ascending and position.seen:  # only the condition is ignored: this is the first page again
        return [], replace(position, by_time=False, skip=position.seen, at=idents)
    if position.seen:
        return [], replace(position, by_time=False, skip=0, at=(), since="", seen=0)
    return advance(replace(position, by_time=False, since="", at=()), rows, 0)


def _by_time(position: Position, rows: Sequence[Row], fresh: bool, limit: int) -> Position:
    last = rows[-1].time
    if last > position.since:
        at = tuple(row.ident for row in rows if row.time == last)
        return replace(position, since=last, skip=0, at=at)
    if not fresh:
        short = len(rows) < min(limit, position.largest)
        if short or position.skip >= len(position.at):
            return replace(position, done=True, sure=True)
        return replace(position, skip=position.skip + len(rows))
    return replace(position, skip=position.skip + len(rows), at=tuple(row.ident for row in rows))


def _by_number(position: Position, rows: Sequence[Row], fresh: bool) -> Position:
    if not fresh:  # a server that ignores skip gives the same page for ever
        return replace(position, done=True, sure=False)
    return replace(position, skip=position.skip + len(rows), at=tuple(row.ident for row in rows))


def counted(answer: Any) -> int | None:
    """A catalogue's own count from its answer: {"count": 12}, 12 or "12"; None if it is none."""
    number = answer.get("count") if isinstance(answer, dict) else answer
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 16:
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if 0 <= number < 2**53 else None


def overrun(position: Position, count: int | None) -> bool:
    """Whether a list brings more than any honest one would."""
    return position.seen > (ENDLESS if count is None else 2 * count + RUNAWAY)


Fetch = Callable[[Position, int], list[Row]]
Stub = Callable[[Position, FetchError], list[Row]]


class Reader:
    """Fetches the page at a position; in smaller pieces where one can't be read.

    ``fetch`` gets a page of at most so many records.  When a page of one can't be read
    either, ``stub`` gets what can be had of that record.
    """

    def __init__(self, fetch: Fetch, stub: Stub, most: int) -> None:
        self._fetch, self._stub, self._most = fetch, stub, most
        self.limit = most

    def page(self, position: Position) -> tuple[list[Row], int]:
        """The rows, and how many were asked for.

        Raises FetchError when the list can't be read at all.
        """
        while True:
            limit = self.limit
            try:
                rows = self._fetch(position, limit)
            except UNREADABLE as error:
                if limit == 1:
                    return self._stub(position, error), 1
                self.limit = max(1, limit // 4)
            else:
                self.limit = min(self._most, limit * 2)
                return rows, limit
