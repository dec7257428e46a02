"""After a change of the dictionary: has the records indexed anew that it concerns.

Block by block (those of the census) names as they came are asked of the old dictionary and
of the new one.  Only where the two disagree are a block's records looked at, and only those
with such a name are announced.  The same happens when a new version ships another table.

Records that change meanwhile are indexed with the new dictionary anyway: the drain looks for
it after it has read its rows.
"""

from dataclasses import dataclass

import msgspec
from django.db import transaction
from django.utils import timezone

from portal.catalogue import bodies
from portal.catalogue.models import ChangedBlock, Outbox, Record
from portal.catalogue.models.records import pack, unpack
from portal.catalogue.records import Parameter
from portal.dictionary import current
from portal.dictionary.census import blocks
from portal.dictionary.census.counting import LOCK
from portal.dictionary.models import Applied
from portal.locks import Busy, lock
from portal.normalise import names
from portal.normalise.dictionary import Dictionary, Entry

AT_ONCE = 50  # blocks of one step
MOST_WAITING = 50_000  # rows of the outbox; the index gets them before it is told of more


@dataclass(frozen=True)
class Step:
    """How many blocks were looked through, how many records are to be indexed anew."""

    blocks: int = 0
    records: int = 0
    done: bool = True
    busy: str = ""


@dataclass(frozen=True)
class Change:
    """Two dictionaries, and whether they say the same of a name."""

    old: Dictionary
    new: Dictionary

    def concerns(self, name: str, unit: str, dimension: str) -> bool:
        """Whether a parameter has another canonical name or label now."""
        before = self.old.of(name, unit, dimension)
        after = self.new.of(name, unit, dimension)
        return before != after or self.old.label(before) != self.new.label(after)

    def any_of(self, parameters: tuple[Parameter, ...]) -> bool:
        return any(self.concerns(one.name, one.unit, one.dimension) for one in parameters)


def apply(limit: int | None = AT_ONCE) -> Step:
    """Look through up to ``limit`` blocks (None: all) for what the last change concerns."""
    try:
        with lock(LOCK):
            return _apply(limit)
    except Busy as error:
        return Step(done=False, busy=str(error))


def is_applied() -> bool:
    """Whether all records have been announced that the present dictionary concerns."""
    current.refresh()
    state = _state()
    return not state.target and _same(state, names.current().entries)


def progress() -> str:
    """How far the last change has got, in a sentence; "" when it is done."""
    if is_applied():
        return ""
    state, last = _state(), _last_block() + 1
    if not state.target:
        return "The last change waits for the worker to have records indexed anew."
    return (
        f"The last change is being applied: {min(state.next_block, last):,} of {last:,} blocks of "
        f"records are looked through, {state.records:,} records are indexed anew."
    )


def _apply(limit: int | None) -> Step:
    current.refresh()
    state = _state()
    if not state.target:
        if _same(state, names.current().entries):
            return Step()
        state.target, state.next_block, state.records = written(names.current().entries), 0, 0
        state.save()
    change = Change(Dictionary(read(state.entries)), Dictionary(read(state.target)))
    last, done = _last_block(), 0
    while state.next_block <= last and (limit is None or done < limit):
        if Outbox.objects.filter(reason="").count() > MOST_WAITING:
            return Step(done, state.records, done=False)
        _look_through(state, change)
        done += 1
    if state.next_block <= last:
        return Step(done, state.records, done=False)
    state.entries, state.target = state.target, None
    state.save()
    return Step(done, state.records, done=_same(state, names.current().entries))


def _look_through(state: Applied, change: Change) -> None:
    block = state.next_block
    found = []
    if _may_concern(block, change):
        found = [pk for pk, measured in blocks.parameters(block) if change.any_of(measured)]
    state.next_block, state.records = block + 1, state.records + len(found)
    with transaction.atomic():
        bodies.reindex(found, timezone.now())
        state.save()


def _may_concern(block: int, change: Change) -> bool:
    """By the census, unless it doesn't know all names of the block's present records."""
    if ChangedBlock.objects.filter(block=block).exists():
        return True
    counted = blocks.read(block)
    return not counted.whole or any(
        change.concerns(name, unit, one.dimension)
        for one in counted.counts
        for name, unit, _ in one.spellings
    )


def _last_block() -> int:
    last = Record.objects.order_by("-pk").values_list("pk", flat=True).first()
    return -1 if last is None else last // ChangedBlock.BLOCK


def _state() -> Applied:
    """What is known; at first, that records were indexed with the shipped dictionary."""
    state = Applied.objects.first()
    return state or Applied(entries=written(names.SHIPPED.entries))


def _same(state: Applied, entries: tuple[Entry, ...]) -> bool:
    return read(state.entries) == entries


def written(entries: tuple[Entry, ...]) -> bytes:
    """Entries as they are kept in the database."""
    return pack(msgspec.json.encode(entries))


def read(kept: bytes | memoryview) -> tuple[Entry, ...]:
    """The entries that ``written`` wrote."""
    return msgspec.json.decode(unpack(kept), type=tuple[Entry, ...])
