"""From a Content to the fields of the form."""

from typing import Any

from publishing.publications.content import Content
from publishing.publications.forms.entries import ENTRIES, Entries
from publishing.publications.forms.tables import table

SINGLE = ("title", "licence", "resource_type", "language", "embargo_until")
LONG = ("abstract", "remarks")


def fields(content: Content) -> dict[str, str]:
    """Every field by its name, in the order of the form: "creators-0-name", …

    A list that is longer than the form shows is one field, "creators-text".
    """
    found = {name: getattr(content, name) for name in (*SINGLE, *LONG)}
    for entries in ENTRIES.values():
        found |= _list(entries, getattr(content, entries.key))
    return found


def _list(entries: Entries, given: tuple[Any, ...]) -> dict[str, str]:
    if len(given) > entries.shown:
        return {f"{entries.key}-text": table(entries, given)}
    return {
        f"{entries.key}-{number}-{name}": value
        for number, one in enumerate(given)
        for name, value in entries.write(one).items()
    }
