"""Puts a catalogue together and writes it to files."""

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import panosc, rejects, rounds, scicat, scicat4
from .catalogue import SampleCatalogue
from .chance import SEED
from .experiments import experiments, reference_date
from .facilities import CATALOGUES
from .model import Experiment


@lru_cache(maxsize=16)
def _experiments(
    slug: str, seed: int, reference: date, datasets: int, round: int
) -> tuple[Experiment, ...]:
    catalogue = next(one for one in CATALOGUES if one.slug == slug)
    if round == 0:
        return experiments(catalogue, seed, reference, datasets)
    before = _experiments(slug, seed, reference, datasets, 0)
    return rounds.next_round(catalogue, before, seed, reference)


def payloads(
    catalogue: SampleCatalogue,
    *,
    seed: int = SEED,
    reference: date | None = None,
    round: int = 0,
    datasets: int | None = None,
) -> dict[str, Any]:
    """What a catalogue holds: a Mongo export's collections, or a LoopBack database.

    The same arguments give the same records.  Embargoes are reckoned from ``reference``
    (the first of January of this year unless given); ``round`` 1 is the same catalogue a
    while later; ``datasets`` is the number of public ones (the catalogue's own unless
    given).
    """
    day = reference or reference_date()
    count = catalogue.datasets if datasets is None else datasets
    made = _experiments(catalogue.slug, seed, day, count, round)
    if catalogue.kind == "panosc":
        tables = panosc.tables(catalogue, made)
        rejects.add_to_panosc(tables)
        return tables.database()
    write_as = scicat if catalogue.kind == "scicat" else scicat4
    collections = write_as.collections(catalogue, made, datetime.combine(day, time(), UTC))
    rejects.add_to_scicat(collections, catalogue, day)
    return dict(collections)


def changes(
    catalogue: SampleCatalogue,
    *,
    seed: int = SEED,
    reference: date | None = None,
    datasets: int | None = None,
) -> rounds.Changes:
    """What differs between round 0 and round 1, by native id."""
    day = reference or reference_date()
    count = catalogue.datasets if datasets is None else datasets
    before = _experiments(catalogue.slug, seed, day, count, 0)
    return rounds.changes(catalogue, before, _experiments(catalogue.slug, seed, day, count, 1))


def write(folder: Path, **options: Any) -> dict[str, Path]:
    """Write all catalogues below ``folder``; options as for ``payloads``.

    Returns, by the facility's slug, what to give to a replay server: the folder of a
    SciCat's collections, one file each, or a PaNOSC provider's db.json.
    """
    return {one.slug: _write(folder / one.slug, one, options) for one in CATALOGUES}


def _write(folder: Path, catalogue: SampleCatalogue, options: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made = payloads(catalogue, **options)
    if catalogue.kind == "panosc":
        path = folder / "db.json"
        _dump(path, made)
        return path
    for name, records in made.items():
        _dump(folder / f"{name}.json", records)
    return folder


def _dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
