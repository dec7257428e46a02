"""How much of what authors write is published: what is longer would be cut, so it is refused.

The bounds are those of the exports (publishing.exports.texts), which cut whatever others tell.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from publishing.exports.texts import LINE, LISTED, LONG
from publishing.publications.content import Content
from publishing.publications.problems import Problem

_LONGER = {"abstract": LONG}
_UNPUBLISHED = ("contacts", "remarks")


def too_much(content: Content) -> Iterator[Problem]:
    """Each text and each list of which not everything would be published."""
    for name in content.__struct_fields__:
        if name not in _UNPUBLISHED:
            yield from _value(getattr(content, name), name, _LONGER.get(name, LINE))
    people = len(content.creators) + len(content.contributors)
    if people > LISTED and max(len(content.creators), len(content.contributors)) <= LISTED:
        yield Problem("contributors", _listed(people, "creators and contributors together"))


def _value(value: Any, path: str, longest: int) -> Iterator[Problem]:
    if isinstance(value, str):
        if len(value) > longest:
            yield Problem(path, _long(len(value), longest))
    elif isinstance(value, tuple):
        if len(value) > LISTED:
            yield Problem(path, _listed(len(value), "entries"))
            return  # the entries can be mended when there are fewer
        for place, one in enumerate(value):
            yield from _value(one, f"{path}.{place}", longest)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _value(getattr(value, name), f"{path}.{name}", longest)


def _long(length: int, most: int) -> str:
    return f"This has {length:,} characters, and only {most:,} are published: shorten it."


def _listed(count: int, what: str) -> str:
    return f"There are {count:,} {what}, and only {LISTED:,} are published: leave some out."
