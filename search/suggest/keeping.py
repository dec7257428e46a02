"""Keeps the index of suggestions in step with that of records.

Counts aren't added up but asked for, of the index of records, which is written first:
so writing a batch once more after a crash comes to the same.  A name whose last record is
gone, goes too.  Words aren't counted before they are offered, and stay until a rebuild.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from portal.catalogue.models import Facility
from search.engines.index import Index, Rebuild
from search.query.tree import Node
from search.suggest.document import (
    Entry,
    Name,
    RecordNames,
    held_names,
    name_entry,
    name_key,
    node,
    record_entry,
    record_key,
    word_entry,
    word_key,
)
from search.suggest.engines.base import Store

Counts = Callable[[Sequence[Node]], list[int]]
_AT_ONCE = 10_000  # names counted at once, while a whole index is written


class Keeper(Index[RecordNames, int]):
    """Writes to ``store``; ``counts`` asks the index of records.

    One lives as long as nobody else writes: it remembers words that it has written.
    """

    def __init__(self, store: Store, counts: Counts) -> None:
        self.store = store
        self._counts = counts
        self._words: set[str] = set()

    def write(self, upserts: Sequence[RecordNames], deletes: Iterable[int]) -> None:
        """Replace and delete records, count anew the names that they have or had."""
        gone = [record_key(number) for number in deletes]
        before = self.store.held([*gone, *(record_key(one.id) for one in upserts)])
        touched = dict.fromkeys(name for held in before.values() for name in held_names(held))
        touched |= dict.fromkeys(name for one in upserts for name in one.names)
        entries, vanished = _named(list(touched), self._counts)
        entries += [record_entry(one) for one in upserts]
        words = {word for one in upserts for word in one.words} - self._words
        entries += self._new(words)
        known = [key for key in gone if key in before]
        if entries or vanished or known:
            self.store.write(entries, [*known, *vanished])
        self._words |= words

    def needs_rebuild(self) -> str:
        return self.store.needs_rebuild()

    def stats(self) -> dict[str, object]:
        return self.store.stats()

    @contextmanager
    def rebuild(self) -> Iterator["KeeperRebuild"]:
        self._words = set()
        with self.store.rebuild() as target:
            yield KeeperRebuild(target, self._counts)

    def _new(self, words: set[str]) -> list[Entry]:
        """Those that aren't in the index yet."""
        keys = {word_key(word): word for word in sorted(words)}
        known = self.store.held(list(keys))
        return [word_entry(word) for key, word in keys.items() if key not in known]


class KeeperRebuild(Rebuild[RecordNames, int]):
    """A new index being filled.  Names and words are gathered, and written at its end."""

    def __init__(self, target: Rebuild[Entry, str], counts: Counts) -> None:
        self._target = target
        self._counts = counts
        self._names: dict[Name, None] = {}
        self._words: set[str] = set()

    def add(self, documents: Sequence[RecordNames]) -> None:
        self._target.add([record_entry(one) for one in documents])
        for one in documents:
            self._names |= dict.fromkeys(one.names)
            self._words |= one.words

    def delete(self, ids: Iterable[int]) -> None:
        self._target.delete(record_key(number) for number in ids)

    def swap(self) -> None:
        """The new index of records must be the one that answers already."""
        names = list(self._names)
        for start in range(0, len(names), _AT_ONCE):
            entries, _ = _named(names[start : start + _AT_ONCE], self._counts)
            self._target.add(entries)
        self._target.add([word_entry(word) for word in sorted(self._words)])
        self._target.swap()


def _named(names: Sequence[Name], counts: Counts) -> tuple[list[Entry], list[str]]:
    """The entries of names that records have at present, and the keys of the others."""
    also = _facility_names() if any(kind == "facility" for kind, _ in names) else {}
    entries, vanished = [], []
    for name, count in zip(names, counts([node(one) for one in names]), strict=True):
        if count:
            entries.append(name_entry(name, count, also.get(name, ())))
        else:
            vanished.append(name_key(name))
    return entries, vanished


def _facility_names() -> Mapping[Name, tuple[str, ...]]:
    known = Facility.objects.values_list("slug", "short_name", "name")
    return {("facility", slug): (short, long) for slug, short, long in known}
