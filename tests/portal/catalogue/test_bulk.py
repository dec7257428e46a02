"""Inserting rows by the thousand does what Django's own way does."""

from datetime import UTC, datetime

import pytest

from portal.catalogue import bulk
from portal.catalogue.models import Facility, Outbox, Record

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


@pytest.fixture
def facility() -> Facility:
    return Facility.objects.create(slug="here", name="Here", short_name="Here")


def record(facility: Facility, pid: str) -> Record:
    return Record(
        kind="dataset",
        facility=facility,
        pid=pid,
        body='{"kind":"dataset","title":"é"}',
        hash="0" * 32,
        access="open",
        public_from=NOW,
        created_at=NOW,
        changed_at=NOW,
    )


def test_it_works(facility):
    rows = [record(facility, f"p{n}") for n in range(3)]
    bulk.insert(rows)
    assert [row.pk for row in rows] == list(Record.objects.values_list("pk", flat=True))
    found = Record.objects.get(pid="p1")
    for field in Record._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(rows[1], field.attname)
    rows[0].access = "closed"
    rows[0].save()
    assert Record.objects.count() == 3


def test_more_than_one_statement_holds():
    bulk.insert(Outbox(record_id=n, written_at=NOW) for n in range(25_000))
    assert Outbox.objects.count() == 25_000
    assert list(Outbox.objects.order_by("id").values_list("record_id", flat=True)[:3]) == [0, 1, 2]


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
