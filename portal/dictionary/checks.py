"""What is wrong with an entry: messages for the form, by field."""

from collections.abc import Iterable, Iterator

from portal import units
from portal.normalise.dictionary import Alias, Entry, read_alias
from portal.normalise.spelling import snake

Problems = dict[str, list[str]]
MOST_ALIASES = 500
LONGEST_ALIAS = 200  # characters


def problems(entry: Entry, aliases: str) -> Problems:
    """What is wrong with an entry by itself; ``aliases`` is the field as it was typed."""
    found: Problems = {}
    name = entry.name
    if not name.key or snake(name.key) != name.key:
        found["key"] = ["Write it in lower case, with underscores: sample_temperature."]
    if not name.label.strip():
        found["label"] = ["Say what pages call it: Sample temperature."]
    if name.dimension and name.dimension not in units.dimensions():
        found["dimension"] = ["This dimension isn't known: choose one of the list."]
    elif name.unit and not _is_of(name.unit, name.key, name.dimension):
        found["unit"] = [f"“{name.unit}” isn't a unit of this dimension: {_use(name.dimension)}"]
    wrong = list(_wrong_aliases(aliases, name.dimension))
    return found | ({"aliases": wrong} if wrong else {})


def clashes(entry: Entry, others: Iterable[Entry]) -> Problems:
    """Whether another entry of the same dimension goes by one of these names already.

    As a name means one entry, and an entry's own name never stands for another one, no chain
    or circle of names can arise.
    """
    taken: dict[str, list[tuple[Alias, Entry]]] = {}
    for other in others:
        if other.name.dimension == entry.name.dimension:
            for alias in (Alias(other.name.key), *other.aliases):
                taken.setdefault(alias.text, []).append((alias, other))
    found: Problems = {}
    for alias in (Alias(entry.name.key), *entry.aliases):
        for theirs, other in taken.get(alias.text, ()):
            if alias.units and theirs.units and not alias.units & theirs.units:
                continue
            own = alias.text == entry.name.key
            found.setdefault("key" if own else "aliases", []).append(_clash(alias.text, other))
    return found


def _clash(text: str, other: Entry) -> str:
    if text == other.name.key:
        return (
            f"“{text}” is an entry itself ({other.name.label}), and can't be another name of this "
            "one: take that entry out of use first."
        )
    return (
        f"“{text}” stands for {other.name.key} already: take it away there first, or limit both "
        "to units, as in “energy @ keV, eV”."
    )


def _wrong_aliases(written: str, dimension: str) -> Iterator[str]:
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if len(lines) > MOST_ALIASES:
        yield f"{len(lines)} names are too many: {MOST_ALIASES} is the most."
        return
    for line in lines:
        alias = read_alias(line)
        if len(line) > LONGEST_ALIAS:
            yield f"“{line[:40]}…” is too long: {LONGEST_ALIAS} characters are the most."
        elif not alias.text:
            yield f"“{line}” has no letter or digit."
        for symbol in sorted(alias.units):
            found = units.find(symbol, alias.text)
            if found is None or found.dimension != dimension:
                yield f"“{line}”: {symbol} isn't a unit of this dimension: {_use(dimension)}"
            elif found.symbol != symbol:
                yield f"“{line}”: write {found.symbol} for {symbol}."


def _is_of(unit: str, name: str, dimension: str) -> bool:
    found = units.find(unit, name)
    return found is not None and found.dimension == dimension


def _use(dimension: str) -> str:
    offered = ", ".join(unit.symbol for unit in units.units_of(dimension)[:6]) if dimension else ""
    return f"use {offered}." if offered else "it has none."
