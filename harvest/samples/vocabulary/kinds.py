"""What the vocabulary's entries are."""

from dataclasses import dataclass
from typing import Literal

Probe = Literal["photon", "neutron"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured or set quantity and the range it is drawn from, in ``family``'s own unit.

    ``family`` is a key of ``spellings.UNITS``; ``logarithmic`` ranges are drawn evenly in
    the logarithm; ``digits`` are the significant ones that are kept.
    """

    key: str
    group: str
    family: str
    low: float
    high: float
    digits: int = 4
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Technique:
    """A technique: its PaNET number, how people write it, and what its records hold.

    ``method`` are sentences for abstracts; ``{key}`` in them stands for the value of the
    quantity of that key, which must be among ``quantities``.
    """

    key: str
    panet: str
    label: str
    short: str
    probe: Probe
    method: tuple[str, ...]
    quantities: tuple[str, ...]
    files: str


@dataclass(frozen=True, slots=True)
class Material:
    """Something that is put into a beam; ``variants`` are its batches or compositions."""

    name: str
    formula: str
    form: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What an experiment asks, along which axis, and by which techniques.

    ``subject`` reads well before "in <material>"; ``low`` and ``high`` bound the axis in
    its quantity's unit; ``why`` and ``found`` are whole sentences for the abstract, in
    which ``{material}`` may stand.
    """

    subject: str
    axis: str
    low: float
    high: float
    techniques: str
    why: str
    found: str
    keywords: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of research: opening sentences, materials and questions that go together."""

    key: str
    openings: tuple[str, ...]
    materials: tuple[Material, ...]
    questions: tuple[Question, ...]
    keywords: tuple[str, ...]
