"""What was asked, and where a record has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a record: what it is, and what stands there, with what was found marked.

    ``times`` counts how often it is found there.
    """

    where: str
    parts: tuple[tuple[str, bool], ...]
    times: int = 1

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)

    def as_json(self) -> dict[str, Any]:
        found = tuple(dict.fromkeys(text for text, marked in self.parts if marked))
        return {"where": self.where, "text": self.text, "found": found, "times": self.times}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was asked for, in words, and where the record has it.

    ``holds`` is False where the record doesn't have it, None where that wasn't looked at;
    ``note`` tells what the places don't.
    """

    asked: str
    places: tuple[Place, ...] = ()
    holds: bool | None = True
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "asked": self.asked,
            "holds": self.holds,
            "note": self.note,
            "places": [place.as_json() for place in self.places],
        }


def all_hold(parts: Iterable[bool | None]) -> bool | None:
    """Whether all do: one that doesn't decides, then one that wasn't looked at."""
    known = set(parts)
    return False if False in known else None if None in known else True


def whole(where: str, text: str, beside: str = "") -> Place:
    """A place of which all was found; ``beside`` says it in other words."""
    parts = ((text, True), (f" ({beside})", False)) if beside else ((text, True),)
    return Place(where, parts)


def together(found: list[Evidence]) -> tuple[Evidence, ...]:
    """Evidence of one thing asked in one, each place once."""
    by_asked: dict[str, Evidence] = {}
    for one in found:
        before = by_asked.get(one.asked, Evidence(one.asked, note=one.note))
        places = tuple(dict.fromkeys((*before.places, *one.places)))
        holds = all_hold((before.holds, one.holds))
        by_asked[one.asked] = Evidence(one.asked, places, holds, before.note or one.note)
    return tuple(by_asked.values())
