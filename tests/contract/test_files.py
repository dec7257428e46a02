"""Files are found alike in both engines, and as plain Python finds them."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.files import document
from search.files.document import FileHits, FileNames, Fragment
from search.files.engines.base import FileEngine
from search.files.engines.elasticsearch import ElasticsearchFiles
from search.files.engines.tantivy import TantivyFiles
from search.files.names import GRAM, folded
from tests.services.elasticsearch import delete_indices

Filled = Callable[[Sequence[FileNames]], FileEngine]
PATHS = [
    ["raw/scan_0001.h5", "raw/scan_0002.h5", "Überstruktur/Ångström.dat"],
    ["scan_0001.h5", "scan\\windows\\path.txt", "a", "", "ab", "abc"],
    ["with two  blanks.tif", "tab\tand\nline.tif", "naïve café/Œuvre.txt"],
    ["x" * 300 + "needle" + "y" * 300, "/" * 40, "....", "aaaaaaa", "abababab"],
    ["試料/測定_001.nxs", "Σίσυφος.dat", "emoji 🧪🧪🧪.png", "ﬁeld ½.csv", "e\u0301te\u0301.txt"],
    [
        '"quoted" AND (x OR y)*?.dat',
        "C:\\data\\{run}~1",
        "+-&&||!^[]",
        "|||",
        "a|||b",
        "sep\x1carat\x1fed\u3000now",
    ],
    ["one_abc", "def_two"],  # "abcdef" stands in neither
    ["scan_0001.h5"],
]
HELD = [FileNames(number, tuple(map(folded, paths))) for number, paths in enumerate(PATHS, 1)]
PLAIN = "".join(sorted({sign for paths in PATHS for path in paths for sign in path}))


@contextmanager
def elasticsearch_files(url: str) -> Iterator[FileEngine]:
    alias = f"contract-{secrets.token_hex(6)}-files"
    try:
        yield ElasticsearchFiles(url, alias)
    finally:
        delete_indices(url, alias)


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """Makes engines that hold given names, for the tests of this module."""
    with ExitStack() as stack:

        def make(held: Sequence[FileNames]) -> FileEngine:
            if request.param == "tantivy":
                engine: FileEngine = TantivyFiles(Path(tmp_path_factory.mktemp("files")))
            else:
                url = request.getfixturevalue("elasticsearch_url")
                engine = stack.enter_context(elasticsearch_files(url))
            fill(engine, held)
            return engine

        yield make


@pytest.fixture(scope="module")
def engine(filled: Filled) -> FileEngine:
    """An engine with PATHS, which no test changes."""
    return filled(HELD)


def fill(engine: FileEngine, held: Sequence[FileNames]) -> None:
    with engine.rebuild() as rebuild:
        rebuild.add(held)
        rebuild.swap()


def break_off(engine: FileEngine) -> None:
    with engine.rebuild() as rebuild:
        rebuild.add([FileNames(50, ("scan_0001",))])
        raise ZeroDivisionError


def found(engine: FileEngine, text: str) -> list[int]:
    hits = engine.search(Fragment(folded(text), 20))
    assert hits.total == len(hits.ids)
    assert not hits.further
    assert not hits.uncounted
    return hits.ids


def naive(text: str) -> list[int]:
    return [one.id for one in reversed(HELD) if any(folded(text) in path for path in one.paths)]


def part_of_a_path(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from([path for paths in PATHS for path in paths]))
    start = draw(st.integers(0, max(0, len(path) - 1)))
    return path[start : start + draw(st.integers(1, 14))]


parts = st.composite(part_of_a_path)()


@given(st.one_of(parts, st.text(PLAIN, max_size=8), st.builds(str.__add__, parts, parts)))
@example("abcdef")
@example("abc")
@example("c_def_")
@example("SCAN_0001")
@example("|||")
@example("angstrom")
@example("ŒUVRE")
@example("two  blanks")
@example("two blanks")
@example("ababab")
@example("x" * 300 + "needle" + "y" * 150)
@example("\x1f\x1f\x1f")
@example("\u2028\u2029\x85")
@example("\x00\x00\x00")
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_finds_what_plain_python_finds(engine: FileEngine, text: str) -> None:
    if len(folded(text)) >= GRAM:
        assert found(engine, text) == naive(text)


def test_pages_neither_skip_nor_repeat(filled: Filled) -> None:
    engine = filled([FileNames(number, (f"scan_{number:04}.h5",)) for number in range(1, 48)])
    seen: list[int] = []
    before, further = None, True
    while further:
        hits = engine.search(Fragment("scan_", 10, before))
        assert hits.total == 47
        seen += hits.ids
        before, further = hits.ids[-1], hits.further
    assert seen == list(range(47, 0, -1))
    assert engine.search(Fragment("scan_", 10, 1)) == FileHits(47, False, [], False)


def test_counting_stops(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tantivy", "elasticsearch"):
        monkeypatch.setattr(f"search.files.engines.{module}.MOST_COUNTED", 5)
    engine = filled([FileNames(number, (f"scan_{number:04}.h5",)) for number in range(1, 8)])
    assert engine.search(Fragment("scan_", 3)) == FileHits(5, True, [7, 6, 5], True)
    assert engine.search(Fragment("scan_", 3, 5)) == FileHits(5, True, [4, 3, 2], True)
    assert engine.search(Fragment("scan_0003", 3)) == FileHits(1, False, [3], False)


def test_what_is_written_replaces_and_deletes(filled: Filled) -> None:
    engine = filled(HELD)
    engine.write([FileNames(8, ("other.h5",)), FileNames(99, ("scan_0001",))], [1, 77])
    assert found(engine, "scan_0001") == [99, 2]
    assert found(engine, "other.h5") == [8]
    assert engine.stats()["datasets"] == 8
    fill(engine, [FileNames(1, ("abc",))])
    assert found(engine, "abc") == [1]


def test_what_changes_during_a_rebuild(filled: Filled) -> None:
    engine = filled(HELD)
    with engine.rebuild() as rebuild:
        rebuild.add(HELD)
        rebuild.delete([8, 2])
        rebuild.add([FileNames(8, ("other.h5",))])
        assert found(engine, "scan_0001") == [8, 2, 1]  # until the swap
        rebuild.swap()
    assert found(engine, "scan_0001") == [1]
    assert found(engine, "other.h5") == [8]


def test_a_rebuild_that_fails_changes_nothing(filled: Filled) -> None:
    engine = filled(HELD)
    with pytest.raises(ZeroDivisionError):
        break_off(engine)
    assert found(engine, "scan_0001") == [8, 2, 1]


def test_another_version_is_rebuilt(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = filled(HELD)
    assert engine.needs_rebuild() == ""
    monkeypatch.setattr(document, "FORMAT", -1)
    assert "another version" in engine.needs_rebuild()
    assert found(engine, "scan_0001") == [8, 2, 1]


def test_many_files_of_one_dataset(filled: Filled) -> None:
    paths = tuple(f"visitor/raw/image_{number:06}.cbf" for number in range(30_000))
    engine = filled([FileNames(1, paths)])
    assert found(engine, "image_029999.cbf") == [1]
    assert found(engine, "image_030000") == []
