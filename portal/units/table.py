"""The table itself: every known spelling of a single unit, every known compound."""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from .atoms import ATOMS, PREFIX_NAMES, PREFIX_SYMBOLS, Atom
from .compounds import COMPOUNDS, GROUPS, INSIDE
from .spelling import Factors, factors
from .unit import Unit

Key = tuple[tuple[str, int], ...]  # (symbol of a single unit, power), sorted

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class Table:
    """What is known, built once when the module is loaded.

    ``symbols`` maps spellings whose case counts, ``words`` lower-case full words,
    ``compounds`` sorted factors; all to units.
    """

    def __init__(self) -> None:
        self.symbols: dict[str, Unit] = {}
        self.words: dict[str, Unit] = {}
        self.compounds: dict[Key, Unit] = {}
        for atom in ATOMS:
            self._add_atom(atom)
        for dimension, templates in COMPOUNDS:
            for template in templates.split():
                for written in _expand(template):
                    self._add_compound(dimension, written)

    def single(self, word: str) -> Unit | None:
        """The unit spelt by one word: as it stands, else as a full word in any case."""
        return self.symbols.get(word) or self.words.get(word.lower())

    def product(self, written: Factors) -> Unit | None:
        """The unit of these factors, None unless it is in the list of compounds."""
        key = self.key(written)
        if key is None:
            return None
        if len(key) == 1 and key[0][1] == 1:
            return self.symbols[_key(key[0][0])]
        return self.compounds.get(key)

    def key(self, written: Factors) -> Key | None:
        """Sorted factors with one spelling for each unit; None for an unknown word."""
        powers: dict[str, int] = {}
        for word, power in written:
            unit = self.single(word) or self.symbols.get(INSIDE.get(word, ""))
            if unit is None:
                return None
            if unit.symbol != "1":
                powers[unit.symbol] = powers.get(unit.symbol, 0) + power
        return tuple(sorted((symbol, power) for symbol, power in powers.items() if power))

    def _add_atom(self, atom: Atom) -> None:
        unit = Unit(atom.symbol, atom.dimension, atom.factor, atom.offset)
        for symbol in (atom.symbol, *atom.symbols):
            self._add(self.symbols, symbol, unit)
        for name in atom.names:
            self._add_name(name, unit)
        for prefix in atom.prefixes:
            self._add_prefixed(atom, prefix)

    def _add_prefixed(self, atom: Atom, prefix: str) -> None:
        factor = atom.factor * Decimal(PREFIX_SYMBOLS[prefix])
        unit = Unit(prefix + atom.symbol, atom.dimension, factor)
        known = self.symbols.get(_key(unit.symbol))
        if known is not None and known.factor == factor:
            unit = known  # the micron is a micrometre
        for symbol in (atom.symbol, *atom.symbols):
            for short in {prefix, "u" if prefix == "µ" else prefix}:
                self._add(self.symbols, short + symbol, unit)
        for name in atom.names:
            self._add_name(PREFIX_NAMES[prefix] + name, unit)

    def _add_name(self, name: str, unit: Unit) -> None:
        self._add(self.words, name.lower(), unit)
        if not name.endswith("s") and not name.endswith("z"):
            self._add(self.words, name.lower() + "s", unit)

    def _add(self, spellings: dict[str, Unit], spelling: str, unit: Unit) -> None:
        known = spellings.setdefault(_key(spelling), unit)
        if known != unit:
            raise AssertionError(f"{spelling!r} is both {known} and {unit}")

    def _add_compound(self, dimension: str, written: Factors) -> None:
        factor = Decimal(1)
        for symbol, power in written:
            factor *= self.symbols[_key(symbol)].factor ** power
        key = self.key(tuple((_key(symbol), power) for symbol, power in written))
        if not key:
            raise AssertionError(f"{written} is no compound")
        unit = Unit(pretty(written), dimension, factor)
        known = self.compounds.setdefault(key, unit)
        if known.dimension != dimension:
            raise AssertionError(f"{unit} is also {known}")


def _key(spelling: str) -> str:
    """As ``spelling.fold`` leaves it: the micro sign is the Greek letter."""
    return unicodedata.normalize("NFKC", spelling)


def _expand(template: str) -> Iterator[Factors]:
    """Every combination a template stands for, as factors of symbols."""
    written: list[Factors] = [()]
    sign = 1
    for part in template.replace("*", " * ").replace("/", " / ").split():
        if part in "*/":
            sign = -1 if part == "/" else 1
            continue
        name, _, power = part.partition("^")
        options = [] if name == "1" else GROUPS.get(name, name).split()
        if options:
            written = [
                (*before, (symbol, sign * int(power or 1)))
                for before in written
                for symbol in options
            ]
        sign = 1
    yield from written


def pretty(written: Factors) -> str:
    """The symbol to show: "W/cm²", "1/Å", "kg/(m·s²)", "counts/s"."""
    above = [_power(symbol, power) for symbol, power in written if power > 0]
    below = [_power(symbol, -power) for symbol, power in written if power < 0]
    top = "·".join(above) or "1"
    if not below:
        return top
    return f"{top}/{below[0]}" if len(below) == 1 else f"{top}/({'·'.join(below)})"


def _power(symbol: str, power: int) -> str:
    return symbol if power == 1 else symbol + str(power).translate(SUPERSCRIPTS)


TABLE = Table()

__all__ = ["TABLE", "Key", "Table", "factors", "pretty"]
