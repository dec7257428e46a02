"""Names of files within a search of records: what they find, as ids of records.

The index of files and that of records are two, so a search that names files is answered
in two steps: the datasets with such files first, at most MOST_DATASETS of them.  Where
there are more, only those are looked for that the rest of the search finds, as far as it
finds no more than that itself; else the search must be narrowed down.

A pattern is looked for in the lists of the datasets that can match it, as
search.files.patterns tells, MOST_READ files at most.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Sum

from portal.catalogue import given
from portal.catalogue.models import FileList
from search.errors import BadQuery
from search.files.document import Needed, Part
from search.files.engines.base import FileEngine
from search.files.names import folded
from search.files.patterns import MOST_PARTS, matcher, needed
from search.query.files import part_of, shape_of
from search.query.limits import MOST_IDS
from search.query.tree import And, Files, Ids, Node, Not, Or

MOST_DATASETS = MOST_IDS
MOST_READ = 150_000  # files in the lists that are looked through for a pattern
_AT_ONCE = 500

Found = dict[Files, Ids]
Lists = Iterable[tuple[int, Sequence[str]]]


class TooMany(BadQuery):
    """More datasets have such files than can be looked for within a search."""

    def __init__(self, node: Files) -> None:
        shown = node.text if len(node.text) <= 60 else f"{node.text[:60]}…"
        advice = (
            "write more of the name, or add words, filters, a range or a period that find "
            f"fewer than {MOST_DATASETS:,} records"
        )
        if node.pattern:
            super().__init__(f"Too many files may be like /{shown}/ to look through: {advice}.")
        else:
            found = f"More than {MOST_DATASETS:,} datasets have “{shown}” in the path of a file"
            super().__init__(f"{found}: {advice}.")


class Catalogue(Protocol):
    """The lists of files of datasets."""

    def count(self, ids: Sequence[int]) -> int:
        """How many files these have together."""

    def lists(self, ids: Sequence[int]) -> Lists:
        """Their folded paths, by id."""


@dataclass(frozen=True)
class Finder:
    """Answers Files; ``records`` gives the ids of all records of a search, None for too many."""

    engine: FileEngine
    catalogue: Catalogue
    records: Callable[[Node], list[int] | None]

    def resolved(self, query: Node) -> Node:
        """The search with ids in the place of files.  Raises TooMany or EngineUnavailable."""
        asked = list(dict.fromkeys(_files(query)))
        if not asked:
            return query
        try:
            found = self._found(asked)
        except TooMany:
            among = self._rest(query)
            if among is None:
                raise
            found = self._found(asked, among)
        return _replaced(query, found)

    def _rest(self, query: Node) -> list[int] | None:
        """What the parts without files find; nothing beyond it can be in the answer."""
        parts = query.parts if isinstance(query, And) else (query,)
        rest = tuple(part for part in _flat(parts) if not any(_files(part)))
        return self.records(And(rest)) if rest else None

    def _found(self, asked: Sequence[Files], among: Sequence[int] | None = None) -> Found:
        possible: dict[Files, Sequence[int]] = {}
        room = MOST_PARTS // max(1, sum(node.pattern for node in asked))
        for node in asked:
            ids = self.engine.datasets(_needed(node, room), MOST_DATASETS, among)
            if ids is None:
                raise TooMany(node)
            possible[node] = ids
        return {node: Ids(tuple(ids)) for node, ids in self._matching(possible).items()}

    def _matching(self, possible: dict[Files, Sequence[int]]) -> dict[Files, Sequence[int]]:
        """Of the datasets that a pattern can match those that it does, in one pass for all."""
        looked = [node for node in possible if node.pattern]
        every = sorted(set[int]().union(*(possible[node] for node in looked)))
        read = sum(self.catalogue.count(possible[node]) for node in looked)
        if len(every) > MOST_DATASETS or read > MOST_READ:
            raise TooMany(looked[0])
        within = {node: frozenset(possible[node]) for node in looked}
        found: dict[Files, list[int]] = {node: [] for node in looked}
        for number, paths in self.catalogue.lists(every):
            for node in looked:
                if number in within[node] and any(map(matcher(node.text).matches, paths)):
                    found[node].append(number)
        return {**possible, **found}


class StoredLists:
    """The lists of files in the database."""

    def count(self, ids: Sequence[int]) -> int:
        found = (FileList.objects.filter(pk__in=part) for part in _parts(ids))
        return sum(one.aggregate(files=Sum("count"))["files"] or 0 for one in found)

    def lists(self, ids: Sequence[int]) -> Lists:
        for part in _parts(ids):
            rows = FileList.objects.filter(pk__in=part).select_related("record")
            for row in rows.defer("record__body"):
                yield row.pk, [folded(file.path) for file in given.listed(row)]


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _needed(node: Files, room: int) -> Needed:
    """What the index of files can be asked for; patterns share the number of texts."""
    return needed(shape_of(node.text), room) if node.pattern else Part(part_of(node.text))


def _flat(parts: Iterable[Node]) -> Iterator[Node]:
    """The parts of parts as well, where all have to hold."""
    for part in parts:
        if isinstance(part, And):
            yield from _flat(part.parts)
        else:
            yield part


def names_files(node: Node) -> bool:
    """Whether the search has to look for files, which makes each count of it expensive."""
    return any(_files(node))


def _files(node: Node) -> Iterator[Files]:
    match node:
        case Files():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _files(part)
        case Not(part):
            yield from _files(part)


def _replaced(node: Node, by: Found) -> Node:
    match node:
        case Files():
            return by[node]
        case And(parts):
            return And(tuple(_replaced(part, by) for part in parts))
        case Or(parts):
            return Or(tuple(_replaced(part, by) for part in parts))
        case Not(part):
            return Not(_replaced(part, by))
        case _:
            return node
