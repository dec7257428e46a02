"""Suggestions are found, ordered and counted alike in both engines."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import split
from search.query.tree import Node, Term
from search.suggest import document
from search.suggest.document import (
    KINDS,
    Name,
    RecordNames,
    counted,
    node,
    record_id,
    spellings,
    wanted,
)
from search.suggest.engines.base import Store
from search.suggest.engines.elasticsearch import ElasticsearchStore
from search.suggest.engines.tantivy import TantivyStore
from search.suggest.keeping import Keeper
from tests.services.elasticsearch import delete_indices

pytestmark = pytest.mark.django_db

NAMES: list[Name] = [
    ("sample", "NaCl 10%"),
    ("sample", "nacl 10%"),
    ("sample", "Table salt (NaCl)"),
    ("sample", "NSP10_A12"),
    ("sample", "Überstruktur Æ"),
    ("sample", "試料 42"),
    ("sample", "one AND (two OR three)*?~^"),
    ("person", "Ana González"),
    ("person", "Anabel Smith"),
    ("person", "Jo Nacl"),
    ("instrument", "ID19"),
    ("instrument", "NaCl beamline"),
    ("technique", "PaNET01189"),
    ("technique", "PaNET01124"),
]
HELD = [
    RecordNames(
        number,
        title=f"Study n{number} of {NAMES[number % len(NAMES)][1]}",
        is_document=number % 5 == 0,
        names=tuple(dict.fromkeys(NAMES[(number * step) % len(NAMES)] for step in (1, 3, 7))),
        words=frozenset(["lysozyme", "crystal", "diffraction", "difraction"][: number % 5]),
    )
    for number in range(1, 41)
]


class Records:
    """What records there are, in the place of the index of records."""

    def __init__(self, held: Sequence[RecordNames] = ()) -> None:
        self.held = {one.id: one for one in held}

    def counts(self, nodes: Sequence[Node]) -> list[int]:
        return [self.count(one) for one in nodes]

    def count(self, asked: Node) -> int:
        assert isinstance(asked, Term)
        return sum(
            any(_same(node(name), asked) for name in one.names) for one in self.held.values()
        )


def _same(one: Node, other: Term) -> bool:
    assert isinstance(one, Term)
    if other.exact:
        return one == other
    return (one.field, document.analysis.fold(one.value)) == (
        other.field,
        document.analysis.fold(other.value),
    )


@contextmanager
def elasticsearch_store(url: str) -> Iterator[Store]:
    alias = f"contract-{secrets.token_hex(6)}-suggestions"
    try:
        yield ElasticsearchStore(url, alias)
    finally:
        delete_indices(url, alias)


Filled = Callable[[Records], Keeper]


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """Makes indices of given records, for the tests of this module."""
    with ExitStack() as stack:

        def make(records: Records) -> Keeper:
            if request.param == "tantivy":
                store: Store = TantivyStore(Path(tmp_path_factory.mktemp("suggestions")))
            else:
                url = request.getfixturevalue("elasticsearch_url")
                store = stack.enter_context(elasticsearch_store(url))
            keeper = Keeper(store, records.counts)
            with keeper.rebuild() as rebuild:
                rebuild.add(list(records.held.values()))
                rebuild.swap()
            return keeper

        yield make


@pytest.fixture
def keeper(filled: Filled) -> Keeper:
    return filled(Records(HELD))


def names(keeper: Keeper, kind: str, text: str, from_start: bool = False) -> list[tuple[str, int]]:
    (orders,) = keeper.store.first([wanted(kind, split(text), from_start)], 50)
    return [counted(order) for order in orders]


def naive(records: Records, kind: str, text: str, from_start: bool) -> list[tuple[str, int]]:
    """What plain Python finds, in order."""
    found = []
    for name in {name for one in records.held.values() for name in one.names}:
        words = [split(spelling) for spelling in spellings(name)]
        everywhere = [word for spelling in words for word in spelling]
        firsts = [spelling[0] for spelling in words if spelling]
        typed = split(text)
        has = all(any(word.startswith(one) for word in everywhere) for one in typed)
        begins = any(word.startswith(typed[0]) for word in firsts)
        if name[0] == kind and has and (begins or not from_start):
            found.append((name[1], records.count(node(name))))
    return sorted(found, key=lambda one: (-one[1], one[0].encode()))


typed = st.builds(
    lambda word, end: word[:end],
    st.sampled_from([word for name in NAMES for one in spellings(name) for word in split(one)]),
    st.integers(1, 8),
)


def test_names_are_found_as_plain_python_finds_them(filled: Filled) -> None:
    records = Records(HELD)
    keeper = filled(records)

    @given(st.sampled_from(KINDS), st.lists(typed, min_size=1, max_size=3), st.booleans())
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def check(kind: str, words: list[str], from_start: bool) -> None:
        text = " ".join(words)
        assert names(keeper, kind, text, from_start) == naive(records, kind, text, from_start)

    check()


def test_titles_documents_first(keeper: Keeper) -> None:
    (orders,) = keeper.store.first([wanted("title", ["study", "n4"], False)], 50)
    assert [record_id(order) for order in orders] == [40, 4]
    (orders,) = keeper.store.first([wanted("title", ["stu"], True)], 3)
    assert [record_id(order) for order in orders] == [40, 35, 30]
    assert keeper.store.first([wanted("title", ["n4"], True)], 3) == [[]]
    assert keeper.store.first([], 3) == []


def test_a_change_counts_anew(filled: Filled) -> None:
    salt: Name = ("sample", "Table salt")
    records = Records([RecordNames(1, names=(salt,)), RecordNames(2, names=(salt,))])
    keeper = filled(records)
    assert names(keeper, "sample", "ta") == [("Table salt", 2)]
    records.held[2] = RecordNames(2, names=(("sample", "Tantalum"),))
    keeper.write([records.held[2]], [])
    assert names(keeper, "sample", "ta") == [("Table salt", 1), ("Tantalum", 1)]
    del records.held[1]
    keeper.write([], [1, 99])
    assert names(keeper, "sample", "ta") == [("Tantalum", 1)]
    keeper.write([records.held[2]], [1])  # once more, as after a crash
    assert names(keeper, "sample", "ta") == [("Tantalum", 1)]
    assert keeper.store.stats()["entries"] == 2


def test_what_changes_during_a_rebuild(filled: Filled) -> None:
    records = Records(HELD)
    keeper = filled(records)
    with keeper.rebuild() as rebuild:
        rebuild.add(HELD)
        records.held = {1: RecordNames(1, title="Only", names=(("sample", "Tantalum"),))}
        rebuild.delete([one.id for one in HELD])
        rebuild.add(list(records.held.values()))
        assert names(keeper, "instrument", "id19")  # until the swap
        rebuild.swap()
    assert names(keeper, "instrument", "id19") == []
    assert names(keeper, "sample", "t") == [("Tantalum", 1)]
    assert keeper.store.first([wanted("title", ["study"], False)], 3) == [[]]


def break_off(keeper: Keeper) -> None:
    with keeper.rebuild() as rebuild:
        rebuild.add([RecordNames(50, names=(("sample", "Tantalum"),))])
        raise ZeroDivisionError


def test_a_rebuild_that_fails_changes_nothing(keeper: Keeper) -> None:
    with pytest.raises(ZeroDivisionError):
        break_off(keeper)
    assert names(keeper, "sample", "tant") == []
    assert names(keeper, "instrument", "id") != []


def test_another_version_is_rebuilt(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keeper.needs_rebuild() == ""
    monkeypatch.setattr(document, "FORMAT", -1)
    assert "another version" in keeper.needs_rebuild()


def test_near_words(keeper: Keeper) -> None:
    near = keeper.store.near
    assert near("lysozime", 1) == ["lysozyme"]
    assert near("lysozmye", 1) == ["lysozyme"]  # two letters swapped are one change
    assert near("lisozime", 1) == []
    assert near("lisozime", 2) == ["lysozyme"]
    assert near("diffraction", 1) == ["diffraction", "difraction"]
    assert near("ly*", 2) == []
    keeper.write([RecordNames(99, words=frozenset(["lysozymes", "crystal"]))], [])
    assert near("lysozyme", 1) == ["lysozyme", "lysozymes"]
    assert keeper.store.held(["word crystal", "word nowhere"]) == {"word crystal": ""}
