"""``file:`` in the box finds the same with both engines' indexes, beside everything else."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack

import pytest

from search.engines.base import Engine
from search.files import within
from search.files.document import Every, FileNames, Part, Some
from search.files.engines.base import FileEngine
from search.files.engines.elasticsearch import ElasticsearchFiles
from search.files.engines.tantivy import TantivyFiles
from search.files.names import folded
from search.files.within import Finder, Lists, TooMany
from search.query.box import read_box
from search.query.tree import Node
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled
from tests.contract.corpus import document
from tests.services.elasticsearch import delete_indices

PATHS = {
    1: ["raw/scan_0010.h5", "raw/scan_0011.h5", "process/merged.mtz"],
    2: ["scan_0029.h5", "flats/flat_0001.edf"],
    3: ["scan_0030.h5", "Überstruktur/Ångström 1.dat"],
    4: ["raw/scan_001/flat.nxs"],
    5: [f"image_{number:05}.cbf" for number in range(2_000)],
    6: ["a", "ab"],
}
HELD = {number: tuple(map(folded, paths)) for number, paths in PATHS.items()}
CORPUS = [
    *(document(number, f"Film {number}") for number in HELD),
    document(7, "Film without files"),
    document(8, "Polymer without files"),
]


class Stored:
    """The lists as the catalogue would have them."""

    def count(self, ids: Sequence[int]) -> int:
        return sum(len(HELD[number]) for number in ids)

    def lists(self, ids: Sequence[int]) -> Lists:
        return ((number, HELD[number]) for number in ids)


@pytest.fixture(scope="module")
def records(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.fixture(scope="module")
def files(
    records: Engine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[FileEngine]:
    """The index of files of the same kind of engine."""
    with ExitStack() as stack:
        if records.name == "tantivy":
            engine: FileEngine = TantivyFiles(tmp_path_factory.mktemp("files"))
        else:
            url, alias = request.getfixturevalue("elasticsearch_url"), secrets.token_hex(6)
            engine = ElasticsearchFiles(url, f"contract-{alias}-files")
            stack.callback(delete_indices, url, f"contract-{alias}-files")
        with engine.rebuild() as rebuild:
            rebuild.add([FileNames(number, paths) for number, paths in HELD.items()])
            rebuild.swap()
        yield engine


@pytest.fixture
def find(records: Engine, files: FileEngine) -> Callable[[str], list[int]]:
    def all_ids(query: Node) -> list[int] | None:
        found = page(records, query, size=within.MOST_DATASETS)
        return found.ids if found.total <= within.MOST_DATASETS else None

    def found(text: str) -> list[int]:
        finder = Finder(files, Stored(), all_ids)
        return ids(records, finder.resolved(read_box(text).tree()))

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("file:scan_001", [1, 4]),
        ("file:SCAN_00", [1, 2, 3, 4]),
        ("file:raw/scan", [1, 4]),
        ('file:"angstrom 1"', [3]),
        ("file:nowhere", []),
        (r"file:/scan_00(1|2)\d\.h5/", [1, 2]),
        ("file:*_001*.h5", [1]),
        ("file:raw/*_001*", [1, 4]),
        ("file:/image_0[01]99[0-9].cbf/", [5]),
        (r"file:/\w/", [6]),
        ("file:*.dat", [3]),
        ("-file:*.h5", [4, 5, 6, 7, 8]),
        ("polymer OR file:*.edf", [2, 8]),
        ("film -file:scan", [5, 6, 7]),
        ("file:scan_00 file:*.edf", [2]),
        ("file:(merged OR flat_0)", [1, 2]),
        ("polymer file:scan", []),
    ],
)
def test_it_finds(find: Callable[[str], list[int]], text: str, expected: list[int]) -> None:
    assert find(text) == expected


def test_the_rest_narrows_down(
    find: Callable[[str], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(within, "MOST_DATASETS", 2)
    assert find("polymer -file:scan") == [8]
    for text in ("file:scan_00", "film file:scan_00", "polymer OR file:scan", "-file:scan"):
        with pytest.raises(TooMany, match="More than 2 datasets have “scan"):
            find(text)
    assert find('"Film 2" OR "Film 3" file:scan') == [2, 3]
    assert find('("Film 2" OR "Film 3") -file:*.edf') == [3]
    assert find('("Film 2" OR "Film 3") (file:scan OR file:raw)') == [2, 3]


def test_long_lists_arent_looked_through(
    find: Callable[[str], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(within, "MOST_READ", 1_000)
    assert find("file:image_00") == [5]
    with pytest.raises(TooMany, match="Too many files may be like"):
        find("file:image_*9.cbf")
    with pytest.raises(TooMany, match="Too many files may be like"):
        find('file:image_*9.cbf "Film 5"')
    assert find('file:*9.cbf "Film 1"') == []


def test_what_files_are_asked_for(files: FileEngine) -> None:
    scan, flat = Part("scan_00"), Part("flat")

    def found(*asked: object) -> Iterable[int] | None:
        answer = files.datasets(*asked)  # type: ignore[arg-type]
        return None if answer is None else sorted(answer)

    assert found(Every(), 6) == [1, 2, 3, 4, 5, 6]
    assert found(Every(), 5) is None
    assert found(Every((scan, flat)), 9) == [2, 4]
    assert found(Some((scan, Part("image"))), 9) == [1, 2, 3, 4, 5]
    assert found(Every((Some((scan, flat)), Part("raw/"))), 9) == [1, 4]
    assert found(scan, 2, [2, 3, 77]) == [2, 3]
    assert found(scan, 2, []) == []
    assert found(scan, 3) is None
