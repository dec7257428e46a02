"""What differs between two contents, field by field and line by line.  Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

import msgspec

from publishing.publications.content import Affiliation, Content, Creator

Sign = Literal["same", "gone", "new"]
AROUND = 2  # lines that stay the same, shown beside those that don't
MOST = 5_000  # lines of a field that are compared
LABELS = {
    "title": "Title",
    "abstract": "Abstract",
    "creators": "Creators",
    "contributors": "Contributors",
    "related": "Related works",
    "funding": "Funding",
    "licence": "Licence",
    "resource_type": "Type of resource",
    "subjects": "Subjects",
    "language": "Language",
    "embargo_until": "Data open from",
    "contacts": "Contacts",
    "remarks": "Remarks for the curators",
}


@dataclass(frozen=True)
class Difference:
    """A field that isn't the same; ``lines`` with their signs, "…" for those left out."""

    field: str
    label: str
    lines: Sequence[tuple[Sign, str]]


def differences(before: Content, after: Content) -> list[Difference]:
    """In the order of the form; [] where nothing differs."""
    found = []
    for name, label in LABELS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Difference(name, label, list(_compared(_lines(old), _lines(new)))))
    return found


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Sign, str]]:
    matcher = SequenceMatcher(None, old[:MOST], new[:MOST])
    for group in matcher.get_grouped_opcodes(AROUND):
        if group[0][1] > 0 or group[0][3] > 0:
            yield "same", "…"
        for what, first, last, start, stop in group:
            if what == "equal":
                yield from (("same", line) for line in old[first:last])
                continue
            yield from (("gone", line) for line in old[first:last])
            yield from (("new", line) for line in new[start:stop])
        if group[-1][2] < len(old) or group[-1][4] < len(new):
            yield "same", "…"


def _lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.splitlines()
    return [_line(one) for one in value]


def _line(one: Any) -> str:
    if isinstance(one, Creator):
        return _person(one)
    told = (getattr(one, name) for name in one.__struct_fields__)
    return " · ".join(text for text in told if text)


def _person(one: Creator) -> str:
    names = one.name or ", ".join(filter(None, (one.family_name, one.given_name)))
    told = [names, getattr(one, "role", ""), one.orcid or one.ror]
    told += [_affiliation(place) for place in one.affiliations]
    return " · ".join(text for text in told if text)


def _affiliation(one: Affiliation) -> str:
    return f"{one.name} ({one.ror})" if one.ror else one.name


def plain(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """For programs and scripts."""
    return [msgspec.to_builtins(one) for one in found]
