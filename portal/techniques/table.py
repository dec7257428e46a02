"""Reads what the PaNET project publishes, for ``manage.py techniques rebuild``.

Two forms are understood: the class list derived from a release (JSON with label,
altLabels, ancestors), and PaNET.csv, the ROBOT template the ontology is made from.
The template states definitions, not the tree; ``classify`` draws from them the
conclusions a reasoner would draw from this fragment of OWL (named classes,
conjunctions, and "property some class").
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = "PaNET00001"
LARGEST = 20_000_000  # bytes; the published files have less than half a million

_ID = re.compile(r"PaNET\d{5,7}$")
_OPERAND = re.compile(r"\(\s*'([^']+)'\s+some\s+('[^']+'|[\w:]+)\s*\)|'([^']+)'|([\w:]+)")
_PREFIXED = re.compile(r"PaNET:(PaNET\d{5,7})")


class NotPaNET(ValueError):
    """The file isn't a form of PaNET that can be read; the message says why."""


@dataclass
class Class:
    """A class of the ontology while it is being read; identifiers are short ones."""

    id: str
    label: str
    alternatives: list[str]
    deprecated: bool = False
    ancestors: set[str] = field(default_factory=set)


@dataclass
class _Definition:
    """What the template says of a class: named superclasses and restrictions.

    ``sufficient`` holds what defines it: whatever meets all of it belongs to it.
    """

    parents: set[str] = field(default_factory=set)
    restrictions: set[tuple[str, str]] = field(default_factory=set)
    sufficient: set[str | tuple[str, str]] = field(default_factory=set)


def read(path: Path) -> list[dict[str, Any]]:
    """The techniques of a published file, as rows of our own ``panet.json``.

    Raises NotPaNET when it is neither form, OSError when it can't be read.
    """
    if path.stat().st_size > LARGEST:
        raise NotPaNET(f"{path} is larger than {LARGEST:,} bytes: give PaNET.csv or its JSON")
    text = path.read_text(encoding="utf-8-sig")
    classes = _from_csv(text) if path.suffix.lower() == ".csv" else _from_json(text)
    rows = [_row(one, classes) for one in classes.values() if _is_technique(one)]
    if not rows:
        raise NotPaNET(f"{path} holds no class below {ROOT}: give PaNET.csv or its JSON")
    return sorted(rows, key=lambda row: row["id"])


def _is_technique(one: Class) -> bool:
    return bool(one.label) and (one.id == ROOT or ROOT in one.ancestors)


def _row(one: Class, classes: dict[str, Class]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": one.id, "label": one.label}
    if one.alternatives:
        row["alternatives"] = one.alternatives
    parents = nearest(one, classes)
    if parents:
        row["parents"] = parents
    if one.deprecated:
        row["deprecated"] = True
    return row


def nearest(one: Class, classes: dict[str, Class]) -> list[str]:
    """The ancestors that no other ancestor lies below: the direct parents, by number."""
    named = {up for up in one.ancestors if up in classes and _is_technique(classes[up])}
    named.discard(one.id)
    implied = {
        further for up in named for further in classes[up].ancestors if further not in (up, one.id)
    }
    mutual = {up for up in named if one.id in classes[up].ancestors}
    return sorted(named - implied - mutual)


def _from_json(text: str) -> dict[str, Class]:
    try:
        rows = json.loads(text)
        classes = [_class(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotPaNET(f"not a list of PaNET classes as JSON: {error!r}") from None
    return {one.id: one for one in classes}


def _class(row: dict[str, Any]) -> Class:
    return Class(
        id=_short(row["iri"]),
        label=_words(row["label"] or ""),
        alternatives=sorted({_words(other) for other in row["altLabels"] if other}),
        deprecated=bool(row.get("deprecated")),
        ancestors={_short(up) for up in row["ancestors"]},
    )


def _from_csv(text: str) -> dict[str, Class]:
    """The classes of the template, their ancestors concluded from their definitions."""
    rows = list(csv.reader(text.splitlines()))
    try:
        template = next(row for row in rows if "SC %" in row)
    except StopIteration:
        raise NotPaNET("the table has no row of ROBOT templates (SC %, EC %)") from None
    entries = [row for row in rows if _is_class(row)]
    labels = _Labels(entries)
    classes: dict[str, Class] = {}
    definitions: dict[str, _Definition] = {}
    for row in entries:  # a class may have several rows, the first naming it
        one = Class(_short(row[1]), _words(row[2]), sorted({_words(x) for x in row[3:5] if x}))
        classes.setdefault(one.id, one)
        _define(definitions.setdefault(one.id, _Definition()), row, template, labels)
    classify(classes, definitions)
    return classes


def _is_class(row: list[str]) -> bool:
    return len(row) > 7 and bool(_ID.search(row[1])) and row[7] in ("owl:Class", "")


class _Labels:
    """Identifiers by label.  Some techniques and specifiers share one, so say which is meant."""

    def __init__(self, entries: list[list[str]]) -> None:
        self.classes: dict[str, str] = {}
        self.specifiers: dict[str, str] = {}
        for row in entries:
            identifier, label = _short(row[1]), _words(row[2])
            self.classes.setdefault(label, identifier)
            if len(identifier) > len(ROOT):
                self.specifiers.setdefault(label, identifier)

    def find(self, text: str, *, specifier: bool = False) -> str:
        """The class written as PaNET:PaNET01022, 'diffraction' or diffraction; "" if none."""
        prefixed = _PREFIXED.fullmatch(text.strip())
        if prefixed:
            return prefixed[1]
        label = _words(text.strip().strip("'"))
        first = self.specifiers.get(label, "") if specifier else ""
        return first or self.classes.get(label, "")


def _define(found: _Definition, row: list[str], template: list[str], labels: _Labels) -> None:
    """Adds what a row says of a class to its definition."""
    specifier = len(_short(row[1])) > len(ROOT)
    for kind, cell in zip(template, row, strict=False):
        if kind not in ("SC %", "EC %") or not cell.strip():
            continue
        for operand in _operands(cell, labels, specifier=specifier):
            if isinstance(operand, tuple):
                found.restrictions.add(operand)
            else:
                found.parents.add(operand)
            if kind == "EC %":
                found.sufficient.add(operand)


def _operands(cell: str, labels: _Labels, *, specifier: bool) -> Iterator[str | tuple[str, str]]:
    """The members of a conjunction: classes, and ("property", class) for "some"."""
    whole = labels.find(cell, specifier=specifier)
    if whole:
        yield whole
        return
    for match in _OPERAND.finditer(cell):
        if match[1]:
            yield (match[1], labels.find(match[2], specifier=True))
        elif named := labels.find(match[3] or match[4], specifier=specifier):
            yield named


def classify(classes: dict[str, Class], definitions: dict[str, _Definition]) -> None:
    """Fills in the ancestors, going round until nothing new follows."""
    for one in classes.values():
        one.ancestors = {up for up in definitions[one.id].parents if up in classes}
        if definitions[one.id].restrictions:
            one.ancestors.add(ROOT)  # the domain of the properties that define techniques
    restrictions = {key: set(definitions[key].restrictions) for key in classes}
    changed = True
    while changed:
        changed = False
        for key, one in classes.items():
            before = len(one.ancestors), len(restrictions[key])
            for up in list(one.ancestors):
                one.ancestors |= classes[up].ancestors
                restrictions[key] |= restrictions[up]
            one.ancestors |= _memberships(key, classes, definitions, restrictions[key])
            one.ancestors.discard(key)
            changed = changed or before != (len(one.ancestors), len(restrictions[key]))


def _memberships(
    key: str,
    classes: dict[str, Class],
    definitions: dict[str, _Definition],
    restrictions: set[tuple[str, str]],
) -> set[str]:
    """The defined classes whose whole definition this class meets."""
    above = {key, *classes[key].ancestors}
    met: set[str | tuple[str, str]] = set(above)
    for word, filler in restrictions:
        met.add((word, filler))
        met |= {(word, up) for up in classes[filler].ancestors} if filler in classes else set()
    return {
        other
        for other, definition in definitions.items()
        if other not in above and definition.sufficient and definition.sufficient <= met
    }


def _short(iri: str) -> str:
    match = _ID.search(iri)
    return match[0] if match else iri


def _words(text: str) -> str:
    return " ".join(text.split())
