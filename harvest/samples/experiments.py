"""Makes a catalogue's experiments: the same ones for the same seed and date."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from . import people, text
from .catalogue import Instrument, SampleCatalogue
from .chance import chance
from .datasets import Plan, make_dataset
from .model import Dataset, Experiment, Person
from .readings import reading, series
from .text import Study
from .vocabulary.axes import AXES
from .vocabulary.kinds import Question, Technique, Theme
from .vocabulary.quantities import QUANTITIES
from .vocabulary.suitable import materials_for
from .vocabulary.techniques import TECHNIQUES
from .vocabulary.themes import questions_for

YEARS = 7  # of operation before the date of reference
PRIVATE = 2  # experiments that strangers don't see, beside the catalogue's public ones
_LICENCES = ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "CC0")


def reference_date(today: date | None = None) -> date:
    """The first of January of this year, so that a year's demos are all the same."""
    return date((today or datetime.now(UTC).date()).year, 1, 1)


@dataclass(frozen=True, slots=True)
class Programme:
    """All that the experiments of one catalogue depend on, beside their number and size."""

    catalogue: SampleCatalogue
    seed: int
    reference: date
    community: tuple[Person, ...]
    total: int

    @property
    def midnight(self) -> datetime:
        return datetime.combine(self.reference, time(), UTC)


def programme(catalogue: SampleCatalogue, seed: int, reference: date, total: int) -> Programme:
    community = people.community(chance(seed, catalogue.slug, "people"))
    return Programme(catalogue, seed, reference, community, total)


def experiments(
    catalogue: SampleCatalogue, seed: int, reference: date, datasets: int
) -> tuple[Experiment, ...]:
    """Experiments with that many public datasets, and ``PRIVATE`` further ones at the end."""
    public = tuple(_sizes(chance(seed, catalogue.slug, "sizes"), datasets))
    sizes = (*public, *[4] * PRIVATE)
    plan = programme(catalogue, seed, reference, len(sizes))
    return tuple(
        make_experiment(plan, number, size, private=number > len(public))
        for number, size in enumerate(sizes, start=1)
    )


def _sizes(random: Random, datasets: int) -> Iterator[int]:
    left = datasets
    while left:
        size = min(left, random.randint(4, 8))
        yield size
        left -= size


def make_experiment(
    programme: Programme, number: int, size: int, private: bool = False
) -> Experiment:
    """The experiment of that number, with ``size`` datasets; independent of all others."""
    catalogue, midnight = programme.catalogue, programme.midnight
    random = chance(programme.seed, catalogue.slug, "experiment", number)
    start = _start(random, programme, number)
    instrument = random.choice(catalogue.instruments)
    theme, question, techniques = _question(random, instrument)
    material = random.choice(materials_for(theme, question))
    study = Study(theme, question, material, techniques[0], _points(random, question, size))
    base = {key: reading(random, key).value for key in techniques[0].quantities}
    plan = Plan(catalogue, number, instrument.name, study, techniques, base, start, midnight)
    datasets = _derive([make_dataset(random, plan, index) for index in range(size)])
    published = catalogue.kind != "panosc" or random.random() < 0.6
    return Experiment(
        number=number,
        proposal=f"{start.year}{number:04d}",
        doi=f"10.5072/{catalogue.slug}.{start.year}.{number:04d}" if published else "",
        published=published,
        title=text.document_title(random, study),
        abstract=text.abstract(random, study, base, instrument.name, catalogue.facility.short_name),
        instrument=instrument.name,
        team=people.team(random, programme.community),
        datasets=datasets,
        keywords=_keywords(theme, question, techniques[0]),
        licence=random.choice((catalogue.facility.default_licence, *_LICENCES)),
        related=_related(random, start),
        start=start,
        end=datasets[-1].end,
        release=_release(random, datasets[-1].end, midnight),
        updated=datasets[-1].updated + timedelta(hours=3),
        private=private,
    )


def _start(random: Random, programme: Programme, number: int) -> datetime:
    """Experiments follow one another evenly, the last one forty days before the reference."""
    ago = timedelta(days=365 * YEARS) * (programme.total - number) / programme.total
    start = programme.midnight - timedelta(days=40) - ago
    hour, minute = random.randint(6, 22), random.randint(0, 59)
    return start.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _derive(datasets: list[Dataset]) -> tuple[Dataset, ...]:
    """Derived datasets were made from the first raw ones of their experiment."""
    raw = tuple(one.pid for one in datasets if one.type == "raw")[:2]
    return tuple(replace(one, inputs=raw) if one.type == "derived" else one for one in datasets)


def _question(
    random: Random, instrument: Instrument
) -> tuple[Theme, Question, tuple[Technique, ...]]:
    """A question one of the instrument's techniques can answer; sometimes two can."""
    first = random.choice(instrument.techniques)
    theme, question = random.choice(questions_for(first))
    fitting = set(question.techniques.split())
    others = [key for key in instrument.techniques if key != first and key in fitting]
    keys = [first, *(others if random.random() < 0.4 else [])][:2]
    return theme, question, tuple(TECHNIQUES[key] for key in keys)


def _points(random: Random, question: Question, size: int) -> tuple[float, ...]:
    if not AXES[question.axis].quantity:
        return tuple(float(index) for index in range(size))
    low, high = question.low, question.high
    if question.axis != "time" and low > 0:
        low *= random.uniform(1.0, 1.3)
    high *= random.uniform(0.75, 1.0)
    digits = 3 if QUANTITIES[AXES[question.axis].quantity].digits > 2 else 2
    return series(low, max(low * 1.2, high), size, digits)


def _keywords(theme: Theme, question: Question, technique: Technique) -> tuple[str, ...]:
    words = (*question.keywords.split(";"), *theme.keywords, technique.short)
    return tuple(dict.fromkeys(words))


def _related(random: Random, start: datetime) -> tuple[str, ...]:
    """Papers on the data, some as a DOI and some as free text, as real records have them."""
    kind = random.random()
    if kind < 0.55:
        return ()
    doi = f"10.5072/journal.{start.year}.{random.randint(100, 9999)}"
    if kind < 0.85:
        return (f"https://doi.org/{doi}",)
    return (f"Submitted to the Journal of Made-up Results ({start.year + 1}), doi:{doi}",)


def _release(random: Random, end: datetime, midnight: datetime) -> datetime:
    """When the data become open: mostly long ago, for some in the years to come."""
    kind = random.random()
    if kind < 0.06:
        days = random.randint(400, 1500)
    elif kind < 0.09:
        days = random.randint(5, 360)
    elif kind < 0.2:
        days = -random.randint(1, 400)
    else:
        return end.replace(hour=0, minute=0, second=0)
    return max(midnight + timedelta(days=days), end.replace(hour=0, minute=0, second=0))
