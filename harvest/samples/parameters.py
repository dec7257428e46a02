"""A dataset's parameters as its catalogue writes them, oddities of real records included."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from .catalogue import SampleCatalogue
from .chance import chance
from .model import Dataset, Reading
from .vocabulary.spellings import UNITS, Spelling

_UNKNOWN_UNITS = ("a.u.", "arb. units", "ticks", "steps", "div", "blob")
_MOTORS = (
    "sam_x",
    "sam_y",
    "sam_z",
    "sam_th",
    "det_y",
    "det_z",
    "hex_rx",
    "hex_ry",
    "bs_x",
    "bs_y",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One parameter; without ``quantity`` it is written as a plain value."""

    group: str
    name: str
    value: Any
    unit: str = ""
    quantity: bool = True


def entries(catalogue: SampleCatalogue, instrument: str, dataset: Dataset) -> tuple[Entry, ...]:
    """Eight to thirty-five parameters; the same ones for the same dataset."""
    random = chance(dataset.pid, "parameters")
    style = sum(map(ord, instrument))  # an instrument keeps to its spellings
    made = [_entry(catalogue, style, item, random) for item in dataset.readings]
    made += [_text(catalogue, key, value) for key, value in dataset.texts]
    made += _motors(catalogue, random)
    made += _odd(catalogue, random)
    return tuple({(entry.group, entry.name): entry for entry in made}.values())


def spelling(catalogue: SampleCatalogue, style: int, family: str) -> Spelling:
    """How an instrument spells the unit: mostly as the facility does, some in their own way."""
    choices = catalogue.dialect.get(family, (UNITS[family],))
    return choices[0] if style % 3 else choices[style // 3 % len(choices)]


def _entry(catalogue: SampleCatalogue, style: int, item: Reading, random: Random) -> Entry:
    quantity = item.quantity
    unit = spelling(catalogue, style, quantity.family)
    value: float | str = float(f"{item.value * unit.factor + unit.offset:.6g}")
    if quantity.family == "count":
        value = int(value)
    if random.random() < 0.04:
        value = str(value)  # as some acquisition systems write all they have
    name = catalogue.naming.name(quantity.group, quantity.key)
    return Entry(quantity.group, name, value, unit.text)


def _text(catalogue: SampleCatalogue, key: str, value: str) -> Entry:
    group = key.split("_")[0]
    return Entry(group, catalogue.naming.name(group, key), value, "", quantity=False)


def _motors(catalogue: SampleCatalogue, random: Random) -> Iterator[Entry]:
    """Positions of some motors, for a third of the datasets."""
    if random.random() > 0.35:
        return
    for motor in random.sample(_MOTORS, random.randint(2, len(_MOTORS))):
        angle = motor.endswith(("th", "rx", "ry"))
        yield Entry(
            "motors",
            catalogue.naming.name("motors", motor),
            round(random.uniform(-12, 12), 4),
            "deg" if angle else "mm",
        )


def _odd(catalogue: SampleCatalogue, random: Random) -> Iterator[Entry]:
    """What real records hold, too: unknown units, lists, switches, empty values."""
    naming = catalogue.naming
    if random.random() < 0.2:
        value = round(random.uniform(0, 4096), 1)
        yield Entry(
            "detector",
            naming.name("detector", "monitor_gain"),
            value,
            random.choice(_UNKNOWN_UNITS),
        )
    if random.random() < 0.15:
        centre = [round(random.uniform(400, 2200), 1) for _ in "xy"]
        yield Entry("detector", naming.name("detector", "beam_position"), centre, "px")
    if random.random() < 0.12:
        yield Entry("scan", naming.name("scan", "shutterless"), random.random() < 0.7, "", False)
    if random.random() < 0.1:
        yield Entry(
            "scan", naming.name("scan", "comment"), random.choice(("", "n/a", "-")), "", False
        )
