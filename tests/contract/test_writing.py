"""Upserts, deletes, rebuilds and crashes."""

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from search.engines.base import Engine
from search.errors import IndexMissing
from search.query.tree import All, ParameterRange, Words
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled, elasticsearch_engine, fill
from tests.contract.corpus import TEMPERATURE, document


def test_upsert_replaces(engine: Engine) -> None:
    engine.write([document(1, "old words", parameters={TEMPERATURE: (1.0,)})], ())
    engine.write([document(1, "new words", parameters={TEMPERATURE: (2.0,)})], ())
    assert ids(engine, All()) == [1]
    assert ids(engine, Words("old")) == []
    assert ids(engine, Words("new")) == [1]
    assert ids(engine, ParameterRange(*TEMPERATURE, 0, 1.5)) == []
    assert engine.stats()["documents"] == 1


def test_delete(engine: Engine) -> None:
    engine.write([document(number) for number in (1, 2, 3)], ())
    engine.write((), [2, 77])
    assert ids(engine, All()) == [1, 3]
    engine.write([document(4)], [1, 3])
    assert ids(engine, All()) == [4]


def test_a_batch_of_nothing(engine: Engine) -> None:
    engine.write((), ())
    assert ids(engine, All()) == []


def test_bulk(engine: Engine) -> None:
    """More than one request's worth, with new parameters in every document."""
    documents = [
        document(
            number,
            "words " * 50,
            parameters={(f"made_up_{number % 150}", "number"): (float(number),)},
        )
        for number in range(1, 3_001)
    ]
    engine.write(documents, ())
    assert engine.count(All()) == 3_000
    assert ids(engine, ParameterRange("made_up_7", "number", 100, 1_000)) == [
        157, 307, 457, 607, 757, 907,
    ]  # fmt: skip


def test_more_parameters_than_fields(filled: Filled) -> None:
    """Names beyond the last field are found by the same ranges, negative and tiny ones too."""
    names = [(f"{chr(97 + number % 26)}_{number}", "number") for number in range(2_600)]
    documents = [
        document(
            part + 1,
            parameters={
                name: (float(part), -1e-35 * (part + 1))
                for name in names[part * 650 : part * 650 + 900]
            },
        )
        for part in range(3)
    ]
    engine = filled(documents)
    for position, name in enumerate(names):
        expected = [one.id for one in documents if name in one.parameters]
        if position % 97 == 0 or position > 2_190:
            assert ids(engine, ParameterRange(*name)) == expected, name
    last = documents[2].id
    key = names[2_150]
    assert ids(engine, ParameterRange(*key, 2, 2)) == [last]
    assert ids(engine, ParameterRange(*key, 2, None, include_low=False)) == []
    assert ids(engine, ParameterRange(*key, -4e-35, -2e-35)) == [last]
    assert ids(engine, ParameterRange(*key, -2e-35, 0)) == []
    assert ids(engine, ParameterRange(*key, None, 0, include_high=False)) == [last]


def test_a_rebuild_replaces_everything(engine: Engine) -> None:
    engine.write([document(1, "old"), document(2, "old")], ())
    with engine.rebuild() as rebuild:
        rebuild.add([document(2, "new"), document(3, "new"), document(4, "new")])
        rebuild.delete([3, 4])
        rebuild.add([document(3, "newer")])
        assert ids(engine, All()) == [1, 2]  # the old one answers until the swap
        rebuild.swap()
    assert ids(engine, All()) == [2, 3]
    assert ids(engine, Words("newer")) == [3]
    assert engine.needs_rebuild() == ""


class _Stopped(Exception):
    pass


def test_a_failed_rebuild_leaves_no_trace(engine: Engine) -> None:
    engine.write([document(1)], ())
    with suppress(_Stopped), engine.rebuild() as rebuild:
        rebuild.add([document(2)])
        raise _Stopped
    assert ids(engine, All()) == [1]
    engine.write([document(3)], ())
    assert ids(engine, All()) == [1, 3]


def test_a_rebuild_left_half_way_is_swept_by_the_next(engine: Engine) -> None:
    """As after kill -9: nobody ends the first one."""
    engine.write([document(1)], ())
    abandoned = engine.rebuild()
    abandoned.__enter__().add([document(2)])
    with suppress(Exception):
        fill(engine, [document(3)])
    assert ids(engine, All()) == [3]


@pytest.fixture
def missing(request: pytest.FixtureRequest, filled: Filled) -> Iterator[Engine]:
    """An engine without any index."""
    kind = "tantivy" if type(filled([])).__name__.startswith("Tantivy") else "elasticsearch"
    if kind == "tantivy":
        from search.engines.tantivy.engine import TantivyEngine

        yield TantivyEngine(request.getfixturevalue("tmp_path") / "nothing")
        return
    with elasticsearch_engine(request.getfixturevalue("elasticsearch_url")) as engine:
        yield engine


def test_without_an_index(missing: Engine) -> None:
    with pytest.raises(IndexMissing, match="index rebuild"):
        page(missing)
    with pytest.raises(IndexMissing):
        missing.count(All())
    with pytest.raises(IndexMissing):
        missing.write([document(1)], ())
    assert missing.needs_rebuild()
    assert missing.health()
    fill(missing, [document(1)])
    assert missing.health() is None
    assert missing.needs_rebuild() == ""
    assert ids(missing, All()) == [1]


def test_rebuilding_leaves_no_gap(engine: Engine) -> None:
    """A reader that never stops finds all records before, during and after each swap."""
    documents = [document(number, "word") for number in range(1, 51)]
    fill(engine, documents)
    totals: list[int] = []
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                hits = page(engine, Words("word"), size=5, sort="relevance")
                totals.append(hits.total)
                assert hits.ids == [1, 2, 3, 4, 5]
            except BaseException as error:
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(5):
            fill(engine, documents)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failures
    assert set(totals) == {50}
