"""What a Document's page says by its Datasets: catalogues tell much of these alone.  Pure."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from portal.catalogue.records import AnyRecord, Sample

MOST = 100  # of each

_Value = TypeVar("_Value")


def together(metadata: AnyRecord, datasets: Sequence[AnyRecord]) -> tuple[AnyRecord, list[str]]:
    """The Document with the techniques, instruments and samples of these Datasets, where it says
    nothing of them itself; and the names of those fields."""
    found = {
        "techniques": _once(one.techniques for one in datasets),
        "instruments": _once(one.instruments for one in datasets),
        "samples": _samples(datasets),
    }
    added = {name: told for name, told in found.items() if told and not getattr(metadata, name)}
    return replace(metadata, **added), list(added)


def _samples(datasets: Sequence[AnyRecord]) -> tuple[Sample, ...]:
    """Each once, as the first Dataset tells it: descriptions often differ in a word."""
    found: dict[tuple[str, str], Sample] = {}
    for sample in (sample for one in datasets for sample in one.samples):
        found.setdefault((sample.name, sample.pid), sample)
    return tuple(found.values())[:MOST]


def _once(given: Iterable[tuple[_Value, ...]]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(value for values in given for value in values))[:MOST]
