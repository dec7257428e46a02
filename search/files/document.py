"""What the index of files holds, and what it is asked and answers; for both engines."""

from dataclasses import dataclass

from search import analysis
from search.files import names

FORMAT = 2  # raise it when a dataset's files are indexed otherwise: the index is then rebuilt
MOST_COUNTED = 10_000  # datasets; that there are more is all that is said beyond
MOST_BYTES = 20_000_000  # of a dataset's paths together; files behind them aren't found


@dataclass(frozen=True, slots=True)
class FileNames:
    """The folded paths of one public dataset's files, by the record's id."""

    id: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Which datasets are wanted: those with a path that ``text`` (folded) is a part of.

    They come by id, the highest first, ``size`` of them below ``before``.
    """

    text: str
    size: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A path of the dataset has this folded text in it, of three signs at least."""

    text: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of them, each in any of the dataset's paths; none at all is every dataset."""

    parts: tuple["Needed", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them."""

    parts: tuple["Needed", ...]


Needed = Part | Every | Some


@dataclass(frozen=True, slots=True)
class FileHits:
    """One page of datasets.

    ``total`` is of all pages, MOST_COUNTED at most; ``uncounted`` when there are more.
    """

    total: int
    uncounted: bool
    ids: list[int]
    further: bool  # whether there are others below the last id


def version() -> list[object]:
    """What an index of files is made by, apart from its engine."""
    return [FORMAT, names.VERSION, analysis.VERSION, names.GRAM]
