"""Reads SciCat's list of documents or of datasets, page by page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from harvest.client import FetchError
from harvest.client.errors import ServerError
from harvest.connectors.paging import Position, Reader, Row, advance, overrun
from harvest.connectors.raw import identifier, identifier_problem, stub
from harvest.connectors.scicat.api import Api, Refused
from portal.catalogue.records import digest
from portal.normalise import dates

TIME = "updatedAt"
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Listing:
    """One list of one SciCat; ``fields`` asks for these only, ``include`` for relations."""

    def __init__(
        self,
        api: Api,
        name: str,
        ids: Sequence[str],
        most: int,
        include: Sequence[str] = (),
        fields: Sequence[str] = (),
    ) -> None:
        self.api, self.name, self.ids = api, name, ids
        self.include, self.fields = include, fields
        self.reader = Reader(self._fetch, self._stub, most)
        self._asked = 0

    def next(self, position: Position, count: int | None) -> tuple[list[Any], Position]:
        """The next items that are new, and the position after them.

        Behind as many as the catalogue counts a failure is the end: some servers fail
        on pages beyond the last.  Raises FetchError.
        """
        while not position.done:
            try:
                rows, limit = self.reader.page(position)
            except FetchError:
                if count is None or position.seen < count:
                    raise
                return [], replace(position, done=True, sure=True)
            fresh, position = advance(position, rows, limit)
            if overrun(position, count):
                position = replace(position, done=True, sure=False)
            if fresh:
                return [row.item for row in fresh], position
        return [], position

    def _fetch(self, position: Position, limit: int) -> list[Row]:
        return [self._row(item) for item in self._items(position, limit, self.fields)]

    def _items(self, position: Position, limit: int, fields: Sequence[str]) -> list[Any]:
        """What the server gives; asked without relations where it can't with them, and
        without a condition (which paging then notices) where it understands none."""
        since = position.since if position.by_time else ""
        skip = position.skip
        while True:
            include = () if fields else self.include
            try:
                items = self.api.page(self.name, since, skip, limit, include, fields)
            except (Refused, ServerError) as error:
                if isinstance(error, ServerError) and (error.status != 500 or self._asked > 1):
                    raise
                if include:
                    self.include = ()
                elif since:
                    since, skip = "", 0
                elif isinstance(error, Refused):
                    raise error.__cause__ or error from error
                else:
                    raise
            else:
                self._asked += 1
                return items

    def _stub(self, position: Position, error: FetchError) -> list[Row]:
        """A page of one that can't be read: its identifier and time, if these can be."""
        items = self._items(position, 1, (self.ids[0], TIME))
        rows = []
        for item in items[:1]:
            row = self._row(item)
            made = stub(self.ids[0], identifier(item, self.ids), TIME, row.time, error)
            rows.append(row._replace(item=made))
        return rows

    def _row(self, item: Any) -> Row:
        """What paging needs, all of which may stand in a checkpoint: no control characters."""
        ident = identifier(item, self.ids)
        if identifier_problem(ident, self.ids):
            ident = f"#{digest(msgspec.json.encode(item))}"
        return Row(ident, time_of(item), item)


def time_of(item: Any) -> str:
    """When the record was updated last, as the server may be asked for it; "" if unknown."""
    time = item.get(TIME) if isinstance(item, dict) else None
    parsed = dates.parse(time)
    return time if parsed and isinstance(time, str) and _EXACT.fullmatch(time) else parsed
