"""Titles, descriptions and abstracts, put together from the vocabulary's phrases."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from .readings import counted, in_words
from .vocabulary.axes import AXES, PLACES
from .vocabulary.kinds import Material, Question, Technique, Theme
from .vocabulary.quantities import QUANTITIES


@dataclass(frozen=True, slots=True)
class Study:
    """What an experiment is about, as far as texts need to know."""

    theme: Theme
    question: Question
    material: Material
    technique: Technique
    points: tuple[float, ...]


_DOCUMENT_TITLES = (
    "{Subject} in {material} studied by {technique}",
    "{Subject} in {material}",
    "{Technique} of {material}: {subject}",
    "{Subject} in {material} as seen by {technique}",
    "{Subject} and its origin in {material}",
    "Data on {subject} in {material} from {technique}",
    "Following {subject} in {material} with {technique}",
)
_DATASET_TITLES = (
    "{Material} {variant}, {point}",
    "{short} of {material} {variant} {point}, sample {code}",
    "{Technique} of {material} {variant} {point}",
    "{code} {Material} {point} {short}",
    "{Subject} in {material} {variant}: {point}, run {run}",
    "{Material} {variant} {point} ({short}, run {run})",
)
_CALIBRATIONS = (
    "Silver behenate calibration",
    "Empty cell background",
    "Dark frames",
    "LaB6 standard",
    "Vanadium rod",
    "Direct beam",
    "Flat field",
)
_WHERE = (
    "Measurements were made on {instrument} at {facility}.",
    "The data were taken at the instrument {instrument} of {facility}.",
    "We used {instrument}, {facility}, for {days} days of beam time.",
    "Experiments were performed at {facility} ({instrument}).",
)
_CLOSINGS = (
    "Raw data, metadata and the scripts used for their reduction are included.",
    "The files hold raw frames together with calibrations and a log of the experiment.",
    "Reduced data are given beside the raw ones, so that the analysis can be repeated.",
    "Background and empty-cell measurements belong to the collection as well.",
    "Readers are asked to cite this record when they use the data.",
)
_REMARKS = (
    "The beam was lost once, and the scan was continued afterwards.",
    "Alignment was repeated before this run.",
    "The first frames should be left out because the shutter opened late.",
    "A second sample of the same batch gave the same result.",
    "Counting statistics are limited by the small amount of material.",
    "Temperature was read at the holder and may differ at the sample.",
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(label: str) -> str:
    """The label within a sentence: "small angle X-ray scattering"."""
    return label if label.startswith("X-ray") else label[:1].lower() + label[1:]


def _tidy(text: str) -> str:
    return " ".join(text.replace(" ,", ",").replace(" :", ":").split())


def document_title(random: Random, study: Study) -> str:
    return _tidy(
        random.choice(_DOCUMENT_TITLES).format(
            Subject=_capital(study.question.subject),
            subject=study.question.subject,
            material=study.material.name,
            technique=_lower(study.technique.label),
            Technique=_capital(study.technique.label),
        )
    )


def dataset_title(
    random: Random, study: Study, pattern: int, variant: str, point: str, code: str, run: int
) -> str:
    """The title of one dataset; ``pattern`` is its experiment's habit of naming them."""
    if random.random() < 0.008:
        return random.choice(_CALIBRATIONS)
    return _tidy(
        _DATASET_TITLES[pattern % len(_DATASET_TITLES)].format(
            Material=_capital(study.material.name),
            material=study.material.name,
            variant=f"({variant})" if variant else "",
            point=point,
            code=code,
            run=run,
            short=study.technique.short,
            Technique=_capital(study.technique.label),
            Subject=_capital(study.question.subject),
        )
    )


def patterns() -> int:
    return len(_DATASET_TITLES)


def place(index: int) -> str:
    return PLACES[index % len(PLACES)]


def point_text(question: Question, value: float, index: int) -> str:
    """Where on the experiment's axis a dataset was taken: "at 293 K", "upper edge"."""
    axis = AXES[question.axis]
    if not axis.quantity:
        return place(index)
    return axis.at.format(value=in_words(QUANTITIES[axis.quantity].family, value))


def method(technique: Technique, values: Mapping[str, float]) -> str:
    """The technique's sentences with the values of this experiment."""
    spoken = {key: in_words(QUANTITIES[key].family, value) for key, value in values.items()}
    return " ".join(sentence.format(**spoken) for sentence in technique.method)


def _span(study: Study) -> str:
    axis = AXES[study.question.axis]
    count = counted(len(study.points))
    if not axis.quantity:
        return _capital(axis.between.format(count=count))
    family = QUANTITIES[axis.quantity].family
    low, high = (in_words(family, value) for value in (study.points[0], study.points[-1]))
    return axis.between.format(count=count, low=low, high=high)


def abstract(
    random: Random,
    study: Study,
    values: Mapping[str, float],
    instrument: str,
    facility: str,
) -> str:
    """An abstract of 60 to 150 words."""
    parts = [
        random.choice(study.theme.openings),
        study.question.why,
        f"Here we report on {study.question.subject} in {study.material.name}, "
        f"studied by {_lower(study.technique.label)}.",
        random.choice(_WHERE).format(
            instrument=instrument, facility=facility, days=counted(random.randint(2, 6))
        ),
        method(study.technique, values),
        _span(study) if len(study.points) > 1 else "",
        _capital(study.question.found.format(material=study.material.name)),
        random.choice(_CLOSINGS),
    ]
    return " ".join(part for part in parts if part)


def description(
    random: Random, study: Study, values: Mapping[str, float], variant: str, point: str
) -> str:
    """What one dataset holds, in two or three sentences."""
    of = f"{study.material.name} ({variant})" if variant else study.material.name
    first = f"{_capital(study.technique.label)} of {of}, {study.material.form}, {point}."
    remark = random.choice(_REMARKS) if random.random() < 0.25 else ""
    return _tidy(f"{first} {method(study.technique, values)} {remark}")
