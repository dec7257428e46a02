"""In what two versions of a record differ, in words.  Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue.records import AnyRecord
from portal.web import public, show
from publishing.landing.parts import words

LONGEST = 2_000  # characters of a value that are shown
MOST = 200  # values of one field
# What follows from other fields, so that it would be said twice.
FOLLOWING = ("canonical", "si", "dimension", "path")


@dataclass(frozen=True)
class Difference:
    """A field with what is no longer in it, and what has come."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    left_out: int = 0


def differences(before: AnyRecord, after: AnyRecord) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the record; of lists only what isn't in both."""
    old, new = public.metadata(before), public.metadata(after)
    fields = dict.fromkeys((*new, *old))
    found = (_difference(name, old.get(name), new.get(name)) for name in fields)
    return tuple(one for one in found if one.gone or one.come)


def _difference(field: str, old: Any, new: Any) -> Difference:
    was, now = _texts(old), _texts(new)
    gone, come = _without(was, now), _without(now, was)
    if not gone and not come and was != now:
        gone, come = was, now  # the same in another order
    left_out = max(0, len(gone) - MOST) + max(0, len(come) - MOST)
    return Difference(field.replace("_", " ").capitalize(), gone[:MOST], come[:MOST], left_out)


def _texts(value: Any) -> tuple[str, ...]:
    """The values of a field, one text each."""
    if value in (None, "", (), []):
        return ()
    listed = value if isinstance(value, list | tuple) else [value]
    return tuple(_text(one)[:LONGEST] for one in listed)


def _text(value: Any) -> str:
    """A value as one line: a person by name, a parameter as "name: 3, 4 K"."""
    if isinstance(value, dict):
        parts = [
            words(one) if name == "relation" else _text(one)
            for name, one in value.items()
            if name not in FOLLOWING and one not in ("", None)
        ]
        return ", ".join(part for part in parts if part)
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else show.figure(value)


def _without(given: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(one for one in given if one not in known)
