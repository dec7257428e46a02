"""What Documents have by their Datasets."""

import pytest

from portal.catalogue.inherited import (
    completed,
    decode,
    documents_of,
    encode,
    inherited,
    places,
    whole,
)
from portal.catalogue.models import ChangedDocument
from portal.catalogue.records import Instrument, Technique
from tests.factories import SourceFactory, dataset, document, make_record, withdraw

pytestmark = pytest.mark.django_db

SANS = Technique(name="SANS", panet="PaNET01189")
SAXS = Technique(name="SAXS", panet="PaNET01188")


def told(number: int, **changes: object):
    return make_record(dataset(pid=f"set-{number}", techniques=(), instruments=(), **changes))


def test_techniques_instruments_and_times_come_from_the_datasets() -> None:
    row = make_record(document(dataset_pids=("set-1", "set-2")))
    make_record(dataset(pid="set-1", techniques=(SANS,), instruments=(Instrument(name="V20"),)))
    second = {"techniques": (SAXS, SANS), "start_date": "2018-01-02", "end_date": "2020-05"}
    make_record(dataset(pid="set-2", instruments=(), **second))
    metadata = whole(row)
    assert metadata.techniques == (SANS, SAXS)
    assert [one.name for one in metadata.instruments] == ["V20"]
    assert (metadata.start_date, metadata.end_date) == ("2018-01-02", "2020-05")


def test_what_a_document_says_itself_stays() -> None:
    own = document(techniques=(SAXS,), start_date="2001", dataset_pids=("set-1",))
    row = make_record(own)
    make_record(dataset(pid="set-1", techniques=(SANS,)))
    metadata = whole(row)
    assert metadata.techniques == (SAXS,)
    assert (metadata.start_date, metadata.end_date) == ("2001", "")


def test_a_dataset_may_name_its_documents_instead() -> None:
    row = make_record(document(dataset_pids=()))
    make_record(dataset(pid="set-1", techniques=(SANS,), document_pids=(row.pid,)))
    assert whole(row).techniques == (SANS,)


def test_only_public_datasets_of_the_same_facility_tell() -> None:
    row = make_record(document(dataset_pids=("set-1", "set-2", "set-3")))
    make_record(dataset(pid="set-1", techniques=(SANS,), public_from=""))
    withdraw(make_record(dataset(pid="set-2", techniques=(SANS,))))
    other = SourceFactory(facility__slug="esrf")
    make_record(dataset(pid="set-3", techniques=(SANS,)), other)
    assert inherited([row]) == {}
    assert whole(row) == row.metadata


def test_a_dataset_is_named_by_its_doi_where_it_has_no_pid() -> None:
    row = make_record(document(dataset_pids=("10.5072/set",)))
    make_record(dataset(pid="", doi="10.5072/set", techniques=(SANS,)), native_id="x")
    assert whole(row).techniques == (SANS,)


def test_a_dataset_has_its_own() -> None:
    row = make_record(dataset())
    assert whole(row) == row.metadata


def test_many_documents_in_few_queries(django_assert_num_queries) -> None:
    rows = [make_record(document(pid=f"d{n}", doi="", dataset_pids=(f"set-{n}",))) for n in "123"]
    for n in "123":
        make_record(dataset(pid=f"set-{n}", techniques=(SANS,)))
    with django_assert_num_queries(4):
        found = inherited(rows)
    assert [found[row.pk].techniques for row in rows] == [(SANS,)] * 3


def test_it_is_kept_as_json() -> None:
    row = make_record(document(dataset_pids=("set-1",)))
    make_record(dataset(pid="set-1", techniques=(SANS,)))
    (found,) = inherited([row]).values()
    assert decode(encode(found)) == found
    assert whole(row) != row.metadata


@pytest.mark.parametrize("name", ["a-pid", "10.5072/a-doi"])
@pytest.mark.parametrize("change", ["new", "changed", "hidden", "withdrawn", "left"])
def test_a_document_changes_with_its_datasets(change: str, name: str) -> None:
    row = make_record(document(pid="a-pid", doi="10.5072/a-doi", dataset_pids=()))
    if change != "new":
        made = make_record(dataset(pid="set-1", document_pids=(name,)))
        assert set(documents_of([made.pk], places(made))) == {row.pk}
    ChangedDocument.objects.all().delete()
    if change == "withdrawn":
        withdraw(made)
    else:
        changes = {"left": {"document_pids": ()}, "hidden": {"public_from": ""}}.get(change, {})
        fields = {"pid": "set-1", "title": change, "document_pids": (name,)} | changes
        make_record(dataset(**fields))
    assert ChangedDocument.objects.get().record_id == row.pk


def test_a_document_changes_when_its_dataset_gets_another_name() -> None:
    row = make_record(document(dataset_pids=("set-1",)))
    make_record(dataset(pid="set-1"), native_id="x")
    ChangedDocument.objects.all().delete()
    make_record(dataset(pid="set-2"), native_id="x")
    assert ChangedDocument.objects.get().record_id == row.pk
    assert inherited([row]) == {}


def test_the_first_hundred_public_datasets_tell() -> None:
    row = make_record(document(dataset_pids=tuple(f"set-{n}" for n in range(150))))
    for n in range(150):
        public_from = "" if n < 30 else "2020"
        make_record(dataset(pid=f"set-{n}", start_date=f"{2000 + n}", public_from=public_from))
    told = inherited([row])[row.pk]
    assert (told.start_date, len(told.datasets)) == ("2030", 100)
    make_record(dataset(pid="set-31", start_date="2031", title="Another title"))
    assert inherited([row])[row.pk].datasets == told.datasets


def test_a_dataset_that_cannot_be_read_is_left_out() -> None:
    row = make_record(document(dataset_pids=("set-1", "set-2")))
    bad = make_record(dataset(pid="set-1", techniques=(SAXS,)))
    make_record(dataset(pid="set-2", techniques=(SANS,)))
    type(bad).objects.filter(pk=bad.pk).update(body='{"kind": "dataset", "techniques": 7}')
    assert whole(row).techniques == (SANS,)


def test_an_end_without_a_beginning_stays() -> None:
    told = decode('{"start_date":"2001","end_date":"2002"}')
    assert completed(document(end_date="2000"), told).end_date == "2000"


def test_a_dataset_without_a_document_changes_none() -> None:
    make_record(dataset())
    assert not ChangedDocument.objects.exists()
