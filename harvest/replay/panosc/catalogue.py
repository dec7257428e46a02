"""The routes of the PaNOSC Search API: lists, counts, single records, files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from harvest.replay.answers import Answer, BadQuestion, Request, whole
from harvest.replay.habits import Habits
from harvest.replay.panosc.database import SINGLE, Database, Node
from harvest.replay.shelf import listed
from harvest.replay.where import field, matches

Json = dict[str, Any]
_encoder = msgspec.json.Encoder()
_MODELS = {"datasets": "Dataset", "documents": "Document", "instruments": "Instrument"}
_RELATIONS = SINGLE | {
    "datasets",
    "documents",
    "files",
    "members",
    "parameters",
    "samples",
    "techniques",
}


@dataclass(frozen=True)
class Include:
    """A relation to give along, and what the records there have to fulfil."""

    relation: str
    where: Json
    include: "tuple[Include, ...]"

    @property
    def joins(self) -> bool:
        """Whether parents without a match are dropped."""
        return bool(self.where) or any(inner.joins for inner in self.include)


class PaNOSC:
    """A recorded provider at /api.  Paths are taken in any case."""

    def __init__(self, database: Database, habits: Habits = Habits()) -> None:  # noqa: B008
        self.habits = habits
        self.nodes = database.nodes
        self._orders: dict[tuple[str, str], list[Node]] = {}

    def answer(self, request: Request) -> Answer:
        """Raises BadQuestion for a filter that isn't one."""
        match request.parts:
            case ("api", str(name), *rest) if name.lower() in _MODELS:
                return self._route(_MODELS[name.lower()], tuple(rest), request)
        return _error(404, f"There is no method to handle GET /{'/'.join(request.parts)}")

    def _route(self, model: str, rest: tuple[str, ...], request: Request) -> Answer:
        match rest:
            case ():
                return self._list(model, list(self.nodes[model].values()), request, model)
            case ("count",):
                return self._count(list(self.nodes[model].values()), request)
        node = self.nodes[model].get(rest[0])
        if node is None:
            return _error(404, f'Unknown "{model}" id "{rest[0]}".', "MODEL_NOT_FOUND")
        match rest[1:]:
            case ():
                includes = _includes(_filter(request).get("include"))
                return Answer((_render(node, includes) or b"{}",))
            case ("files",) if model == "Dataset":
                return self._list(model, node.related("files"), request, "")
            case ("files", "count") if model == "Dataset":
                return self._count(node.related("files"), request)
        return _error(404, "no such route")

    def _list(self, model: str, nodes: list[Node], request: Request, cache: str) -> Answer:
        asked, ignores = _filter(request), self.habits.ignores
        includes = () if "include" in ignores else _includes(asked.get("include"))
        if any(f"include:{i.relation}" in self.habits.refuses for i in includes):
            return _error(500, "Internal Server Error")
        where = asked.get("where") if "where" not in ignores else None
        if "order" not in ignores:
            nodes = self._ordered(nodes, asked.get("order"), cache and model)
        chosen = _pass(nodes, where, includes)
        skip = whole(asked.get("skip", asked.get("offset")), 0) or 0
        limit = self.habits.page(whole(asked.get("limit"), 0) or None)
        start = 0 if "skip" in ignores else skip
        page = chosen[start : None if limit is None else start + limit]
        bodies = (_render(node, includes) or b"" for node in page)
        fields = _fields(asked.get("fields"))
        return Answer.join(listed(_listed_form(body, fields) for body in bodies))

    def _count(self, nodes: list[Node], request: Request) -> Answer:
        if self.habits.count == "none":
            return _error(404, "no count")
        where = request.object("where") or _filter(request).get("where")
        return Answer.of(self.habits.counted(len(_pass(nodes, where, ()))))

    def _ordered(self, nodes: list[Node], order: Any, cache: str) -> list[Node]:
        if isinstance(order, list):
            order = order[0] if order else None
        if not isinstance(order, str) or not order:
            return nodes
        if (cache, order) not in self._orders or not cache:
            name, _, direction = order.partition(" ")
            key = _by(name)
            ordered = sorted(nodes, key=key, reverse=direction.strip().upper() == "DESC")
            if not cache:
                return ordered
            self._orders[cache, order] = ordered
        return self._orders[cache, order]


def _pass(nodes: list[Node], where: Any, includes: tuple[Include, ...]) -> list[Node]:
    """The records that fulfil ``where`` and whose inner joins find something."""
    if where and not isinstance(where, dict):
        raise BadQuestion("Value is not an object.")
    joining = tuple(include for include in includes if include.joins)
    return [
        node
        for node in nodes
        if (not where or matches(node.data, where))
        and all(_children(node, include) for include in joining)
    ]


def _children(node: Node, include: Include) -> list[Node]:
    found = node.related(include.relation)
    return _pass(found, include.where, include.include) if include.joins else found


def _render(node: Node, includes: tuple[Include, ...]) -> bytes | None:
    """The record's JSON with the relations asked for."""
    if not includes or not node.body.endswith(b"}"):
        return node.body
    parts = [node.body[:-1]]
    comma = b"" if len(node.body) < 3 else b","
    for include in includes:
        inner = [_render(child, include.include) or b"" for child in _children(node, include)]
        single = include.relation in SINGLE
        if single and not inner:
            continue
        value = inner[0] if single else b"".join(listed(inner))
        parts.append(b'%b"%b":%b' % (comma, include.relation.encode(), value))
        comma = b","
    return b"".join(parts) + b"}"


def _listed_form(body: bytes, fields: tuple[str, ...]) -> bytes:
    """As it stands in a list: with a score, and only the fields asked for."""
    if fields:
        data = msgspec.json.decode(body)
        return _encoder.encode({name: data[name] for name in fields if name in data})
    return body[:-1] + b',"score":0}' if body.endswith(b"}") and len(body) > 2 else body


def _filter(request: Request) -> Json:
    return request.object("filter")


def _includes(asked: Any) -> tuple[Include, ...]:
    """Raises BadQuestion for relations that don't exist."""
    if not asked and not isinstance(asked, str):
        return ()
    listed_ones: Iterable[Any] = asked if isinstance(asked, list) else [asked]
    return tuple(_include(one) for one in listed_ones)


def _include(one: Any) -> Include:
    relation = one.get("relation") if isinstance(one, dict) else one
    if relation not in _RELATIONS:
        raise BadQuestion(f'Relation "{relation}" is not defined')
    scope = one.get("scope") if isinstance(one, dict) else None
    scope = scope if isinstance(scope, dict) else {}
    return Include(relation, scope.get("where") or {}, _includes(scope.get("include")))


def _fields(asked: Any) -> tuple[str, ...]:
    if isinstance(asked, dict):
        return tuple(name for name, wanted in asked.items() if wanted)
    return tuple(asked) if isinstance(asked, list) else ()


def _by(name: str) -> Callable[[Node], tuple[str, str]]:
    if name == "pid":
        return lambda node: (node.ident, "")
    return lambda node: (str(field(node.data, name)), node.ident)


def _error(status: int, message: str, code: str = "") -> Answer:
    error = {"statusCode": status, "name": "Error", "message": message}
    return Answer.of({"error": error | ({"code": code} if code else {})}, status)
