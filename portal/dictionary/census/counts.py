"""What is counted of one parameter name, and how counts add up."""

from collections.abc import Iterable, Mapping

import msgspec

Key = tuple[str, str]  # canonical name, dimension
Spelling = tuple[str, str]  # name and unit as they came
MOST_NAMES = 20_000  # names (with dimension) counted in one block, and in all
MOST_SPELLINGS = 200  # of one name


class Count(msgspec.Struct):
    """Of one canonical name and dimension: its records, extent in SI, units and spellings.

    ``units`` are symbols where the unit is known, else as they came.
    """

    name: str
    dimension: str
    records: int = 0
    low: float | None = None
    high: float | None = None
    units: dict[str, int] = {}
    spellings: list[tuple[str, str, int]] = []

    @property
    def key(self) -> Key:
        return self.name, self.dimension


class Tally:
    """One count on its way."""

    __slots__ = ("high", "low", "records", "spellings", "units")

    def __init__(self) -> None:
        self.records = 0
        self.low: float | None = None
        self.high: float | None = None
        self.units: dict[str, int] = {}
        self.spellings: dict[Spelling, int] = {}

    def stretch(self, low: float | None, high: float | None) -> None:
        if low is not None and (self.low is None or low < self.low):
            self.low = low
        if high is not None and (self.high is None or high > self.high):
            self.high = high

    def spelt(self, spelling: Spelling, times: int) -> bool:
        """Whether there was room for it."""
        if spelling not in self.spellings and len(self.spellings) >= MOST_SPELLINGS:
            return False
        self.spellings[spelling] = self.spellings.get(spelling, 0) + times
        return True

    def in_unit(self, unit: str, times: int) -> None:
        if unit in self.units or len(self.units) < MOST_SPELLINGS:
            self.units[unit] = self.units.get(unit, 0) + times

    def count(self, key: Key) -> Count:
        spelt = sorted(self.spellings.items(), key=lambda one: (-one[1], one[0]))
        return Count(
            *(key[0], key[1], self.records, self.low, self.high),
            units=self.units,
            spellings=[(name, unit, times) for (name, unit), times in spelt],
        )


def counts(tallies: Mapping[Key, Tally]) -> list[Count]:
    """The counts in a settled order: the commonest names first."""
    ordered = sorted(tallies.items(), key=lambda one: (-one[1].records, one[0]))
    return [tally.count(key) for key, tally in ordered]


def added(parts: Iterable[list[Count]]) -> list[Count]:
    """The counts of several blocks together; of too many names the commonest."""
    tallies: dict[Key, Tally] = {}
    for part in parts:
        for one in part:
            tally = tallies.get(one.key)
            if tally is None:
                tally = tallies[one.key] = Tally()
            _add(tally, one)
        if len(tallies) > 2 * MOST_NAMES:
            tallies = _commonest(tallies)
    return counts(tallies)[:MOST_NAMES]


def _add(tally: Tally, one: Count) -> None:
    tally.records += one.records
    tally.stretch(one.low, one.high)
    for unit, times in one.units.items():
        tally.in_unit(unit, times)
    for name, unit, times in one.spellings:
        tally.spelt((name, unit), times)


def _commonest(tallies: dict[Key, Tally]) -> dict[Key, Tally]:
    """Bounds the memory: a name that was rare so far makes room."""
    ordered = sorted(tallies.items(), key=lambda one: (-one[1].records, one[0]))
    return dict(ordered[:MOST_NAMES])
