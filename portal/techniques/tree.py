"""The techniques of PaNET and their place among each other, from our ``panet.json``."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("panet.json")
IRI = "http://purl.org/pan-science/PaNET/"


@dataclass(frozen=True, slots=True)
class Technique:
    """One technique; all other techniques are named by their short identifiers.

    ``ancestors`` are all techniques this one is a kind of, by number, without itself.
    """

    id: str  # "PaNET01168"
    label: str
    alternatives: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def iri(self) -> str:
        """The address that identifies the technique everywhere."""
        return IRI + self.id


class Tree:
    """All techniques by identifier, and who is above and below whom."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = {row["id"]: row for row in rows}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._paths: dict[str, tuple[Technique, ...]] = {}
        self.techniques = {key: self._technique(key) for key in self._rows}
        self.children: dict[str, tuple[str, ...]] = dict.fromkeys(self._rows, ())
        for key, technique in self.techniques.items():
            for parent in technique.parents:
                self.children[parent] += (key,)
        below: dict[str, set[str]] = {key: set() for key in self._rows}
        for key, technique in self.techniques.items():
            for ancestor in technique.ancestors:
                below[ancestor].add(key)
        self.descendants = {key: frozenset(keys) for key, keys in below.items()}

    def path(self, key: str) -> list[Technique]:
        """From the root to this technique, by the most specific parent at each step.

        Kept, because a page of results asks for that of each technique found.
        """
        if key not in self._paths:
            self._paths[key] = self._path(key)
        return list(self._paths[key])

    def _path(self, key: str) -> tuple[Technique, ...]:
        steps = [self.techniques[key]]
        while steps[-1].parents:
            parents = [self.techniques[parent] for parent in steps[-1].parents]
            steps.append(max(parents, key=lambda one: (len(one.ancestors), one.id)))
        return tuple(steps[::-1])

    def _technique(self, key: str) -> Technique:
        row = self._rows[key]
        return Technique(
            id=key,
            label=row["label"],
            alternatives=tuple(row.get("alternatives", ())),
            parents=tuple(row.get("parents", ())),
            ancestors=tuple(sorted(self._above(key))),
            deprecated=row.get("deprecated", False),
        )

    def _above(self, key: str) -> frozenset[str]:
        if key not in self._ancestors:
            self._ancestors[key] = frozenset()  # a circle would end here
            parents = self._rows[key].get("parents", ())
            self._ancestors[key] = frozenset(parents).union(*map(self._above, parents))
        return self._ancestors[key]


@cache
def tree() -> Tree:
    """The tree as shipped, read once."""
    return Tree(json.loads(FILE.read_text(encoding="utf-8"))["techniques"])
