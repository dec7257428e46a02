"""Makes the datasets of one experiment, each a point on its axis."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from . import files, text
from .catalogue import SampleCatalogue
from .chance import chance
from .model import Dataset, Reading, Sample
from .readings import draw, reading
from .text import Study
from .vocabulary.axes import AXES
from .vocabulary.kinds import Technique
from .vocabulary.quantities import ANYWHERE, QUANTITIES

_DETECTORS = ("Hawkmoth 4M", "Hawkmoth 16M", "Firefly 1M", "Lacewing X", "Damselfly 2D")
_HOLDERS = ("capillary", "kapton loop", "brass plate", "quartz cell", "Al can", "flow cell")
_FIXED = {"ring_current", "electron_energy", "reactor_power", "proton_current", "bunch_charge"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the datasets of an experiment share; ``base`` are its settings by quantity."""

    catalogue: SampleCatalogue
    number: int
    instrument: str
    study: Study
    techniques: tuple[Technique, ...]
    base: Mapping[str, float]
    start: datetime
    reference: datetime


def make_dataset(random: Random, plan: Plan, index: int) -> Dataset:
    """Dataset ``index`` of the experiment."""
    technique = plan.techniques[index % len(plan.techniques)]
    study = replace(plan.study, technique=technique)
    value = study.points[index]
    variant = _variant(study, index, plan.number)
    point = text.point_text(study.question, value, index)
    readings = _readings(random, plan, technique, value)
    settings = {item.quantity.key: item.value for item in readings}
    run = plan.number * 37 + index
    code = f"{plan.instrument[:2]}{plan.number:03d}-{chr(65 + index % 26)}"
    start = plan.start + timedelta(hours=5 * index, minutes=random.randint(0, 200))
    stem = f"{technique.key}_{code.lower()}"
    derived = random.random() < 0.12
    updated = start + timedelta(days=random.uniform(2, 20))
    return Dataset(
        pid=_pid(random, plan, index),
        title=text.dataset_title(random, study, plan.number, variant, point, code, run),
        description=text.description(random, study, settings, variant, point),
        type="derived" if derived else "raw",
        technique=technique,
        sample=_sample(study, plan, index, variant),
        readings=readings,
        texts=_texts(random, study),
        folder=f"/data/{plan.catalogue.slug}/{plan.start.year}/{plan.instrument.lower()}/"
        f"{plan.start.year}{plan.number:04d}/{'processed' if derived else 'raw'}",
        files=files.listing(random, technique.files, stem, start),
        start=start,
        end=start + timedelta(minutes=random.randint(4, 280)),
        created=start + timedelta(hours=random.randint(1, 30)),
        updated=updated.replace(microsecond=random.randrange(1000) * 1000),
        keywords=tuple(dict.fromkeys((*study.question.keywords.split(";"), technique.short))),
        run_number=run,
    )


def _variant(study: Study, index: int, number: int) -> str:
    variants = study.material.variants
    return variants[(number + index // 3) % len(variants)] if variants else ""


def _pid(random: Random, plan: Plan, index: int) -> str:
    """Identifiers as facilities of that kind make them; some end like a file name."""
    if plan.catalogue.kind != "panosc":
        return f"{plan.catalogue.pid_prefix}/{UUID(int=random.getrandbits(128), version=4)}"
    run = f"{plan.start.year}{plan.number:04d}_{index + 1:03d}"
    ending = ".hdf" if plan.number % 3 == 0 else ""
    return f"{plan.catalogue.pid_prefix}/{plan.start.year}/{run}{ending}"


def _sample(study: Study, plan: Plan, index: int, variant: str) -> Sample:
    """Three datasets in a row are of one sample."""
    name = f"{study.material.name}, {variant}" if variant else study.material.name
    return Sample(
        f"{plan.catalogue.slug}-sample-{plan.number:04d}-{index // 3 + 1}",
        name[:1].upper() + name[1:],
        f"{study.material.form}, prepared for proposal {plan.start.year}{plan.number:04d}",
        study.material.formula,
    )


def _readings(
    random: Random, plan: Plan, technique: Technique, value: float
) -> tuple[Reading, ...]:
    """Settings shared by the experiment, some of this run only, and the axis's value last."""
    found = {key: _setting(random, plan, key) for key in technique.quantities}
    machine = plan.catalogue.machine
    extra = [*random.sample(machine, min(len(machine), random.randint(2, 4)))]
    extra += random.sample(ANYWHERE, random.randint(1, 5))
    if random.random() < 0.5:
        extra.append("sample_temperature")
    for key in extra:
        found.setdefault(key, _setting(random, plan, key))
    axis = AXES[plan.study.question.axis].quantity
    if "sample_temperature" in found and axis != "sample_temperature":
        found["sample_temperature"] = Reading(
            QUANTITIES["sample_temperature"], random.choice((293.0, 295.0, 298.15, 100.0))
        )
    if axis:
        found[axis] = Reading(QUANTITIES[axis], value)
    return tuple(found.values())


def _setting(random: Random, plan: Plan, key: str) -> Reading:
    """The experiment's value of a quantity, or one for this run alone."""
    if key in plan.base:
        return Reading(QUANTITIES[key], plan.base[key])
    if key in _FIXED:
        fixed = chance(plan.catalogue.slug, key, plan.start.year)
        return Reading(QUANTITIES[key], draw(fixed, QUANTITIES[key]))
    return reading(random, key)


def _texts(random: Random, study: Study) -> tuple[tuple[str, str], ...]:
    texts = [("sample_state", study.material.form), ("detector", random.choice(_DETECTORS))]
    if study.material.formula:
        texts.append(("sample_chemical_formula", study.material.formula))
    if random.random() < 0.5:
        texts.append(("sample_holder", random.choice(_HOLDERS)))
    if random.random() < 0.3:
        texts.append(
            ("scan_command", f"ascan th 0 {random.randint(1, 20)} 101 0.{random.randint(1, 9)}")
        )
    return tuple(texts)
