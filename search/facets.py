"""Facets ready to print: each value with its label, count and the address that toggles it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal import techniques
from portal.web import links
from search.addresses import WITHOUT
from search.asked import Asked, Choice
from search.fields import FACETS
from search.request import Facet, FacetRequest, FacetValue

SHOWN = 8
MORE = 250
TREE = 400  # techniques: PaNET has fewer
LABELS = {
    "kind": "Kind",
    "facility": "Facility",
    "technique": "Technique",
    "instrument": "Instrument",
    "type": "Type",
    "year": "Year",
    "availability": "Availability",
    "keyword": "Keyword",
}
WORDS = {
    "kind": {"document": "Documents", "dataset": "Datasets"},
    "availability": {
        "open": "Open now",
        "embargoed": "Open later",
        "restricted": "On request",
        "closed": "Closed",
    },
}
Names = Mapping[str, str]  # facilities by slug


@dataclass
class Value:
    """One line of a facet; ``below`` are the lines under it in the tree."""

    value: str
    label: str
    count: int | None
    selected: bool
    excluded: bool
    toggle: str
    exclude: str
    below: list["Value"] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether something chosen stands below, so that it must be seen."""
        return any(one.selected or one.excluded or one.open for one in self.below)

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "label": self.label,
            "count": self.count,
            "selected": self.selected,
            "excluded": self.excluded,
            "toggle_url": links.absolute(self.toggle),
        }


@dataclass(frozen=True)
class Shown:
    """A facet with its values; ``roots`` stand at the top, ``flat`` has all."""

    name: str
    label: str
    roots: list[Value]
    flat: list[Value]
    timed_out: bool
    uncountable: bool
    more: str

    @property
    def highest(self) -> int:
        return max((value.count or 0 for value in self.flat), default=0)

    @property
    def chosen(self) -> int:
        return sum(value.selected or value.excluded for value in self.flat)

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "values": [value.as_json() for value in self.flat],
            "more_url": links.absolute(self.more) if self.more else None,
            "timed_out": self.timed_out,
            "uncountable": self.uncountable,
        }


def requests(asked: Asked) -> tuple[FacetRequest, ...]:
    """How many values to count of each facet."""
    return tuple(FacetRequest(name, _size(name, asked)) for name in FACETS)


def shown(asked: Asked, counted: Mapping[str, Facet], names: Names) -> list[Shown]:
    """The facets in order, those without any value left out."""
    made = [_shown(asked, name, counted.get(name, Facet()), names) for name in FACETS]
    return [one for one in made if one.flat or one.timed_out or one.uncountable]


def label(name: str, value: str, names: Names) -> str:
    """What to call a facet's value on a page."""
    if name == "facility":
        return names.get(value, value)
    if name == "technique":
        technique = techniques.get(value)
        return technique.label if technique else value
    return WORDS.get(name, {}).get(value, value)


def _size(name: str, asked: Asked) -> int:
    if name == "technique":
        return TREE
    return MORE if name in asked.more or name == "year" else SHOWN


def _shown(asked: Asked, name: str, facet: Facet, names: Names) -> Shown:
    choice = asked.choices.get(name, Choice())
    counted = [*facet.values, *_uncounted(facet.values, choice)]
    flat = [_value(asked, name, choice, one, names) for one in counted]
    more = facet.more and name not in asked.more and name != "technique"
    if name == "year":
        flat, more = _latest(flat, everything=name in asked.more)
    return Shown(
        name=name,
        label=LABELS[name],
        roots=_tree(flat) if name == "technique" else flat,
        flat=flat,
        timed_out=facet.timed_out,
        uncountable=facet.uncountable,
        more=asked.state.with_value("more", name) if more else "",
    )


def _latest(years: list[Value], *, everything: bool) -> tuple[list[Value], bool]:
    """Years go by time, not by count; and whether there are more than those shown."""
    years = sorted(years, key=lambda one: one.value, reverse=True)
    shown = years if everything else years[:SHOWN]
    chosen = [one for one in years[len(shown) :] if one.selected or one.excluded]
    return shown + chosen, len(shown) + len(chosen) < len(years)


def _uncounted(values: Iterable[FacetValue], choice: Choice) -> list[FacetValue]:
    """What is chosen but not among the values: it must be seen to be taken back."""
    known = {one.value for one in values}
    chosen = (*choice.wanted, *choice.unwanted)
    return [FacetValue(value, -1) for value in dict.fromkeys(chosen) if value not in known]


def _value(asked: Asked, name: str, choice: Choice, one: FacetValue, names: Names) -> Value:
    excluded = one.value in choice.unwanted
    key = WITHOUT + name if excluded else name
    return Value(
        value=one.value,
        label=label(name, one.value, names),
        count=one.count if one.count >= 0 else None,
        selected=one.value in choice.wanted,
        excluded=excluded,
        toggle=asked.state.toggled(key, one.value),
        exclude=asked.state.with_value(WITHOUT + name, one.value)
        if one.value not in choice.wanted and not excluded
        else "",
    )


def _tree(flat: list[Value]) -> list[Value]:
    """The techniques under one another; the root and its four classes say nothing."""
    by_id = {value.value: value for value in flat}
    roots: list[Value] = []
    for value in flat:
        path = [step.id for step in techniques.path(value.value)]
        if path and len(path) <= 2 and not (value.selected or value.excluded):
            continue
        above = next((by_id[step] for step in path[-2:1:-1] if step in by_id), None)
        (above.below if above else roots).append(value)
    return roots
