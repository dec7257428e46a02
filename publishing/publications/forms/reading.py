"""From the fields that a browser sent to a Content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.normalise import licences
from publishing.publications.content import Content
from publishing.publications.forms.entries import ENTRIES, Entries, Given
from publishing.publications.forms.tables import rows
from publishing.publications.forms.texts import line, lines
from publishing.publications.forms.writing import LONG, SINGLE

_FIELD = re.compile(r"([a-z]+)-(\d{1,6})-([a-z_]+)")
_COMMAND = re.compile(r"(up|down|remove) ([a-z]+) (\d{1,6})")


@dataclass(frozen=True)
class Read:
    """What a form says.

    ``numbers`` tells of each list which number its entries have in the form, None for those
    of its text.
    """

    content: Content
    numbers: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)

    def field_of(self, path: str) -> str:
        """The field in which something of the content stands: "creators.2.orcid" is perhaps
        "creators-7-identifier"; the list or the path itself where there is no such field."""
        key, _, rest = path.partition(".")
        place, _, inner = rest.partition(".")
        numbers = self.numbers.get(key)
        if numbers is None or not place.isdigit() or int(place) >= len(numbers):
            return key
        number = numbers[int(place)]
        if number is None:
            return f"{key}-text"
        entries = ENTRIES[key]
        telling = next(name for name in entries.fields if name not in entries.choices)
        return f"{key}-{number}-{entries.paths.get(inner.partition('.')[0], telling)}"


def read(form: Mapping[str, str], command: str = "") -> Read:
    """What the form says, after one of its buttons was pressed: "up creators 3".

    Entries come in the order in which the form has them, whatever their numbers, so that a
    script moves one by moving its fields.  Those without anything in them are left out.
    """
    given = _given(form)
    _obey(given, command)
    single: dict[str, Any] = {name: line(form.get(name, "")) for name in SINGLE if name in form}
    single |= {name: lines(form.get(name, "")) for name in LONG if name in form}
    if single.get("licence"):
        single["licence"] = licences.spdx(single["licence"])
    lists: dict[str, Any] = {}
    numbers: dict[str, tuple[int | None, ...]] = {}
    for key, entries in ENTRIES.items():
        listed = given.get(key, {})
        found = {number: row for number, row in listed.items() if _filled(entries, row)}
        more = [row for row in rows(entries, form.get(f"{key}-text", "")) if _filled(entries, row)]
        lists[key] = tuple(entries.read(row) for row in (*found.values(), *more))
        numbers[key] = (*found, *[None] * len(more))
    return Read(Content(**single, **lists), numbers)


def _given(form: Mapping[str, str]) -> dict[str, dict[int, dict[str, str]]]:
    """The fields of the lists' entries, in the order in which they come."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for key, value in form.items():
        match = _FIELD.fullmatch(key)
        if match and match[1] in ENTRIES and match[3] in ENTRIES[match[1]].fields:
            found.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = value
    return found


def _obey(given: dict[str, dict[int, dict[str, str]]], command: str) -> None:
    """Do what a button of an entry says; nothing, where there is no such entry."""
    match = _COMMAND.fullmatch(command)
    if not match or int(match[3]) not in given.get(match[2], {}):
        return
    what, listed, number = match[1], given[match[2]], int(match[3])
    if what == "remove":
        del listed[number]
        return
    order = list(listed)
    place = order.index(number)
    other = place - 1 if what == "up" else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    given[match[2]] = {one: listed[one] for one in order}


def _filled(entries: Entries, row: Given) -> bool:
    return any(value.strip() for name, value in row.items() if name not in entries.choices)
