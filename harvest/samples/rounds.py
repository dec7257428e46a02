"""What changes in a catalogue between two harvests: some records edited, gone and new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from .catalogue import SampleCatalogue
from .experiments import make_experiment, programme
from .model import Dataset, Experiment, Reading

EDIT_EVERY = 40
REMOVE_EVERY = 220
ADDED = 6  # datasets of the one new experiment


@dataclass(frozen=True, slots=True)
class Changes:
    """The native ids of what differs between round 0 and round 1.

    ``added_*`` are new to strangers, be they made or no longer private.  The datasets
    named by ``edited_documents`` changed.  ``amended_documents`` are being reworked:
    SciCat's lists no longer show them, while their own address still answers.
    """

    edited_datasets: tuple[str, ...]
    removed_datasets: tuple[str, ...]
    added_datasets: tuple[str, ...]
    edited_documents: tuple[str, ...]
    amended_documents: tuple[str, ...]
    added_documents: tuple[str, ...]


def next_round(
    catalogue: SampleCatalogue, before: tuple[Experiment, ...], seed: int, reference: date
) -> tuple[Experiment, ...]:
    """The experiments a while later; all changes are of the day before ``reference``."""
    day = datetime.combine(reference, time(), UTC) - timedelta(days=1)
    kept = list(_keep_and_edit(before, day))
    if catalogue.kind != "panosc":
        kept[0] = replace(kept[0], amended=True, updated=day + timedelta(hours=13))
    first_private = next(number for number, one in enumerate(kept) if one.private)
    kept[first_private] = _release(kept[first_private], day)
    return (*kept, _added(catalogue, len(before) + 1, seed, reference))


def changes(
    catalogue: SampleCatalogue, before: tuple[Experiment, ...], after: tuple[Experiment, ...]
) -> Changes:
    """What a stranger sees differ."""
    old, new = _datasets(before), _datasets(after)
    old_documents, new_documents = _documents(catalogue, before), _documents(catalogue, after)
    common = old_documents.keys() & new_documents.keys()
    edited = {key for key in common if _pids(old_documents[key]) != _pids(new_documents[key])}
    return Changes(
        edited_datasets=tuple(pid for pid in new if pid in old and new[pid] != old[pid]),
        removed_datasets=tuple(pid for pid in old if pid not in new),
        added_datasets=tuple(pid for pid in new if pid not in old),
        edited_documents=tuple(key for key in new_documents if key in edited),
        amended_documents=tuple(key for key, one in new_documents.items() if one.amended),
        added_documents=tuple(key for key in new_documents if key not in old_documents),
    )


def _keep_and_edit(experiments: Iterable[Experiment], day: datetime) -> Iterable[Experiment]:
    """Public datasets are counted through; every so many-th is edited, or gone."""
    position = 0
    for experiment in experiments:
        if experiment.private:
            yield experiment
            continue
        kept = []
        for one in experiment.datasets:
            position += 1
            if position % REMOVE_EVERY:
                kept.append(one if position % EDIT_EVERY else _edit(one, position, day))
        gone = len(kept) < len(experiment.datasets)
        updated = day + timedelta(hours=12, seconds=experiment.number)
        yield replace(
            experiment,
            datasets=tuple(kept),
            updated=updated if gone else experiment.updated,
        )


def _edit(one: Dataset, position: int, day: datetime) -> Dataset:
    """A corrected description, or a corrected value."""
    updated = day + timedelta(hours=2, seconds=position)
    if position // EDIT_EVERY % 2:
        text = f"{one.description} Corrected: the sample had been mixed up with its neighbour."
        return replace(one, description=text, updated=updated)
    first, *others = one.readings
    corrected = Reading(first.quantity, first.value * 1.02)
    return replace(one, readings=(corrected, *others), updated=updated)


def _release(experiment: Experiment, day: datetime) -> Experiment:
    """A private experiment comes out."""
    updated = day + timedelta(hours=14)
    datasets = tuple(
        replace(one, updated=updated + timedelta(seconds=number))
        for number, one in enumerate(experiment.datasets, start=1)
    )
    return replace(experiment, private=False, datasets=datasets, updated=updated, release=day)


def _added(catalogue: SampleCatalogue, number: int, seed: int, reference: date) -> Experiment:
    """One more experiment by the same people."""
    return make_experiment(programme(catalogue, seed, reference, number), number, ADDED)


def _datasets(experiments: Iterable[Experiment]) -> dict[str, Dataset]:
    public = (one for one in experiments if not one.private)
    return {one.pid: one for experiment in public for one in experiment.datasets}


def _documents(
    catalogue: SampleCatalogue, experiments: Iterable[Experiment]
) -> dict[str, Experiment]:
    return {catalogue.document_pid(one): one for one in experiments if not one.private}


def _pids(experiment: Experiment) -> tuple[str, ...]:
    return tuple(one.pid for one in experiment.datasets)
