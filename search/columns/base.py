"""What a column is, and what it is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord

Value = str | int | None | tuple[str, ...] | tuple[float, ...]
Kind = Literal["text", "whole", "texts", "numbers"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A public record (with its facility) and its metadata, decoded once."""

    record: Record
    metadata: AnyRecord

    @classmethod
    def of(cls, record: Record) -> "Entry":
        return cls(record, record.metadata)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``key`` is how addresses and files name it ("sample_temperature[K]"), ``label`` how
    pages do.  ``value`` gives, after ``kind``: a text ("" where there is none), a whole
    number or None, a tuple of texts, a tuple of numbers.  ``measured`` is the parameter that
    a column shows, by its canonical name and dimension.
    """

    key: str
    label: str
    kind: Kind
    value: Callable[[Entry], Value]
    measured: tuple[str, str] | None = None
