"""The census of one block of records."""

import logging
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from django.utils import timezone

from portal import units
from portal.catalogue.models import ChangedBlock, Record
from portal.catalogue.models.records import pack, unpack
from portal.catalogue.records import Parameter
from portal.dictionary.census.counts import MOST_NAMES, Count, Key, Tally, counts
from portal.dictionary.models import CountedBlock
from portal.normalise import names
from portal.normalise.dictionary import Dictionary

log = logging.getLogger("beamfinder.dictionary")
BLOCK = ChangedBlock.BLOCK
_AT_ONCE = 200  # records in memory


class Measured(msgspec.Struct, gc=False):
    """A record's parameters, without the rest of it."""

    parameters: tuple[Parameter, ...] = ()


class Block(msgspec.Struct):
    """``whole`` says that every name and spelling of the block is among the counts."""

    counts: list[Count] = []
    whole: bool = True


_DECODER = msgspec.json.Decoder(Measured)
_BLOCKS = msgspec.json.Decoder(Block)


def parameters(block: int) -> Iterator[tuple[int, tuple[Parameter, ...]]]:
    """The public records of a block by number, each with its parameters."""
    within = Record.objects.public().filter(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    for pk, body in within.order_by("pk").values_list("pk", "body").iterator(_AT_ONCE):
        try:
            yield pk, _DECODER.decode(body).parameters
        except (msgspec.DecodeError, RecursionError) as error:
            log.warning("the parameters of record %s can't be counted: %s", pk, error)


def counted(block: int) -> Block:
    """The block's counts under the dictionary in use."""
    tallies: dict[Key, Tally] = {}
    whole, dictionary = True, names.current()
    for _, measured in parameters(block):
        whole = _add(tallies, measured, dictionary) and whole
    return Block(counts(tallies), whole)


def keep(block: int, found: Block) -> None:
    """Write down what was counted."""
    packed = pack(msgspec.json.encode(found))
    CountedBlock.objects.update_or_create(
        block=block, defaults={"packed": packed, "counted_at": timezone.now()}
    )


def read(block: int) -> Block:
    """What was counted last; nothing where a block never was."""
    row = CountedBlock.objects.filter(block=block).first()
    return _BLOCKS.decode(unpack(row.packed)) if row else Block()


def several(first: int, last: int) -> Iterator[list[Count]]:
    """The counts of these blocks, a few in memory at a time."""
    rows = CountedBlock.objects.filter(block__gte=first, block__lte=last).order_by("block")
    for packed in rows.values_list("packed", flat=True).iterator(chunk_size=20):
        yield _BLOCKS.decode(unpack(packed)).counts


def _add(
    tallies: dict[Key, Tally], measured: tuple[Parameter, ...], dictionary: Dictionary
) -> bool:
    """Whether there was room for all of the record's names."""
    whole, seen = True, set()
    for one in measured:
        key = dictionary.of(one.name, one.unit, one.dimension), one.dimension
        if not key[0]:
            continue
        tally = tallies.get(key)
        if tally is None:
            if len(tallies) >= MOST_NAMES:
                whole = False
                continue
            tally = tallies[key] = Tally()
        if key not in seen:
            seen.add(key)
            tally.records += 1
        if one.si and one.dimension:
            tally.stretch(min(one.si), max(one.si))
        if one.unit:
            tally.in_unit(_symbol(one.unit, one.name, one.dimension), 1)
        whole = tally.spelt((one.name, one.unit), 1) and whole
    return whole


@lru_cache(maxsize=16_384)
def _symbol(unit: str, name: str, dimension: str) -> str:
    """The unit's symbol ("K" for "Kelvin"), or the unit as it came where it isn't known."""
    known = units.find(unit, name)
    return known.symbol if known and known.dimension == dimension else unit
