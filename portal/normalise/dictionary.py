"""A dictionary of parameter names: which name as it came means which canonical name.

A dictionary never changes.  When the staff edit theirs, a new one takes the old one's
place (``names.use``), with nothing remembered of the old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.units import find

from .spelling import GIVEN, LONGEST, candidates, snake, split_unit


@dataclass(frozen=True, slots=True)
class Name:
    """What a canonical name means: its dimension ("" for text), label and usual unit.

    ``unit`` is a symbol, "" where nothing is said: then the dimension's first one is meant.
    """

    key: str
    dimension: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entry, in snake case.

    ``general`` ones are too general to stand for the entry behind a part that names another
    thing ("chopper.temperature" isn't a sample's); ``units`` are the symbols it is restricted
    to, empty for any.
    """

    text: str
    general: bool = False
    units: frozenset[str] = frozenset()

    @property
    def written(self) -> str:
        """As ``read_alias`` reads it."""
        units = f"@{','.join(sorted(self.units))}" if self.units else ""
        return f"{self.text}{'~' if self.general else ''}{units}"

    def fits(self, unit: str, alone: bool) -> bool:
        """Whether it is meant by this name, ``alone`` or behind a part that names a thing."""
        return (alone or not self.general) and (not self.units or unit in self.units)


@dataclass(frozen=True, slots=True)
class Entry:
    """A canonical name with its other names."""

    name: Name
    aliases: tuple[Alias, ...] = ()


def read_alias(written: str) -> Alias:
    """From ``name``, ``name~`` (general) or ``name@keV,eV`` (in these units only)."""
    text, _, units = written.rpartition("@") if "@" in written else (written, "", "")
    symbols = frozenset(one.strip() for one in units.split(",") if one.strip())
    text = text.strip()
    return Alias(snake(text), text.endswith("~"), symbols)


class Dictionary:
    """Entries, looked up by any of their names.  Of two that fit the first one counts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.names = {one.name.key: one.name for one in self.entries}
        self._aliases: dict[str, list[tuple[Alias, Name]]] = {}
        for entry in self.entries:
            for alias in (Alias(entry.name.key), *entry.aliases):
                self._aliases.setdefault(alias.text, []).append((alias, entry.name))
        # Remembered with the dictionary, so that no answer outlives it.
        self._canonical = lru_cache(maxsize=32_768)(self._find)
        self._of = lru_cache(maxsize=32_768)(self._find_given)
        self._meanings = lru_cache(maxsize=4_096)(self._find_meanings)

    def canonical(self, name: str, dimension: str, unit: str = "") -> str:
        """See ``portal.normalise.names.canonical``."""
        return self._canonical(name[-GIVEN:], dimension, unit)

    def of(self, name: str, unit: str, dimension: str) -> str:
        """The canonical name of a parameter that came with this name and unit."""
        return self._of(name[-GIVEN:], unit, dimension)

    def meanings(self, name: str) -> tuple[Name, ...]:
        """See ``portal.normalise.names.meanings``."""
        return self._meanings(snake(name))

    def label(self, key: str) -> str:
        """See ``portal.normalise.names.label``."""
        known = self.names.get(key)
        return known.label if known else key.replace("_", " ").strip().capitalize()

    def _find(self, name: str, dimension: str, unit: str) -> str:
        text = snake(name)
        for candidate, alone in candidates(name, text):
            for alias, known in self._aliases.get(candidate, ()):
                if alias.fits(unit, alone) and (known.dimension == dimension or not dimension):
                    return known.key
        clash = text in self.names
        if dimension and (text in self._aliases or clash):
            owned = {known.dimension for _, known in self._aliases.get(text, ())}
            if dimension not in owned or clash:
                return f"{text}_{dimension}"[:LONGEST]
        return text

    def _find_given(self, name: str, unit: str, dimension: str) -> str:
        bare, symbol = name, unit
        if not unit and name[-1:] in ("]", ")"):
            bare, symbol = split_unit(name)
        known = find(symbol, bare) if symbol else None
        return self.canonical(bare, dimension, known.symbol if known else "")

    def _find_meanings(self, text: str) -> tuple[Name, ...]:
        for candidate, alone in candidates(text, text):
            fitting = self._aliases.get(candidate, ())
            found = [known for alias, known in fitting if alone or not alias.general]
            if found:
                return tuple(dict.fromkeys(found))
        return ()


def read_table(rows: str) -> tuple[Entry, ...]:
    """The entries of a table like ``names_table.ROWS``."""
    return tuple(map(_read_row, rows.replace("\n    ", " ").strip().splitlines()))


def _read_row(row: str) -> Entry:
    key, measured, label, others = (cell.strip() for cell in row.split("|"))
    dimension, _, unit = measured.partition(" ")
    return Entry(Name(key, dimension, label, unit), tuple(map(read_alias, others.split())))
