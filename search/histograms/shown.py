"""Histograms ready to print: bars with their words and links, and the form of the range."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from portal import units
from portal.normalise import names
from portal.units import Unit
from portal.web import show
from search.asked import Asked
from search.histograms.making import Bin, Histogram
from search.ranges import AskedRange, CheckedRange, converted

WIDTH, HEIGHT = 264, 64  # of the drawing
GAP = 1
LEAST_HEIGHT = 2.0  # of a bar that holds anything


@dataclass(frozen=True, slots=True)
class Bar:
    """A bin with its words, the range that finds it, and its place in the drawing."""

    says: str
    count: int
    range: str
    address: str
    chosen: bool
    low: float | None
    high: float | None
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A histogram with everything that a page or an answer in JSON tells of it."""

    id: str
    histogram: Histogram
    label: str
    unit: str
    bars: tuple[Bar, ...]
    low: str  # the chosen range, in the unit
    high: str
    kept: tuple[tuple[str, str], ...]  # what its form carries along
    drop: str  # the address without its range, "" where none is chosen
    close: str  # the address without this histogram, "" where it wasn't asked for
    units: tuple[str, ...]  # that it could be shown in

    @property
    def name(self) -> str:
        return self.histogram.wanted.name

    @property
    def dimension(self) -> str:
        return self.histogram.wanted.dimension

    @property
    def without(self) -> int:
        """Records found that have no value of it."""
        return self.histogram.total - self.histogram.records

    @property
    def edges(self) -> str:
        """The edges of the bins, for the script that moves them."""
        found = [one.low for one in self.histogram.bins] + [
            one.high for one in self.histogram.bins[-1:]
        ]
        return " ".join(one for one in found if one)

    @property
    def extent(self) -> str:
        """The smallest and the largest value, in words; "" where one is too large for the unit."""
        found = self.histogram
        low, high = (_in_unit(si, found.wanted.unit) for si in (found.least, found.most))
        if low is None or high is None:
            return ""
        text = show.figure(low) if low == high else f"{show.figure(low)} to {show.figure(high)}"
        return show.with_unit(text, self.unit)

    def as_json(self) -> dict[str, Any]:
        found = self.histogram
        known = bool(found.records)
        return {
            "name": self.name,
            "label": self.label,
            "dimension": self.dimension,
            "unit": self.unit,
            "total": found.total,
            "records": found.records,
            "least": _in_unit(found.least, found.wanted.unit) if known else None,
            "most": _in_unit(found.most, found.wanted.unit) if known else None,
            "logarithmic": found.logarithmic,
            "bins": [
                {"from": bar.low, "to": bar.high, "count": bar.count, "range": bar.range}
                for bar in self.bars
            ],
            "timed_out": found.timed_out,
            "uncountable": found.uncountable,
        }


def shown(asked: Asked, found: Iterable[Histogram]) -> list[Shown]:
    return [_shown(asked, one) for one in found]


def _shown(asked: Asked, found: Histogram) -> Shown:
    wanted = found.wanted
    texts = asked.state.values("range")
    own = [pair for pair in zip(texts, asked.ranges, strict=True) if pair[1].key == wanted.key]
    old = [text for text, _ in own]
    asking = _asking(asked, found)
    low, high = _chosen([one for _, one in own], wanted.unit)
    return Shown(
        id=f"histogram-{quote(wanted.name, safe='').replace('%', '-')}-{wanted.dimension}",
        histogram=found,
        label=names.label(wanted.name),
        unit=wanted.unit.symbol if wanted.unit else "",
        bars=tuple(_bars(asked, found, old)),
        low=low,
        high=high,
        kept=tuple(
            pair for pair in asked.state.hidden() if pair[0] != "range" or pair[1] not in old
        ),
        drop=asked.state.exchanged("range", old, "") if old else "",
        close=asked.state.exchanged("histogram", [asking], "") if asking else "",
        units=_offered(wanted.dimension, wanted.unit),
    )


def _asking(asked: Asked, found: Histogram) -> str:
    """The text of the address that asks for this histogram."""
    texts = asked.state.values("histogram")
    pairs = zip(texts, asked.histograms, strict=True)
    return next((text for text, one in pairs if one.key == found.wanted.key), "")


def _chosen(own: list[CheckedRange], unit: Unit | None) -> tuple[str, str]:
    """The bounds of the last range of the parameter, in the unit shown."""
    if not own:
        return "", ""
    last = own[-1]
    return (
        converted(last.asked.low, last.unit, unit),
        converted(last.asked.high, last.unit, unit),
    )


def _offered(dimension: str, unit: Unit | None) -> tuple[str, ...]:
    offered = [one.symbol for one in units.units_of(dimension)] if unit else []
    return tuple(dict.fromkeys([*offered, *([unit.symbol] if unit else [])]))


def _bars(asked: Asked, found: Histogram, old: list[str]) -> Iterable[Bar]:
    highest = max((one.count for one in found.bins), default=0) or 1
    step = WIDTH / max(len(found.bins), 1)
    unit = found.wanted.unit.symbol if found.wanted.unit else ""
    for place, one in enumerate(found.bins):
        text = str(AskedRange(found.wanted.name, one.low, one.high and f"<{one.high}", unit))
        chosen = old == [text]
        height = max(HEIGHT * one.count / highest, LEAST_HEIGHT) if one.count else 0.0
        yield Bar(
            says=_says(one, unit),
            count=one.count,
            range=text,
            address=asked.state.exchanged("range", old, "" if chosen else text),
            chosen=chosen,
            low=float(one.low) if one.low else None,
            high=float(one.high) if one.high else None,
            x=round(place * step, 2),
            y=round(HEIGHT - height, 2),
            width=round(max(step - GAP, 1.0), 2),
            height=round(height, 2),
        )


def _says(one: Bin, unit: str) -> str:
    low, high = (show.figure(float(text)) if text else "" for text in (one.low, one.high))
    if low and high:
        return show.with_unit(f"{low} to {high}", unit)
    return show.with_unit(f"from {low}" if low else f"below {high}", unit)


def _in_unit(si: float, unit: Unit | None) -> float | None:
    """The value in the unit, None where it is too large for it."""
    value = float(f"{unit.from_si(si) if unit else si:.12g}")
    return value if math.isfinite(value) else None
