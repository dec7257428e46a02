"""Records of one kind, encoded once, and lists of them as a catalogue would give them.

Kept as bytes in the order of their times, so that pages "from this time on" cost a
bisection and a join whatever the size of the catalogue.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec

from harvest.replay.where import field as field_of
from harvest.replay.where import matches

Json = dict[str, Any]
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Item:
    """One record: its identifier, the time it changed, and its JSON."""

    ident: str
    time: str
    public: bool
    body: bytes

    @property
    def data(self) -> Any:
        """The record decoded; its identifier alone where the body can't be."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}


@dataclass(frozen=True)
class RawBody:
    """A record whose JSON is served exactly as it stands here, be it ever so broken."""

    ident: str
    body: bytes
    time: str = ""


@dataclass(frozen=True)
class Question:
    """What a list is asked for."""

    where: Json = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    skip: int = 0
    limit: int | None = None
    fields: tuple[str, ...] = ()
    include: tuple[Any, ...] = ()


class Shelf:
    """The records of one kind; ``id_field`` and ``time_field`` are what they are found by."""

    def __init__(self, items: Iterable[Item], id_field: str, time_field: str = "updatedAt") -> None:
        self.id_field, self.time_field = id_field, time_field
        self.all = sorted(items, key=attrgetter("time", "ident"))
        self.public = [item for item in self.all if item.public]
        self.by_id = {item.ident: item for item in self.all}
        self._times = {
            False: [item.time for item in self.public],
            True: [item.time for item in self.all],
        }

    def __len__(self) -> int:
        return len(self.all)

    def select(self, question: Question, everything: bool) -> Sequence[Item]:
        """The records asked for; ``everything``: those that aren't public as well."""
        found = self._matching(question.where, everything)
        found = self._ordered(found, question)
        end = None if question.limit is None else question.skip + question.limit
        return found[question.skip : end]

    def count(self, where: Json, everything: bool) -> int:
        return len(self._matching(where, everything))

    def _matching(self, where: Json, everything: bool) -> Sequence[Item]:
        rest = dict(where)
        wanted = _listed(rest.get(self.id_field))
        if wanted is not None:
            del rest[self.id_field]
            pool: Sequence[Item] = [self.by_id[i] for i in wanted if i in self.by_id]
            pool = sorted((i for i in pool if i.public or everything), key=attrgetter("time"))
        else:
            pool = self.all if everything else self.public
            since = _since(rest.get(self.time_field))
            if since is not None:
                del rest[self.time_field]
                pool = pool[bisect_left(self._times[everything], since) :]
        return [item for item in pool if matches(item.data, rest)] if rest else pool

    def _ordered(self, found: Sequence[Item], question: Question) -> Sequence[Item]:
        if question.order in ("", self.time_field):
            return found[::-1] if question.descending else found
        name = question.order
        keyed = ((_sortable(field_of(item.data, name)), item.ident, item) for item in found)
        ordered = sorted(keyed, key=lambda row: row[:2], reverse=question.descending)
        return [item for *_, item in ordered]


def projected(item: Item, id_field: str, time_field: str, fields: Sequence[str]) -> bytes:
    """The JSON of a record with these fields only; all of it when none are named."""
    if not fields:
        return item.body
    data = item.data or {id_field: item.ident, time_field: item.time}
    if not isinstance(data, dict):
        return item.body
    return _encoder.encode({name: data[name] for name in fields if name in data})


def listed(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a JSON list of these bodies."""
    yield b"["
    first = True
    for body in bodies:
        yield body if first else b"," + body
        first = False
    yield b"]"


def _listed(condition: Any) -> list[str] | None:
    """The identifiers of {"inq": […]} or a plain one, without repeats."""
    if isinstance(condition, str):
        return [condition]
    if isinstance(condition, dict) and len(condition) == 1:
        operator, operand = next(iter(condition.items()))
        if operator in ("inq", "in", "$in") and isinstance(operand, list):
            return list(dict.fromkeys(one for one in operand if isinstance(one, str)))
    return None


def _since(condition: Any) -> str | None:
    """The time of {"gte": time}, the usual question."""
    if isinstance(condition, dict) and len(condition) == 1:
        operator, operand = next(iter(condition.items()))
        if operator in ("gte", "$gte") and isinstance(operand, str):
            return operand
    return None


def _sortable(value: Any) -> tuple[int, float, str]:
    """Nothing, then numbers, then text: as Mongo sorts."""
    if isinstance(value, int | float):
        return (1, float(value), "")
    return (0, 0.0, "") if value is None else (2, 0.0, str(value))
