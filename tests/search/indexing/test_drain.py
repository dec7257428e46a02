"""What is committed in the catalogue reaches the index, whatever fails on the way."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.catalogue.bodies import announce
from portal.catalogue.models import Outbox, Record
from portal.locks import lock
from search import services
from search.errors import EngineUnavailable, IndexingFailed
from search.indexing import drain as draining
from search.indexing import outbox
from search.indexing.document import IndexDocument
from search.indexing.drain import LOCK, DrainReport, drain
from search.query.tree import All, Words
from tests.factories import dataset, make_record, withdraw

Tell = Callable[[], None]


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Ids of records that the engine refuses, with the whole batch they are in."""
    refused: set[int] = set()
    write = type(services.engine()).write

    def pick(engine: Any, upserts: Sequence[IndexDocument], deletes: Iterable[int]) -> None:
        if any(one.id in refused for one in upserts):
            raise IndexingFailed("it makes the engine ill")
        write(engine, upserts, deletes)

    monkeypatch.setattr(type(services.engine()), "write", pick)
    return refused


def found() -> int:
    return services.count(All())


def test_it_works(indexed: Tell) -> None:
    make_record(dataset(pid="1"))
    make_record(dataset(pid="2"))
    assert drain() == DrainReport(indexed=2)
    assert found() == 2
    assert Outbox.objects.count() == 0
    assert drain() == DrainReport()


def test_only_the_present_state_counts(indexed: Tell) -> None:
    record = make_record(dataset(pid="1", title="First"))
    make_record(dataset(pid="1", title="Second"))
    make_record(dataset(pid="1", title="Third"))
    assert drain() == DrainReport(indexed=1)
    assert services.count(Words("third")) == found() == 1
    withdraw(record)
    assert drain() == DrainReport(deleted=1)
    assert found() == 0


def test_records_that_are_gone_are_deleted(indexed: Tell) -> None:
    record = make_record(dataset())
    indexed()
    announce([record, Record(pk=999, kind="dataset")], timezone.now())
    Record.objects.filter(pk=record.pk).delete()
    assert drain() == DrainReport(deleted=2)
    assert found() == 0


def test_private_records_never_reach_it(indexed: Tell) -> None:
    make_record(dataset(public_from=""))
    make_record(dataset(pid="later", public_from="2999"))
    assert drain() == DrainReport(deleted=2)
    assert found() == 0


def test_limits(indexed: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "BATCH", 2)
    for number in range(5):
        make_record(dataset(pid=str(number)))
    assert drain(limit=2) == DrainReport(indexed=2, left=3)
    assert drain(limit=None) == DrainReport(indexed=3)


@pytest.mark.parametrize("faulty", [[0], [4], [1, 3], [0, 1, 2, 3, 4]])
def test_the_records_at_fault_are_set_aside(
    indexed: Tell, refusing: set[int], faulty: list[int]
) -> None:
    records = [make_record(dataset(pid=str(number))) for number in range(5)]
    refusing |= {records[number].pk for number in faulty}
    report = drain()
    assert report == DrainReport(indexed=5 - len(faulty), set_aside=len(faulty))
    assert found() == 5 - len(faulty)
    rows = Outbox.objects.all()
    assert {row.record_id for row in rows} == refusing
    assert all("makes the engine ill" in row.reason for row in rows)
    assert drain() == DrainReport()  # and aren't tried again and again


def test_a_change_of_a_record_set_aside_tries_it_again(indexed: Tell, refusing: set[int]) -> None:
    record = make_record(dataset(title="Bad"))
    refusing.add(record.pk)
    assert drain().set_aside == 1
    assert outbox.set_aside() == 1
    refusing.clear()
    make_record(dataset(title="Good"))
    assert drain() == DrainReport(indexed=1)
    assert Outbox.objects.count() == 0


def test_a_record_set_aside_isnt_found_as_it_was(indexed: Tell, refusing: set[int]) -> None:
    record = make_record(dataset(title="Public"))
    indexed()
    refusing.add(record.pk)
    make_record(dataset(title="Retracted"))
    assert drain().set_aside == 1
    assert found() == 0


def test_a_body_that_isnt_a_record(indexed: Tell) -> None:
    bad, good = make_record(dataset(pid="1")), make_record(dataset(pid="2"))
    Record.objects.filter(pk=bad.pk).update(body='{"kind": "dataset", "title": 5}')
    assert drain() == DrainReport(indexed=1, set_aside=1)
    assert found() == 1
    assert Outbox.objects.get().record_id == bad.pk
    assert services.engine().search  # the engine is as well as ever
    make_record(dataset(pid="3"))
    assert drain() == DrainReport(indexed=1)
    assert good.pk


def test_when_nothing_can_be_written_all_rows_stay(
    indexed: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_record(dataset(pid=str(number)))

    def fail(*arguments: Any) -> None:
        raise IndexingFailed("the disk is full")

    monkeypatch.setattr(type(services.engine()), "write", fail)
    with pytest.raises(IndexingFailed, match="disk is full"):
        drain()
    assert outbox.left() == 4
    assert outbox.set_aside() == 0
    monkeypatch.undo()


def test_when_the_engine_is_away_all_rows_stay(settings: Any, indexed: Tell) -> None:
    make_record(dataset())
    settings.SEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(EngineUnavailable):
        drain()
    assert outbox.left() == 1


def test_rows_outlive_a_crash_between_index_and_outbox(
    indexed: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_record(dataset())

    def crash(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "settle", crash)
    with pytest.raises(KeyboardInterrupt):
        drain()
    monkeypatch.undo()
    assert outbox.left() == 1
    assert found() == 1
    assert drain() == DrainReport(indexed=1)
    assert found() == 1


def test_another_writer_is_left_alone(indexed: Tell) -> None:
    make_record(dataset())
    with lock(LOCK):
        report = drain()
    assert report.busy
    assert report.left == 1
    assert drain() == DrainReport(indexed=1)


@pytest.mark.usefixtures("own_index")
def test_a_missing_index_is_built(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining._Look, "failed_at", -1_000.0)
    make_record(dataset(pid="1"))
    make_record(dataset(pid="2"))
    Outbox.objects.all().delete()
    make_record(dataset(pid="3"))
    assert drain().indexed == 3
    assert found() == 3
    assert outbox.left() == 0


@pytest.mark.usefixtures("own_index")
def test_an_idle_index_is_looked_at_now_and_then(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_record(dataset())
    Outbox.objects.all().delete()
    monkeypatch.setattr(draining._Look, "at", -1_000.0)
    assert drain().indexed == 1
    assert drain() == DrainReport()


def test_visibility_that_comes_with_time(indexed: Tell) -> None:
    record = make_record(dataset(public_from="2999"))
    indexed()
    assert found() == 0
    Record.objects.filter(pk=record.pk).update(public_from=timezone.now() - timedelta(1))
    announce([record], timezone.now())
    indexed()
    assert found() == 1
