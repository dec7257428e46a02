"""The index anew: all of it, with what changes meanwhile, or the old one as it was."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.catalogue.models import Outbox, Record
from portal.locks import Busy, lock
from search import services
from search.engines.tantivy import writer
from search.engines.tantivy.index import TantivyRebuild
from search.errors import IndexingFailed
from search.indexing import batches, outbox
from search.indexing import rebuild as rebuilding
from search.indexing.document import IndexDocument
from search.indexing.drain import LOCK, DrainReport, drain
from search.indexing.rebuild import rebuild
from search.query.tree import All, Words
from tests.factories import dataset, document, make_record, withdraw

Tell = Callable[[], None]


@pytest.fixture
def filled(indexed: Tell, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Seven public records, read in parts of three, and a private one."""
    monkeypatch.setattr(batches, "BATCH", 3)
    made = [make_record(dataset(pid=f"p/{number}")) for number in range(6)]
    made.append(make_record(document()))
    make_record(dataset(pid="private", public_from=""))
    indexed()
    return made


def found() -> int:
    return services.count(All())


def test_it_works(filled: list[Record]) -> None:
    steps: list[tuple[int, int]] = []
    report = rebuild(lambda done, total: steps.append((done, total)))
    assert report.indexed == 7
    assert not report.problems
    assert steps == [(0, 7), (3, 7), (6, 7), (7, 7)]
    assert found() == 7


def test_what_changes_meanwhile_is_caught_up(filled: list[Record]) -> None:
    """Changed, withdrawn and new records, behind and before where the rebuild is."""

    def meanwhile(done: int, total: int) -> None:
        if done == 3:
            make_record(dataset(pid="p/0", title="Alligator"))
            make_record(dataset(pid="p/5", title="Buffalo"))
            make_record(dataset(pid="new", title="Cheetah"))
            withdraw(filled[1])
            withdraw(filled[4])

    rebuild(meanwhile)
    assert outbox.left() == 0
    assert found() == 6
    for word in ("alligator", "buffalo", "cheetah"):
        assert services.count(Words(word)) == 1


def test_rows_written_before_are_settled(
    filled: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading everything saw what they tell of, so no record is looked at twice."""
    asked: list[int] = []
    by_id = batches.Projector.by_id

    def noted(projector: batches.Projector, ids: Iterable[int]) -> batches.Projected:
        asked.extend(told := list(ids))
        return by_id(projector, told)

    monkeypatch.setattr(batches.Projector, "by_id", noted)
    make_record(dataset(pid="p/0", title="Waiting"))
    withdraw(filled[1])
    rebuild(lambda done, total: withdraw(filled[2]) if done == 3 else None)
    assert asked == [filled[2].pk]
    assert outbox.left() == 0
    assert services.count(Words("waiting")) == 1
    assert found() == 5


def test_the_old_one_answers_until_the_swap(filled: list[Record]) -> None:
    withdraw(filled[0])
    counts = []
    rebuild(lambda done, total: counts.append(found()))
    assert set(counts) == {7}
    assert found() == 6


def test_a_failure_leaves_the_old_one(
    filled: list[Record], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    before = sorted((tmp_path / "index").iterdir())
    make_record(dataset(pid="new"))

    def fail(*arguments: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(TantivyRebuild, "swap", fail)
    with pytest.raises(OSError, match="disk"):
        rebuild()
    assert found() == 7
    assert outbox.left() == 1
    assert sorted((tmp_path / "index").iterdir()) == before
    monkeypatch.undo()
    assert drain() == DrainReport(indexed=1)


def test_records_at_fault_are_set_aside(
    filled: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    Record.objects.filter(pk=filled[0].pk).update(body="no JSON")
    build = writer.build

    def pick(one: Any, slots: Any) -> Any:
        if one.id == filled[4].pk:
            raise ValueError("ill")
        return build(one, slots)

    monkeypatch.setattr(writer, "build", pick)
    report = rebuild()
    assert set(report.problems) == {filled[0].pk, filled[4].pk}
    assert report.indexed == found() == 5
    assert {row.record_id: row.reason for row in Outbox.objects.all()} == report.problems
    monkeypatch.undo()
    rebuild()
    assert {row.record_id for row in Outbox.objects.all()} == {filled[0].pk}


def test_a_batch_refused_half_way_is_written_once(
    filled: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    add = TantivyRebuild.add

    def half(target: TantivyRebuild, documents: Any) -> None:
        records = all(isinstance(one, IndexDocument) for one in documents)
        some = documents[:2] if records else documents
        add(target, some)
        if len(documents) > len(some):
            raise IndexingFailed("cut off")

    monkeypatch.setattr(TantivyRebuild, "add", half)
    assert rebuild().indexed == found() == 7


def test_when_everything_is_refused_nothing_is_swapped(
    filled: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "MOST_REFUSED", 3)

    def refuse(*arguments: Any) -> None:
        raise IndexingFailed("ill")

    monkeypatch.setattr(TantivyRebuild, "add", refuse)
    monkeypatch.setattr(TantivyRebuild, "delete", refuse)
    with pytest.raises(IndexingFailed):
        rebuild()
    assert found() == 7
    assert outbox.set_aside() == 0


def test_only_one_at_a_time(filled: list[Record]) -> None:
    with lock(LOCK), pytest.raises(Busy):
        rebuild()


class TestCommand:
    def test_rebuild(self, filled: list[Record], capsys: pytest.CaptureFixture[str]) -> None:
        call_command("index", "rebuild")
        said = capsys.readouterr()
        assert "7 records indexed" in said.out
        assert "7 of 7 records" in said.err

    def test_rebuild_tells_of_refused_records(
        self, filled: list[Record], capsys: pytest.CaptureFixture[str]
    ) -> None:
        Record.objects.filter(pk=filled[0].pk).update(body="no JSON")
        call_command("index", "rebuild")
        said = capsys.readouterr()
        assert f"record {filled[0].pk} is set aside" in said.err
        assert "1 records set aside" in said.out

    def test_status(self, filled: list[Record], capsys: pytest.CaptureFixture[str]) -> None:
        make_record(dataset(pid="waiting"))
        call_command("index", "status")
        said = capsys.readouterr().out
        assert "documents: 7" in said
        assert "waiting in the outbox: 1" in said
        assert "set aside: 0" in said

    def test_status_without_an_index(
        self, own_index: None, db: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("index", "status")
        assert "index rebuild" in capsys.readouterr().out

    def test_drain(self, filled: list[Record], capsys: pytest.CaptureFixture[str]) -> None:
        make_record(dataset(pid="waiting"))
        call_command("index", "drain")
        assert "1 indexed, 0 deleted, 0 set aside, 0 left" in capsys.readouterr().out

    @pytest.mark.parametrize("action", ["rebuild", "drain"])
    def test_it_leaves_other_writers_alone(self, filled: list[Record], action: str) -> None:
        make_record(dataset(pid="waiting"))
        with lock(LOCK), pytest.raises(CommandError, match="try again"):
            call_command("index", action)
