"""The index of files follows the catalogue: what is public, and nothing else."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from portal.catalogue.models import FileList, Outbox, Record
from portal.catalogue.records import File
from search import services
from search.errors import IndexingFailed
from search.files import services as files
from search.files.document import FileNames
from search.files.engines.tantivy import TantivyFiles
from search.indexing.drain import DrainReport, drain
from search.indexing.rebuild import rebuild
from search.query.tree import All
from tests.factories import dataset, document, make_record, withdraw
from tests.indexed import Told

NIL: tuple[File, ...] = ()


def listed(path: str, **changes: Any) -> Record:
    return make_record(dataset(files=(File(path=path),), **changes))


def found(text: str) -> list[int]:
    return [group.row.id for group in files.find(text).groups]


def indexed_datasets() -> object:
    return files.stats()["datasets"]


def test_a_change_replaces_the_names(indexed: Told) -> None:
    record = listed("scan_old.h5")
    indexed()
    assert found("scan_old") == [record.pk]
    listed("scan_new.h5")
    indexed()
    assert (found("scan_new"), files.find("scan_old").total) == ([record.pk], 0)
    make_record(dataset(files=NIL))
    indexed()
    assert (files.find("scan_new").total, indexed_datasets()) == (0, 0)


def test_only_what_is_public(indexed: Told) -> None:
    listed("scan_private.h5", pid="1", public_from="")
    listed("scan_later.h5", pid="2", public_from="2999")
    record = listed("scan_public.h5", pid="3")
    make_record(document())
    indexed()
    assert (found("scan_"), indexed_datasets()) == ([record.pk], 1)
    rebuild()
    assert (found("scan_"), indexed_datasets()) == ([record.pk], 1)


def test_what_is_withdrawn_vanishes_at_once(indexed: Told) -> None:
    record = listed("scan_1.h5")
    indexed()
    withdraw(record)
    assert found("scan_1") == []  # before the index is told
    indexed()
    assert (files.find("scan_1").total, indexed_datasets()) == (0, 0)


def test_a_missing_index_is_made_by_the_next_drain(indexed: Told) -> None:
    record = listed("scan_1.h5")
    indexed()
    folder = files.engine()._folders.pointer  # type: ignore[attr-defined]
    folder.unlink()
    listed("scan_2.h5", pid="2")
    assert drain().indexed == 2
    assert files.find("scan_1").groups[0].row.id == record.pk


def test_a_rebuild_makes_both(indexed: Told) -> None:
    record = listed("scan_1.h5")
    rebuild()
    assert found("scan_1") == [record.pk]
    assert services.count(All()) == 1


def test_what_comes_during_a_rebuild(indexed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = listed("scan_1.h5", pid="1"), listed("scan_2.h5", pid="2")
    indexed()
    third: list[Record] = []

    def meanwhile(done: int, total: int | None) -> None:
        if done and not third:
            withdraw(first)
            listed("scan_renamed.h5", pid="2")
            third.append(listed("scan_3.h5", pid="3"))

    rebuild(meanwhile)
    assert found("scan_") == [third[0].pk, second.pk]
    assert (found("renamed"), files.find("scan_1").total) == ([second.pk], 0)


def test_names_that_are_refused_set_their_record_aside(
    indexed: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = listed("scan_bad.h5", pid="1"), listed("scan_good.h5", pid="2")
    write = TantivyFiles.write

    def refuse(engine: TantivyFiles, upserts: list[FileNames], deletes: Any) -> None:
        if any(one.id == bad.pk for one in upserts):
            raise IndexingFailed("it makes the engine ill")
        write(engine, upserts, deletes)

    monkeypatch.setattr(TantivyFiles, "write", refuse)
    assert drain().set_aside == 1
    assert found("scan_") == [good.pk]
    assert Outbox.objects.get().record_id == bad.pk


def test_a_list_that_cant_be_read(indexed: Told) -> None:
    bad, good = listed("scan_bad.h5", pid="1"), listed("scan_good.h5", pid="2")
    FileList.objects.filter(pk=bad.pk).update(packed=b"broken")
    assert drain() == DrainReport(indexed=1, set_aside=1)
    assert found("scan_") == [good.pk]


def test_a_bound_for_the_largest(indexed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.files.indexing.MOST_BYTES", 12)
    make_record(dataset(files=(File(path="scan_1.h5"), File(path="scan_2.h5"))))
    indexed()
    assert files.find("scan_1").total == 1
    assert files.find("scan_2").total == 0


def test_status_tells_of_it(indexed: Told) -> None:
    listed("scan_1.h5")
    indexed()
    said = io.StringIO()
    call_command("index", "status", stdout=said)
    assert "files, datasets: 1\n" in said.getvalue()
    files.engine()._folders.pointer.unlink()  # type: ignore[attr-defined]
    said = io.StringIO()
    call_command("index", "status", stdout=said)
    assert "files, trouble: " in said.getvalue()
    assert "documents: 1\n" in said.getvalue()
