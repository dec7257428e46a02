"""GET /api/v1/records/ID, its files and related records."""

import pytest
from django.test import Client

from portal.catalogue.models import Record
from portal.catalogue.records import File
from tests.factories import dataset, document, make_record, member, withdraw
from tests.search.api.conftest import Read, conforms

pytestmark = pytest.mark.django_db
PARTS = ("", "/files", "/related")


def test_it_works(read: Read) -> None:
    make_record(document())
    made = make_record(dataset())
    body = read(f"/records/{made.pk}", "Record")
    assert (body["id"], body["kind"], body["pid"]) == (made.pk, "dataset", "20.500.12269/0a269002")
    assert body["facility"] == {"slug": "ess", "name": "The ESS facility"}
    assert body["parameters"][1]["si"] == [293.15]
    assert body["techniques"][0]["path"][-1] == "small angle neutron scattering"
    assert body["files"]["total"] == 2
    assert body["related_records"]["total"] == 1
    conforms("Provenance", body["provenance"])
    assert not {"document_pids", "dataset_pids", "public_from", "access"} & body.keys()


def test_a_document_has_its_datasets(read: Read) -> None:
    made, part = make_record(document()), make_record(dataset())
    assert read(f"/records/{made.pk}", "Record")["files"]["total"] == 0
    assert read(f"/records/{made.pk}/files", "FileList")["items"] == []
    (item,) = read(f"/records/{made.pk}/related", "RelatedRecords")["items"]
    assert item["id"] == part.pk


def test_files_come_in_pages(read: Read) -> None:
    files = tuple(File(path=f"scan{number:04}.h5", size=number) for number in range(250))
    made = make_record(dataset(files=files))
    address, seen = f"/records/{made.pk}/files?size=120", []
    while address:
        body = read(address, "FileList")
        assert body["total"] == 250
        seen += [item["path"] for item in body["items"]]
        address = (body["next"] or "").removeprefix("http://127.0.0.1:8000/api/v1")
    assert seen == [file.path for file in files]
    assert read(f"/records/{made.pk}/files?page=1000000000", "FileList")["items"] == []


@pytest.mark.parametrize("query", ["page=0", "page=x", "size=1001", "page=1&page=2", "after=1"])
def test_bad_pages_are_refused(read: Read, query: str) -> None:
    made = make_record(dataset())
    body = read(f"/records/{made.pk}/files?{query}", "Problem", 400)
    assert body["field"] == query.partition("=")[0]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("public_from", ["", "2999-01-01"])
def test_a_private_record_looks_like_none(client: Client, part: str, public_from: str) -> None:
    made = make_record(dataset(public_from=public_from))
    there = client.get(f"/api/v1/records/{made.pk}{part}")
    nowhere = client.get(f"/api/v1/records/777777{part}")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content.replace(b"777777", str(made.pk).encode())
    assert set(there.headers) == set(nowhere.headers)


@pytest.mark.parametrize("part", PARTS)
def test_a_withdrawn_record_is_gone(read: Read, part: str) -> None:
    made = make_record(document())
    withdraw(made)
    body = read(f"/records/{made.pk}{part}", "Problem", 410)
    assert body["withdrawn"] == made.withdrawn_at.isoformat()
    hidden = make_record(document(public_from="", pid="2", doi=""))
    withdraw(hidden)
    read(f"/records/{hidden.pk}{part}", "Problem", 404)


def test_nothing_personal_is_told(client: Client) -> None:
    mail = "jane.doe@example.org"
    made = make_record(dataset(title=f"By {mail}", summary=mail, members=(member(mail),)))
    for part in PARTS:
        content = client.get(f"/api/v1/records/{made.pk}{part}").content
        assert b"jane" not in content
        assert b"secret" not in content


def test_it_has_an_etag(client: Client) -> None:
    made = make_record(dataset())
    address = f"/api/v1/records/{made.pk}"
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    make_record(dataset(title="Another title"))
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 30, "-1", "x", "1.0", "1/"])
def test_other_numbers_are_not_found(read: Read, number: str) -> None:
    read(f"/records/{number}", "Problem", 404)


def test_reading_writes_nothing(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = make_record(dataset())
    before = Record.objects.get(pk=made.pk).changed_at
    with CaptureQueriesContext(connection) as found:
        for part in PARTS:
            client.get(f"/api/v1/records/{made.pk}{part}")
    assert all(query["sql"].startswith("SELECT") for query in found.captured_queries)
    assert Record.objects.get(pk=made.pk).changed_at == before
