"""Datasets with made-up files, put into the catalogue and its index of files."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction

from harvest.samples.files import DATA_FORMATS, listing
from portal.bench.house import megabytes
from portal.bench.timing import most_memory
from portal.catalogue.models import Facility, FileList, Record
from portal.catalogue.models.records import pack
from portal.catalogue.records import Dataset, File, digest, encode, encode_files
from search.files import indexing, services

AT_ONCE = 500  # datasets
PUBLIC = datetime(2015, 1, 1, tzinfo=UTC)
SAMPLES = ("lysozyme", "quartz", "sample", "LaB6", "thaumatin", "alloy", "film", "membrane")


def fill(names: int) -> dict[str, Any]:
    """Store datasets of at least ``names`` files together, then index these files alone.

    The figures are of the part that finding files takes of a rebuild.
    """
    stored = _store(names)
    before = most_memory()
    started = time.perf_counter()
    with services.engine().rebuild() as rebuild:
        for ids in _ids():
            records = Record.objects.in_bulk(ids)
            lists = indexing.lists(ids)
            rebuild.add([indexing.names(records[pk], one) for pk, one in lists.items()])
        rebuild.swap()
    seconds = time.perf_counter() - started
    return {
        "names": stored,
        "index": {
            "seconds": round(seconds, 1),
            "names_per_second": round(stored / seconds),
            "megabytes": megabytes(int(str(services.stats()["bytes"]))),
        },
        "filling_memory_mb": {"storing": megabytes(before), "indexing": megabytes(most_memory())},
    }


def made_up(number: int) -> tuple[File, ...]:
    """The files of the dataset with this number: always the same, eleven on average."""
    random = Random(number)  # noqa: S311 - no secret
    start = PUBLIC + timedelta(days=random.randrange(3_650))
    stem = f"{random.choice(SAMPLES)}{random.randrange(200)}"
    folder = f"mx{random.randrange(3_000)}/id{random.randrange(40):02}/{start:%Y%m/%d}/"
    kind = random.choice(tuple(DATA_FORMATS))
    made = listing(random, kind, stem, start)
    return tuple(File(path=folder + one.path, size=one.size) for one in made)


def _store(names: int) -> int:
    facility = Facility.objects.create(slug="bench", short_name="Bench", name="Bench")
    stored, number = 0, 0
    while stored < names:
        lists = [made_up(one) for one in range(number, number + AT_ONCE)]
        with transaction.atomic():
            records = Record.objects.bulk_create(
                _record(facility, number + place) for place in range(AT_ONCE)
            )
            FileList.objects.bulk_create(
                FileList(record=record, count=len(files), packed=pack(encode_files(files)))
                for record, files in zip(records, lists, strict=True)
            )
        stored, number = stored + sum(map(len, lists)), number + AT_ONCE
    return stored


def _record(facility: Facility, number: int) -> Record:
    body = encode(
        Dataset(
            pid=f"bench/{number}",
            title=f"Files of dataset {number}",
            start_date="2019-08-02",
            public_from="2015-01-01",
        )
    )
    return Record(
        kind="dataset",
        facility=facility,
        pid=f"bench/{number}",
        body=body.decode(),
        hash=digest(body),
        public_from=PUBLIC,
        access="open",
        created_at=PUBLIC,
        changed_at=PUBLIC,
    )


def _ids() -> Iterator[list[int]]:
    """The ids of all datasets, some at a time."""
    ids = Record.objects.public().order_by("pk").values_list("pk", flat=True).iterator()
    while part := list(islice(ids, AT_ONCE)):
        yield part
