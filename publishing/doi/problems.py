"""What is wrong with a value of DataCite's JSON, told so that its author can mend it.

A rule looks at one value and yields its problems.  Rules are put together from the makers
below, so that the tables in ``publishing.doi.rules`` read like the kernel's description.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import msgspec

from publishing.exports.xml import allowed

LONGEST = 50_000  # characters of one text
SHOWN = 60  # characters of a wrong value that a message repeats


class Problem(msgspec.Struct, frozen=True):
    """``source`` is the path to the value ("creators.0.name"), ``title`` what to do about it."""

    source: str
    title: str


Rule = Callable[[Any, str], Iterator[Problem]]
Form = Callable[[str], bool]


def absent(value: object) -> bool:
    """Whether the value counts as not given: null, a blank text, an empty list or object."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def shown(value: object) -> str:
    """The value as a message repeats it."""
    if not isinstance(value, (str, bool, int, float)):
        return "This"
    text = value if isinstance(value, str) else repr(value)
    text = " ".join("".join(one if one.isprintable() else " " for one in text[:1000]).split())
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def text(form: Form | None = None, wanted: str = "", longest: int = LONGEST) -> Rule:
    """A text; ``form`` says whether it is well formed, ``wanted`` what well formed means."""

    def rule(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "This must be a text.")
        elif len(value) > longest:
            yield Problem(path, f"This is longer than {longest:,} characters: shorten it.")
        elif allowed(value) != value:
            yield Problem(path, "This holds a control character: type it anew without it.")
        elif form is not None and not form(value.strip()):
            yield Problem(path, f"{shown(value)} is not {wanted}.")

    return rule


def one_of(values: Collection[str]) -> Rule:
    """A word of a controlled list, in exactly its spelling."""
    listed = ", ".join(sorted(values))

    def rule(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str) or value not in values:
            yield Problem(path, f"{shown(value)} is not one of the words to choose from: {listed}.")

    return rule


def number(least: float, most: float) -> Rule:
    """A number within bounds, also written as a text."""

    def rule(value: Any, path: str) -> Iterator[Problem]:
        try:
            inside = not isinstance(value, bool) and least <= float(value) <= most
        except (TypeError, ValueError, OverflowError):
            inside = False
        if not inside:
            yield Problem(path, f"{shown(value)} is not a number from {least:g} to {most:g}.")

    return rule


def each(rule: Rule, least: int = 0, too_few: str = "") -> Rule:
    """A list whose items keep ``rule``; ``too_few`` is said where there are less than ``least``."""

    def of_list(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "This must be a list.")
            return
        if len(value) < least:
            yield Problem(path, too_few)
        for index, one in enumerate(value):
            yield from rule(one, f"{path}.{index}")

    return of_list


def parts(rules: Mapping[str, Rule], needed: Mapping[str, str] | None = None) -> Rule:
    """An object: its members keep their rules, and those ``needed`` (with what to say) are there.

    Members without a rule are nobody's business, as for DataCite.
    """
    asked = needed or {}

    def rule(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "This must be an object with named members.")
            return
        before = f"{path}." if path else ""
        for name, message in asked.items():
            if absent(value.get(name)):
                yield Problem(before + name, message)
        for name, member in rules.items():
            if not absent(value.get(name)):
                yield from member(value[name], before + name)

    return rule


def either(simple: type, if_simple: Rule, otherwise: Rule) -> Rule:
    """A value that may be given in two ways: as a ``simple`` one, or as something else."""
    return lambda value, path: (if_simple if isinstance(value, simple) else otherwise)(value, path)


def together(first: str, second: str, message: str) -> Rule:
    """A member that is nothing without another one."""

    def rule(value: Any, path: str) -> Iterator[Problem]:
        if isinstance(value, dict) and not absent(value.get(first)) and absent(value.get(second)):
            yield Problem(f"{path}.{second}", message)

    return rule


def both(*rules: Rule) -> Rule:
    """All of the rules."""

    def rule(value: Any, path: str) -> Iterator[Problem]:
        for one in rules:
            yield from one(value, path)

    return rule
