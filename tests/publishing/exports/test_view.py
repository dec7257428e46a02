"""What exports are made of: true about access, within bounds, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.catalogue.models import Record
from portal.catalogue.records import File
from publishing.exports import view as views
from publishing.exports.view import MOST_FILES, view
from tests.factories import dataset, document, make_record
from tests.publishing.exports.making import TOMORROW
from tests.publishing.exports.viewing import viewed

FOLDER = "https://data.example.org/0a26/"
URL = "https://data.example.org/scan.h5"


def queries(record: Record) -> int:
    with CaptureQueriesContext(connection) as captured:
        view(Record.objects.select_related("facility", "source").get(pk=record.pk))
    return len(captured) - 1


def test_files_have_addresses_while_the_data_are_open() -> None:
    made = viewed(dataset(download_url=FOLDER))
    assert [one.address for one in made.files] == [
        f"{FOLDER}raw/run_001.nxs",
        f"{FOLDER}raw/run_002.nxs",
    ]
    assert made.available == made.files
    assert made.files[0].media_type == "application/x-hdf5"
    assert made.files[0].size == 55_000_000


@pytest.mark.parametrize(
    "closed",
    [
        {"access": "restricted"},
        {"access": "closed"},
        {"access": "embargoed", "open_from": TOMORROW},
    ],
)
def test_no_address_leads_to_what_cant_be_had(closed: dict[str, str]) -> None:
    made = viewed(dataset(download_url=FOLDER, **closed))
    assert len(made.files) == 2
    assert made.available == ()
    assert viewed(dataset(download_url=URL, files=(), **closed)).files == ()


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (URL, ["scan.h5"]),
        ("https://cxidb.org/id-98.html", []),
        (FOLDER, []),
        ("https://data.example.org/get", []),
        ("javascript:alert(1)", []),
    ],
)
def test_what_is_downloaded_is_a_file_unless_it_is_a_page(address: str, names: list[str]) -> None:
    made = viewed(dataset(download_url=address, files=()))
    assert [one.name for one in made.files] == names
    assert [one.address for one in made.files] == [address for _ in names]


@pytest.mark.django_db
def test_a_document_has_the_files_of_its_datasets() -> None:
    make_record(dataset(download_url=FOLDER))
    make_record(dataset(pid="2", access="restricted", files=(File(path="secret.h5"),)))
    made = view(make_record(document(dataset_pids=("20.500.12269/0a269002", "2"))))
    assert [one.name for one in made.available] == ["run_001.nxs", "run_002.nxs"]
    assert (len(made.files), made.file_count) == (3, 3)
    assert [one.access for one in made.parts] == ["open", "restricted"]
    assert made.files[0].place == made.parts[0].address == made.parts[0].page


@pytest.mark.django_db
def test_what_isnt_public_is_no_part() -> None:
    make_record(dataset(public_from=""))
    made = view(make_record(document()))
    assert (made.parts, made.part_count, made.files) == ((), 0, ())


@pytest.mark.django_db
def test_a_dataset_names_its_documents() -> None:
    made = make_record(dataset())
    make_record(document())
    (one,) = view(made).belongs_to
    assert one.address == "https://doi.org/10.17199/03dd9804"
    assert one.page.startswith("http://127.0.0.1:8000/records/")


@pytest.mark.django_db
def test_the_number_of_queries_doesnt_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_record(document(dataset_pids=("d0",)))
    make_record(dataset(pid="d0"))
    pids = tuple(f"d{number}" for number in range(1, 40))
    for pid in pids:
        make_record(dataset(pid=pid))
    many = make_record(document(pid="m", doi="10.17199/m", dataset_pids=pids))
    assert queries(one) == queries(many) <= 12
    monkeypatch.setattr(views, "MOST_PARTS", 10)
    made = view(many)
    assert (len(made.parts), made.part_count) == (10, 39)


@pytest.mark.django_db
def test_files_are_told_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    files = tuple(File(path=f"{number}.h5") for number in range(MOST_FILES + 5))
    record = make_record(dataset(files=files))
    own = view(record)
    assert (len(own.files), own.file_count) == (MOST_FILES, MOST_FILES + 5)
    monkeypatch.setattr(views, "MOST_READ", 100)
    through = view(make_record(document()))
    assert (through.files, through.file_count) == ((), MOST_FILES + 5)
