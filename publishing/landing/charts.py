"""Small charts of measured values, as lines of SVG.  Pure.

Of one record: the values of a parameter that has several, in their order.  Of a Document: what
its Datasets have of a parameter, one beside the other, each from its least to its greatest value.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal import units
from portal.catalogue.records import AnyRecord, Parameter
from portal.normalise import names
from portal.web import rows, show
from portal.web.preferred import Units

WIDTH, HEIGHT, MARGIN = 240, 48, 4
MOST = 6  # charts of a page
LEAST_VALUES = 3  # fewer are read more easily
MOST_POINTS = WIDTH  # of one line
MOST_VALUES = 100_000  # of one parameter that are looked at

Extent = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """A parameter's name, its values in words, and the path that shows them."""

    label: str
    values: str
    path: str
    of: str  # "values" or "datasets"
    count: int


def of_values(metadata: AnyRecord, preferred: Units) -> tuple[Chart, ...]:
    """The parameters with several values, those that readers ask for first leading."""
    found = [one for one in metadata.parameters if _worth(one)]
    found.sort(key=lambda one: (_place(_name(one)), one.dimension == "number"))
    return tuple(_line(one, preferred) for one in found[:MOST])


def of_datasets(datasets: Sequence[AnyRecord], preferred: Units) -> tuple[Chart, ...]:
    """The parameters in which the Datasets differ."""
    by_name: dict[tuple[str, str], dict[int, Parameter]] = {}
    for number, dataset in enumerate(datasets):
        for one in dataset.parameters:
            if _measured(one):
                by_name.setdefault((_name(one), one.dimension), {}).setdefault(number, one)
    found = [
        (name, having)
        for (name, _), having in by_name.items()
        if len(having) > 1 and len({_extent(one.si) for one in having.values()}) > 1
    ]
    found.sort(key=lambda one: (_place(one[0]), -len(one[1])))
    return tuple(_bars(name, having, len(datasets), preferred) for name, having in found[:MOST])


def _worth(one: Parameter) -> bool:
    few = len(one.si) < LEAST_VALUES or len(one.si) > MOST_VALUES or not one.dimension
    return not few and all(map(math.isfinite, one.si)) and min(one.si) < max(one.si)


def _measured(one: Parameter) -> bool:
    told = one.si and one.dimension not in ("", "number") and len(one.si) <= MOST_VALUES
    return bool(told) and all(map(math.isfinite, one.si))


def _name(one: Parameter) -> str:
    return names.of(one) or one.name


def _place(name: str) -> int:
    return rows.TELLING.index(name) if name in rows.TELLING else len(rows.TELLING)


def _line(one: Parameter, preferred: Units) -> Chart:
    points = _thinned(one.si)
    low, high = _extent(one.si)
    step = WIDTH / (len(points) - 1)
    path = "L".join(
        f"{place * step:.1f} {_height(si, low, high)}" for place, si in enumerate(points)
    )
    text = show.comparable(one, 2, preferred.get(one.dimension))
    return Chart(names.label(_name(one)), text, f"M{path}", "values", len(one.si))


def _bars(name: str, having: dict[int, Parameter], count: int, preferred: Units) -> Chart:
    extents = {place: _extent(one.si) for place, one in having.items()}
    low = min(one[0] for one in extents.values())
    high = max(one[1] for one in extents.values())
    step = WIDTH / count
    path = "".join(
        f"M{(place + 0.5) * step:.1f} {_height(least, low, high)}V{_height(most, low, high)}"
        for place, (least, most) in extents.items()
    )
    first = next(iter(having.values()))
    unit = units.find(first.unit, first.name)
    ends = tuple(unit.from_si(si) if unit else si for si in (low, high))
    both = Parameter(
        name=first.name, values=ends, unit=first.unit, si=(low, high), dimension=first.dimension
    )
    text = show.comparable(both, 1, preferred.get(first.dimension)).replace(" (2 values)", "")
    return Chart(names.label(name), text, path, "datasets", len(extents))


def _extent(si: Iterable[float]) -> Extent:
    kept = tuple(si)
    return min(kept), max(kept)


def _height(si: float, low: float, high: float) -> str:
    """How far from the top of the chart; a value that can't be told apart is in the middle."""
    span = high - low
    part = (si - low) / span if span > 0 and math.isfinite(span) else 0.5
    return f"{HEIGHT - MARGIN - part * (HEIGHT - 2 * MARGIN):.1f}"


def _thinned(si: Sequence[float]) -> Sequence[float]:
    """At most so many points, with the least and the greatest of each part kept."""
    if len(si) <= MOST_POINTS:
        return si
    size = math.ceil(2 * len(si) / MOST_POINTS)
    parts = (si[start : start + size] for start in range(0, len(si), size))
    return [end for part in parts for end in _in_order(part)]


def _in_order(part: Sequence[float]) -> tuple[float, float]:
    low, high = min(part), max(part)
    return (low, high) if part.index(low) < part.index(high) else (high, low)
