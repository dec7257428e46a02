"""An experiment as the generator makes it, before it is written the way a catalogue would."""

from dataclasses import dataclass
from datetime import datetime

from .vocabulary.kinds import Quantity, Technique
from .vocabulary.names import Workplace


@dataclass(frozen=True, slots=True)
class Person:
    given: str
    family: str
    full: str
    orcid: str
    login: str
    workplace: Workplace

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity and its value in the unit of its family."""

    quantity: Quantity
    value: float


@dataclass(frozen=True, slots=True)
class File:
    path: str
    size: int
    time: datetime
    checksum: str


@dataclass(frozen=True, slots=True)
class Sample:
    pid: str
    name: str
    description: str
    formula: str


@dataclass(frozen=True, slots=True)
class Dataset:
    pid: str
    title: str
    description: str
    type: str
    technique: Technique
    sample: Sample
    readings: tuple[Reading, ...]
    texts: tuple[tuple[str, str], ...]
    folder: str
    files: tuple[File, ...]
    start: datetime
    end: datetime
    created: datetime
    updated: datetime
    keywords: tuple[str, ...]
    run_number: int
    inputs: tuple[str, ...] = ()  # the datasets it was derived from

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Experiment:
    """A proposal, its datasets, and the publication of the data where ``published``.

    ``release`` is the end of the embargo.  A ``private`` one isn't for strangers.
    ``amended`` is a publication being reworked, which lists no longer show.
    """

    number: int
    proposal: str
    doi: str
    published: bool
    title: str
    abstract: str
    instrument: str
    team: tuple[Person, ...]
    datasets: tuple[Dataset, ...]
    keywords: tuple[str, ...]
    licence: str
    related: tuple[str, ...]
    start: datetime
    end: datetime
    release: datetime
    updated: datetime
    private: bool = False
    amended: bool = False
