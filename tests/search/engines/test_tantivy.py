"""What only the embedded engine has: folders, a pointer, columns for parameters."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import split
from search.engines.tantivy import facets, folders, parameters, schema
from search.engines.tantivy.engine import TantivyEngine
from search.engines.tantivy.parameters import Slots, sortable, tail_key
from search.engines.tantivy.writer import build
from search.errors import EngineUnavailable, IndexingFailed, IndexMissing
from search.query.tree import All, ParameterRange, Words
from search.request import FacetRequest
from tests.contract.asking import ids, page
from tests.contract.conftest import fill
from tests.contract.corpus import document

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    made = TantivyEngine(tmp_path / "index")
    fill(made, [document(1, "one"), document(2, "two")])
    return made


def folder(engine: TantivyEngine) -> Path:
    return engine._folders.current()


def test_other_processes_see_what_is_written(engine: TantivyEngine, tmp_path: Path) -> None:
    """Another reader follows commits and swaps, each at its next search."""
    reader = TantivyEngine(tmp_path / "index")
    assert ids(reader, All()) == [1, 2]
    engine.write([document(3, parameters={("fresh", "number"): (1.0,)})], [1])
    assert ids(reader, All()) == [2, 3]
    assert ids(reader, ParameterRange("fresh", "number", 1, 1)) == [3]
    fill(engine, [document(4)])
    assert ids(reader, All()) == [4]


def test_a_real_other_process_writes(engine: TantivyEngine, tmp_path: Path) -> None:
    assert ids(engine, All()) == [1, 2]
    program = (
        "import sys, django; django.setup();"
        "from pathlib import Path; from search.engines.tantivy.engine import TantivyEngine;"
        "from tests.contract.corpus import document;"
        "TantivyEngine(Path(sys.argv[1])).write([document(5, 'five')], [])"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "index")],
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=Path(__file__).resolve().parents[3],
    )
    assert ids(engine, Words("five")) == [5]


def test_replaced_folders_are_removed(engine: TantivyEngine) -> None:
    first = folder(engine)
    fill(engine, [document(3)])
    assert not first.exists()
    assert [path.name for path in first.parent.iterdir() if path.is_dir()] == [folder(engine).name]


def test_other_files_are_left_alone(engine: TantivyEngine) -> None:
    own = engine._folders.root / "notes" / "mine.txt"
    own.parent.mkdir()
    own.write_text("keep")
    fill(engine, [])
    assert own.read_text() == "keep"


@pytest.mark.parametrize("content", ["", "../..", "nowhere", "\x00", "a/b", "\ud800"])
def test_a_wrong_pointer(engine: TantivyEngine, content: str) -> None:
    engine._folders.pointer.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(IndexMissing, match="index rebuild"):
        page(engine)
    assert engine.needs_rebuild()
    fill(engine, [document(7)])
    assert ids(engine, All()) == [7]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"index_settings"', b"\xff\x00" * 100])
def test_a_damaged_index(engine: TantivyEngine, content: bytes) -> None:
    (folder(engine) / "meta.json").write_bytes(content)
    engine._reader.forget()
    with pytest.raises(EngineUnavailable, match="index rebuild"):
        page(engine)
    assert engine.health()
    assert engine.needs_rebuild()
    with pytest.raises((EngineUnavailable, IndexingFailed)):
        engine.write([document(1)], ())
    fill(engine, [document(7)])
    assert engine.health() is None
    assert ids(engine, All()) == [7]


def test_damaged_segments(engine: TantivyEngine) -> None:
    for path in folder(engine).glob("*.idx"):
        path.write_bytes(b"")
    engine._reader.forget()
    with pytest.raises(EngineUnavailable, match="index rebuild"):
        page(engine, Words("one"))
    assert engine.needs_rebuild()


def test_a_folder_that_is_gone(engine: TantivyEngine) -> None:
    assert ids(engine, All()) == [1, 2]
    folders.remove(folder(engine))
    with pytest.raises(IndexMissing):
        page(engine)
    assert engine.needs_rebuild()


def test_an_index_of_another_version(engine: TantivyEngine) -> None:
    """It answers as well as it can, and is rebuilt before it is written to."""
    label = folder(engine) / folders.LABEL
    label.write_text(json.dumps({"fingerprint": "old"}))
    assert ids(engine, All()) == [1, 2]
    assert "another version" in engine.needs_rebuild()
    label.unlink()
    assert engine.needs_rebuild()
    fill(engine, [])
    assert engine.needs_rebuild() == ""


def test_an_index_without_todays_fields(engine: TantivyEngine, tmp_path: Path) -> None:
    old = tantivy.SchemaBuilder()
    old.add_unsigned_field("id", indexed=True, fast=True)
    place = tmp_path / "index" / "old"
    place.mkdir()
    tantivy.Index(old.build(), path=str(place))
    engine._folders.point_to(place)
    with pytest.raises(EngineUnavailable, match="index rebuild"):
        page(engine, Words("one"), sort="relevance")
    assert engine.needs_rebuild()


def test_two_writers_at_once_are_refused(engine: TantivyEngine) -> None:
    held = tantivy.Index.open(str(folder(engine))).writer(20_000_000, 1)
    with pytest.raises(IndexingFailed, match="lock"):
        engine.write([document(3)], ())
    del held
    engine.write([document(3)], ())
    assert ids(engine, All()) == [1, 2, 3]


def test_a_value_of_a_wrong_type_spoils_nothing(engine: TantivyEngine) -> None:
    wrong = document(3)
    wrong.numbers["size"] = "large"  # type: ignore[assignment]
    for values in (wrong, document(4, size=2**64)):
        with pytest.raises(IndexingFailed):
            engine.write([document(5), values], [1])
    assert ids(engine, All()) == [1, 2]
    engine.write([document(5)], [1])
    assert ids(engine, All()) == [2, 5]


class TestParameters:
    def test_columns_are_kept(self, tmp_path: Path) -> None:
        slots = Slots(tmp_path)
        assert slots.assign(("t", "temperature")) == slots.assign(("t", "temperature")) == "p0"
        assert slots.assign(("t", "number")) == "p1"
        assert Slots(tmp_path).find(("t", "number")) is None
        slots.save()
        assert Slots(tmp_path).find(("t", "number")) == "p1"
        assert Slots(tmp_path).assign(("x", "number")) == "p2"

    def test_they_run_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(parameters, "SLOTS", 2)
        slots = Slots(tmp_path)
        found = [slots.assign((name, "number")) for name in "abcab"]
        assert found == ["p0", "p1", None, "p0", "p1"]
        assert slots.full

    def test_the_dictionary_comes_first(self, engine: TantivyEngine) -> None:
        slots = Slots(folder(engine))
        assert slots.find(("sample_temperature", "temperature"))
        assert not slots.full

    @given(FINITE, FINITE)
    def test_sortable_numbers_order_as_the_floats(self, one: float, other: float) -> None:
        assert (sortable(one) < sortable(other)) == (one < other)
        assert (sortable(one) == sortable(other)) == (one == other)
        assert sortable(-math.inf) <= sortable(one) <= sortable(math.inf)
        assert -(2**63) < sortable(one) < 2**63

    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=50))
    def test_tail_keys_are_harmless(self, name: str) -> None:
        key = tail_key((name, "number"))
        assert key.isascii()
        assert key.isalnum()
        assert key != tail_key((name, "length"))


def test_any_letter_can_stand_in_an_order_by_title(tmp_path: Path) -> None:
    """Keys of titles go through tantivy's query parser, so all letters there are must pass."""
    letters = "".join(
        sign for code in range(0x110000) if split(sign := chr(code)) and not sign.isascii()
    )
    words = split(" ".join(letters[start : start + 8] for start in range(0, len(letters), 8)))
    keys = ["-".join(words[start : start + 20]) for start in range(0, len(words), 20)]
    engine = TantivyEngine(tmp_path / "index")
    documents = [document(number) for number in range(len(keys))]
    for made, key in zip(documents, keys, strict=True):
        made.keys["key_title"] = key
    fill(engine, documents)
    view = engine._reader.view()
    for key in keys:
        beyond = view.compiler.index.parse_query(f"key_title:{{{key} TO *}}")
        assert view.count(beyond) == sum(other > key for other in keys)


@pytest.mark.parametrize("word", ["to", "TO", "and", "or", "not", "in", "1e5", "2020", "00", "inf"])
def test_words_of_the_parser_are_plain_in_titles(tmp_path: Path, word: str) -> None:
    engine = TantivyEngine(tmp_path / "index")
    titles = [word, f"{word} {word}", f"a {word}", "zzz"]
    fill(engine, [document(number, title) for number, title in enumerate(titles, 1)])
    first = page(engine, sort="title", size=1)
    rest = page(engine, sort="title", size=10, after=first.last)
    assert sorted(first.ids + rest.ids) == [1, 2, 3, 4]


def test_documents_are_built_value_by_value(tmp_path: Path) -> None:
    made = document(1, "x", facets={"year": ["2019", "2020"]}, size=5)
    built = build(made, Slots(tmp_path)).to_dict()
    assert built["id"] == [1]
    assert built["size"] == [5]
    assert built[schema.facet("year")] == ["2019", "2020"]


@pytest.mark.parametrize(("together", "counted"), [(0, 2), (2, 4)])
def test_the_clock_is_looked_at_between_facets_of_many_hits(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch, together: int, counted: int
) -> None:
    """Each look takes two of the five seconds."""
    clock = SimpleNamespace(monotonic=iter(range(0, 1_000, 2)).__next__)
    monkeypatch.setattr(facets, "time", clock)
    monkeypatch.setattr(facets, "TOGETHER", together)
    names = ("kind", "facility", "year", "keyword")
    found = page(engine, facets=tuple(map(FacetRequest, names))).facets
    assert [found[name].timed_out for name in names] == [place >= counted for place in range(4)]
