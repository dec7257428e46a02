"""The real records edited, amended, removed, restored and moved, round after round."""

import random

import pytest

from portal.catalogue.models import Record, RecordVersion
from tests.harvest.real import mutable
from tests.harvest.replayed import COUNTS, Replayed, adds_up, counts

pytestmark = pytest.mark.django_db

ROUNDS = 5


def stored() -> dict:
    """Title and version of what is shown, by kind and identifier as their catalogue has it."""
    return {
        (row.kind, told.native_id): (" ".join(row.metadata.title.split()), row.version)
        for row in Record.objects.public().prefetch_related("told_by")
        for told in row.told_by.all()
    }


def expected(catalogue: mutable.Catalogue) -> dict:
    public = catalogue.model.public.items()
    return {key: (" ".join(title.split()), version) for key, (title, version) in public}


def swept(source: Replayed, catalogue: mutable.Catalogue) -> tuple[int, ...]:
    """A sweep of the catalogue as it is now; its numbers, which are the model's."""
    run = source.harvest(catalogue.recording(), full=True)
    assert (run.state, run.error, source.source.held) == ("complete", "", "")
    assert adds_up(run)
    told = catalogue.model.sweep()
    assert counts(run) == tuple(told[name] for name in COUNTS)
    assert stored() == expected(catalogue)
    versions = sum(entry.version - 1 for entry in catalogue.model.entries.values() if entry.stored)
    assert RecordVersion.objects.count() == versions
    return counts(run)


@pytest.fixture(params=["scicat", "panosc"])
def catalogue(request, files) -> mutable.Catalogue:
    if request.param == "scicat":
        return mutable.scicat(files["ess-2"], 80)
    return mutable.panosc(files["eli-2"])


def mutate(chance: random.Random, catalogue: mutable.Catalogue) -> None:
    """A few changes of all sorts; fewer go than would have the source held."""
    model, records = catalogue.model, catalogue.records
    kind = "" if catalogue.kind == "scicat" else "dataset"
    back = chance.sample(sorted(catalogue.gone), min(2, len(catalogue.gone)))
    chosen = chance.sample(model.listed(kind), 16)
    for key in chosen[:6]:
        catalogue.edit(key)
    for key in chosen[6:9]:
        catalogue.remove(key)
    for key in chosen[9:11]:
        catalogue.move(key)
    if catalogue.kind == "scicat":
        for key in chosen[11:14]:
            catalogue.hide(key)
    for key in back:
        catalogue.restore(key)
        if chance.random() < 0.5:
            catalogue.edit(key)
    hidden = sorted(k for k, e in model.entries.items() if not e.listed and k in records)
    for key in chance.sample(hidden, min(1, len(hidden))):
        (catalogue.show if chance.random() < 0.5 else catalogue.remove)(key)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_each_round_the_catalogue_is_what_the_model_says(replayed, catalogue, seed):
    source = replayed.source(catalogue.kind, catalogue.recording())
    swept(source, catalogue)
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        mutate(chance, catalogue)
        swept(source, catalogue)
    swept(source, catalogue)
    assert swept(source, catalogue)[1:3] == (0, 0)


def test_stated_changes_of_ess_have_stated_numbers(replayed, files):
    catalogue = mutable.scicat(files["ess-2"], 455)
    source = replayed.source("scicat", catalogue.recording())
    assert swept(source, catalogue) == (910, 910, 0, 0, 0, 0, 0)
    documents, datasets = catalogue.model.listed("document"), catalogue.model.listed("dataset")
    for key in [*documents[:10], *datasets[:20]]:
        catalogue.edit(key)
    for key in [*documents[10:13], *datasets[20:22]]:  # amended, and unpublished
        catalogue.hide(key)
    for key in [*documents[13:18], *datasets[22:30]]:
        catalogue.remove(key)
    for key in datasets[30:34]:
        catalogue.move(key)
    # 30 edited; 5 hidden, 13 removed and 4 moved aren't listed, 4 are new
    assert swept(source, catalogue) == (892, 4, 30, 858, 0, 0, 0)
    for key in [*documents[13:15], *datasets[22:24]]:
        catalogue.restore(key)
    # 4 came back in time; of the others 9 removed and 4 moved are gone, the hidden stay
    assert swept(source, catalogue) == (896, 0, 0, 896, 0, 0, 13)
    for key in [documents[15], datasets[24]]:
        catalogue.restore(key)
    catalogue.edit(datasets[24])
    for key in [documents[10], datasets[20]]:
        catalogue.show(key)
    catalogue.remove(documents[11])
    # 2 come back after they were withdrawn; a hidden one that is gone now was missed before
    assert swept(source, catalogue) == (900, 0, 2, 898, 0, 0, 1)
    assert swept(source, catalogue) == (900, 0, 0, 900, 0, 0, 0)


def test_stated_changes_of_eli_have_stated_numbers(replayed, files):
    catalogue = mutable.panosc(files["eli-2"])
    source = replayed.source("panosc", catalogue.recording())
    assert swept(source, catalogue) == (234, 234, 0, 0, 0, 0, 0)
    documents, datasets = catalogue.model.listed("document"), catalogue.model.listed("dataset")
    for key in [documents[0], *datasets[:7]]:
        catalogue.edit(key)
    for key in datasets[7:17]:
        catalogue.remove(key)
    for key in datasets[17:22]:
        catalogue.move(key)
    # 10 removed and 5 moved aren't listed, 5 are new; the document of them all was edited
    assert swept(source, catalogue) == (224, 5, 8, 211, 0, 0, 0)
    assert swept(source, catalogue) == (224, 0, 0, 224, 0, 0, 15)
    for key in datasets[7:10]:
        catalogue.restore(key)
    # with them their document changes, which names them again
    assert swept(source, catalogue) == (227, 0, 4, 223, 0, 0, 0)
