"""SciCat's addresses and how its versions want to be asked.

Version 3 is served by LoopBack and by NestJS, which read pages from different places; the
question is put so that each finds its own (a page in ``limits`` inside the filter, in
``limits`` as an argument, and in the filter itself).  Version 4 refuses what it
doesn't know.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from harvest.client import Client, FetchError
from harvest.client.errors import (
    BadAnswer,
    Forbidden,
    Gone,
    NotFound,
    NotJSON,
    ServerError,
    TooDeep,
    TooLarge,
)
from harvest.connectors.base import Json
from harvest.connectors.paging import counted
from portal.catalogue.records import digest

_VERSION = re.compile(r"(?P<base>.*?)(?:/api(?:/v(?P<version>[34]))?)?/*", re.DOTALL)
_LONGEST_QUESTION = 3_000  # characters of identifiers in one address
_MOST_FOUND = 1_000  # of a page
_MOST_ROWS = 100_000  # of one question, over all its pages
_PUBLIC_ROUTES = ("datasets", "origdatablocks")  # in version 4 strangers have their own


class Refused(Exception):
    """The server doesn't do what a question needs; it may do it in another way."""


_REFUSALS = (Refused, Forbidden, NotFound, Gone, BadAnswer, NotJSON, TooDeep, TooLarge)


def is_refusal(error: Exception) -> bool:
    """Whether asking again would be of no use; after other failures it may well be."""
    if isinstance(error, ServerError):
        return error.status == 500
    return isinstance(error, _REFUSALS)


class Api:
    """Asks one SciCat; knows nothing of harvests."""

    def __init__(self, url: str, client: Client, version: int = 3) -> None:
        match = _VERSION.fullmatch(url)
        found = match["version"] if match else None
        self.version = int(found or version)
        self.base = f"{match['base'] if match else url}/api/v{self.version}"
        self.client = client
        self._sort = True  # version 4 calls the order sort since its release 4.10
        self._among = ("inq", "$in") if self.version == 3 else ("$in",)

    def page(
        self,
        name: str,
        since: str = "",
        skip: int = 0,
        limit: int = 1_000,
        include: Sequence[str] = (),
        fields: Sequence[str] = (),
    ) -> list[Any]:
        """A page of a list, ordered by the time of the last update.

        Raises Refused where the server answers that it doesn't understand, and FetchError.
        """
        asked: Json = {}
        if since:
            asked["where"] = {"updatedAt": {"$gte" if self.version == 4 else "gte": since}}
        if include:
            asked["include"] = self._relations(include)
        if fields:
            asked["fields"] = list(fields)
        return self._list(self._route(name), self._question(name, asked, skip, limit))

    def count(self, name: str) -> int | None:
        """How many records the catalogue says it has; None if it doesn't say."""
        try:
            return counted(self.client.get_json(f"{self.base}/{self._route(name)}/count"))
        except FetchError:
            return None

    def among(
        self,
        name: str,
        field: str,
        idents: Sequence[str],
        fields: Sequence[str] = (),
        once: bool = False,
    ) -> Iterator[Json]:
        """The records whose field is one of these; ``once`` if each has one record at most.

        Raises Refused where the server can't be asked so, and FetchError.
        """
        for part in portions(idents):
            yield from self._among_part(name, field, part, fields, once)

    def single(self, name: str, ident: str) -> Json | None:
        """The record at its own address; None where there is none.

        Raises FetchError, Forbidden among them.
        """
        try:
            answer = self.client.get_json(self.address(name, ident))
        except (NotFound, Gone):
            return None
        return answer if isinstance(answer, dict) and answer else None

    def address(self, name: str, ident: str, public: bool = True) -> str:
        route = self._route(name) if public else name
        return f"{self.base}/{route}/{quote(ident, safe='')}"

    def files(self, pid: str) -> list[Any]:
        """The lists of files of one dataset.  Raises FetchError."""
        url = f"{self.base}/datasets/{quote(pid, safe='')}/origdatablocks"
        answer = self.client.get_json(url)
        return answer if isinstance(answer, list) else []

    def _route(self, name: str) -> str:
        own = self.version == 4 and name in _PUBLIC_ROUTES and not self.client.has_token
        return f"{name}/public" if own else name

    def _relations(self, include: Sequence[str]) -> list[Any]:
        if self.version == 4:
            return list(include)
        return [{"relation": relation} for relation in include]

    def _question(self, name: str, asked: Json, skip: int, limit: int) -> dict[str, str]:
        """The arguments for a page in this version's way."""
        limits: Json = {"skip": skip, "limit": limit}
        if self.version == 4 and name != "publisheddata":
            way: Json = {"sort": {"updatedAt": "asc"}} if self._sort else {"order": "updatedAt:asc"}
            return {"filter": _json({**asked, "limits": limits | way})}
        limits["order"] = "updatedAt:asc"
        if self.version == 4:
            return {"filter": _json({**asked, "limits": limits}), "limits": _json(limits)}
        loopback = {"order": "updatedAt ASC", "skip": skip, "limit": limit}
        return {
            "filter": _json({**asked, "limits": limits, **loopback}),
            "limits": _json(limits),
        }

    def _list(self, route: str, arguments: dict[str, str]) -> list[Any]:
        url = f"{self.base}/{route}"
        try:
            answer = self.client.get_json(url, arguments)
        except BadAnswer as error:
            if error.status != 400:
                raise
            if self.version == 4 and self._sort and '"sort"' in arguments["filter"]:
                self._sort = False
                again = arguments["filter"].replace(
                    '"sort":{"updatedAt":"asc"}', '"order":"updatedAt:asc"'
                )
                return self._list(route, {**arguments, "filter": again})
            raise Refused(str(error)) from error
        if not isinstance(answer, list):
            raise BadAnswer(url, "the answer isn't a list")
        return answer

    def _among_part(
        self, name: str, field: str, part: Sequence[str], fields: Sequence[str], once: bool
    ) -> Iterator[Json]:
        """Goes on by the rows that came, since servers cap pages, until none is new."""
        route, came = self._route(name), 0
        seen: set[str] = set()
        while came <= _MOST_ROWS:
            rows = self._asked_among(route, field, part, fields, came)
            fresh = {key: row for row in rows if (key := _key(row)) not in seen}
            if not fresh:
                return
            yield from (row for row in fresh.values() if isinstance(row, dict))
            seen.update(fresh)
            came += len(rows)
            if once and len(seen) >= len(part):
                return
        raise Refused(f"it gives more than {_MOST_ROWS:,} {name} for {len(part)} identifiers")

    def _asked_among(
        self, route: str, field: str, part: Sequence[str], fields: Sequence[str], skip: int
    ) -> list[Any]:
        """By the first operator that the server understands; remembered for the next time."""
        problem: Exception = Refused("no way of asking is left")
        for operator in self._among:
            asked: Json = {"where": {field: {operator: list(part)}}}
            if fields:
                asked["fields"] = list(fields)
            try:
                rows = self._list(route, self._question("", asked, skip, _MOST_FOUND))
                _check_asked(rows, route, field, part)
            except (Refused, FetchError) as error:
                if isinstance(error, Forbidden | NotFound):
                    raise
                problem = error
            else:
                self._among = (operator,)
                return rows
        raise problem


def _check_asked(rows: Sequence[Any], route: str, field: str, part: Sequence[str]) -> None:
    """Raises Refused for rows that weren't asked for: the server ignores the condition."""
    asked = frozenset(part)
    if not all(str(row.get(field)) in asked for row in rows if isinstance(row, dict)):
        raise Refused(f"{route} gives others than those asked for by {field}")


def _key(row: Any) -> str:
    """The database's own number of a row, else a hash of the row."""
    given = (row.get("_id") or row.get("id")) if isinstance(row, dict) else None
    return given if isinstance(given, str) else digest(msgspec.json.encode(row))


def portions(idents: Sequence[str]) -> Iterator[list[str]]:
    """The identifiers in parts that fit into an address."""
    part: list[str] = []
    length = 0
    for ident in idents:
        own = len(quote(ident, safe="")) + 7
        if part and length + own > _LONGEST_QUESTION:
            yield part
            part, length = [], 0
        part.append(ident)
        length += own
    if part:
        yield part


def _json(value: Json) -> str:
    return msgspec.json.encode(value).decode()
