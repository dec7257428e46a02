"""SciCat's routes: lists, counts, single records, and who may see what."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from harvest.replay.answers import Answer, BadQuestion, Request
from harvest.replay.habits import Habits
from harvest.replay.scicat import version4
from harvest.replay.scicat.question import read_question
from harvest.replay.scicat.recording import Recording
from harvest.replay.shelf import Item, Question, RawBody, Shelf, listed, projected

Json = dict[str, Any]
_encoder = msgspec.json.Encoder()
_ID_FIELDS = {
    "publisheddata": "doi",
    "datasets": "pid",
    "origdatablocks": "id",
    "instruments": "pid",
    "samples": "sampleId",
    "proposals": "proposalId",
}
_RELATED = {
    "instruments": ("instrumentIds", "instrumentId"),
    "proposals": ("proposalIds", "proposalId"),
    "samples": ("sampleIds", "sampleId"),
}
_DEFAULT_LIMIT_4 = 10
_FORBIDDEN = {"statusCode": 403, "message": "Unauthorized access", "error": "Forbidden"}


class SciCat:
    """A recorded SciCat at /api/v3 and /api/v4.

    Strangers get registered documents and published datasets in lists; a document's own
    address answers whatever its status, a dataset's own address 403 when it isn't published.
    """

    def __init__(self, recording: Recording, habits: Habits = Habits()) -> None:  # noqa: B008
        self.habits = habits
        self.forbidden = recording.forbidden
        self.shelves = {3: _shelves(recording, 3), 4: _shelves(recording, 4)}
        self.blocks = _by_dataset(recording.blocks.values())

    def answer(self, request: Request) -> Answer:
        """Raises BadQuestion for a filter that isn't one."""
        match request.parts:
            case ("api", "v3" | "v4" as version, str(name), *rest) if name in _ID_FIELDS:
                if any(lacking in "/".join(request.parts) for lacking in self.habits.lacks):
                    return _not_found("/".join(request.parts))
                return self._route(int(version[1]), name, tuple(rest), request)
        return _not_found("/".join(request.parts))

    def _route(self, version: int, name: str, rest: tuple[str, ...], request: Request) -> Answer:
        public_only = rest[:1] == ("public",) and version == 4
        if public_only:
            rest = rest[1:]
        everything = request.logged_in and not public_only
        match rest:
            case ():
                return self._list(version, name, request, everything)
            case ("count",):
                return self._count(version, name, request, everything)
            case (ident,):
                return self._single(version, name, ident, request.logged_in, public_only)
            case (ident, "origdatablocks") if name == "datasets":
                return Answer.join(listed(self.blocks.get(ident, ())))
        return _not_found("/".join(request.parts))

    def _list(self, version: int, name: str, request: Request, everything: bool) -> Answer:
        default = _DEFAULT_LIMIT_4 if version == 4 and name == "datasets" else None
        question = read_question(request, self.habits, default)
        refused = self.habits.refuses & _parts_of(question)
        if refused:
            return _failure(f"Internal server error: {sorted(refused)[0]}")
        if name == "origdatablocks":
            return self._files(question)
        shelf = self.shelves[version][name]
        found = shelf.select(question, everything)
        relations = _relations(question.include) if "include" not in self.habits.ignores else []
        bodies = (self._body(version, shelf, item, question, relations) for item in found)
        return Answer.join(listed(bodies))

    def _count(self, version: int, name: str, request: Request, everything: bool) -> Answer:
        if self.habits.count == "none":
            return _not_found(f"{name}/count")
        question = read_question(request, self.habits, None)
        where = question.where or request.object("where")
        number = self.shelves[version][name].count(where, everything)
        return Answer.of(self.habits.counted(number))

    def _single(
        self, version: int, name: str, ident: str, logged_in: bool, public_only: bool
    ) -> Answer:
        if name == "origdatablocks":
            return _not_found(ident)
        item = self.shelves[version][name].by_id.get(ident)
        if name == "datasets" and ident in self.forbidden and not public_only:
            return Answer.of(_FORBIDDEN, 403)
        if item is None:
            return _not_found(ident)
        if name == "datasets" and not item.public and not logged_in:
            return _not_found(ident) if public_only else Answer.of(_FORBIDDEN, 403)
        return Answer((item.body,))

    def _files(self, question: Question) -> Answer:
        """Lists of files of the datasets asked for, or of all."""
        condition = question.where.get("datasetId")
        wanted: Iterable[str] = self.blocks
        if isinstance(condition, str):
            wanted = [condition]
        elif isinstance(condition, dict):
            operands = list(condition.values())
            wanted = operands[0] if operands and isinstance(operands[0], list) else []
        bodies = [body for pid in wanted for body in self.blocks.get(pid, ())]
        end = None if question.limit is None else question.skip + question.limit
        return Answer.join(listed(bodies[question.skip : end]))

    def _body(
        self, version: int, shelf: Shelf, item: Item, question: Question, relations: list[str]
    ) -> bytes:
        body = projected(item, shelf.id_field, shelf.time_field, question.fields)
        if not relations or shelf.id_field != "pid" or not body.endswith(b"}") or len(body) < 3:
            return body
        parts = [body[:-1]]
        for relation in relations:
            inner = self._related(version, item, relation)
            parts.append(b',"%b":%b' % (relation.encode(), b"".join(listed(inner))))
        return b"".join(parts) + b"}"

    def _related(self, version: int, item: Item, relation: str) -> Iterable[bytes]:
        if relation == "origdatablocks":
            return self.blocks.get(item.ident, ())
        names = _RELATED.get(relation, ())
        data = item.data if names else {}
        wanted = next((data[name] for name in names if data.get(name)), ())
        shelf = self.shelves[version].get(relation)
        idents = [wanted] if isinstance(wanted, str) else wanted
        found = (shelf.by_id.get(ident) for ident in idents) if shelf else ()
        return [one.body for one in found if one is not None and one.public]


def _shelves(recording: Recording, version: int) -> dict[str, Shelf]:
    new = version == 4
    documents = _items(recording.documents, _registered, version4.document if new else _same)
    datasets = _items(recording.datasets, _published, version4.dataset if new else _same)
    shelves = {
        "publisheddata": Shelf(documents, "doi"),
        "datasets": Shelf(datasets, "pid"),
    }
    for name in ("instruments", "samples", "proposals"):
        items = _items(getattr(recording, name), _not_hidden, _same)
        shelves[name] = Shelf(items, _ID_FIELDS[name])
    return shelves


def _items(
    records: dict[str, Any], public: Callable[[Json], bool], form: Callable[[Any], Any]
) -> Iterable[Item]:
    for ident, record in records.items():
        if isinstance(record, RawBody):
            yield Item(record.ident, record.time, True, record.body)
        elif isinstance(record, dict):
            time = record.get("updatedAt")
            made = form(record)
            yield Item(
                ident,
                time if isinstance(time, str) else "",
                public(record),
                _encoder.encode(made),
            )
        else:
            yield Item(ident, "", True, _encoder.encode(record))


def _by_dataset(blocks: Iterable[Json]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for block in blocks:
        found.setdefault(str(block.get("datasetId")), []).append(_encoder.encode(block))
    return found


def _registered(record: Json) -> bool:
    return record.get("status") == "registered"


def _published(record: Json) -> bool:
    return record.get("isPublished") is True


def _not_hidden(record: Json) -> bool:
    return record.get("isPublished") is not False


def _same(record: Any) -> Any:
    return record


def _relations(include: Iterable[Any]) -> list[str]:
    found = [str(one.get("relation") if isinstance(one, dict) else one) for one in include]
    unknown = [one for one in found if one not in (*_RELATED, "origdatablocks")]
    if unknown:
        raise BadQuestion(f"Provided include field {unknown[0]!r} is not part of the dataset")
    return found


def _parts_of(question: Question) -> set[str]:
    """The names of what the question makes use of."""
    operators = {name for c in question.where.values() if isinstance(c, dict) for name in c}
    used = {
        "where": bool(question.where),
        "inq": bool(operators & {"inq", "$in"}),
        "order": bool(question.order),
        "skip": bool(question.skip),
        "include": bool(question.include),
    }
    return {name for name, is_used in used.items() if is_used}


def _not_found(what: str) -> Answer:
    return Answer.of({"statusCode": 404, "message": f"{what} not found", "error": "Not Found"}, 404)


def _failure(message: str) -> Answer:
    return Answer.of({"statusCode": 500, "message": message}, 500)
