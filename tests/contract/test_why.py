"""What explains a result says of every record whether both engines find it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from portal.catalogue.models import Record
from search.engines.base import Engine
from search.indexing.projection import project
from search.query.box import read_box
from search.query.naming import expanded
from search.query.tree import And, MostWords, Near, Node, Not, Or, ParameterExists, Term
from search.why.subject import NotPublic, Subject
from tests.contract.asking import ids
from tests.contract.conftest import Filled
from tests.search.query.test_documented import EXAMPLES
from tests.search.why.corpus import real_records
from tests.search.why.looking import evidence, matches

TYPED = [
    *(one for one in EXAMPLES if "file:" not in one),  # these are no engine's own
    "data",
    "XAS data",
    "SAXS OR tomography",
    "-XAS",
    "sample temperature",
    '"of the"',
    "spectroscopy OR diffraction",
    "-spectroscopy",
    "technique:XAS",
    "title:*data*",
    "sample:/.*[0-9]/",
    "parameter:energy",
    "facility:ceric -type:raw",
    "kind:document",
    "probe:neutrons",
    "energy>1eV",
    "wavelength:..1m",
    "size>1kB",
    "files>=1",
    "date:2018..",
    "(nothing such) OR data",
    "person:*a*",
]


@pytest.fixture(scope="module")
def subjects(data: Path) -> list[Subject]:
    return [Subject(record) for record in real_records(data)]


@pytest.fixture(scope="module")
def engine(filled: Filled, subjects: list[Subject]) -> Engine:
    return filled([subject.document for subject in subjects])


def explained(subjects: Iterable[Subject], node: Node) -> list[int]:
    return [subject.record.pk for subject in subjects if matches(subject, node)]


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed(engine: Engine, subjects: list[Subject], typed: str) -> None:
    node = expanded(read_box(typed).tree())
    assert ids(engine, node) == explained(subjects, node)


def test_the_words_of_every_record(engine: Engine, subjects: list[Subject]) -> None:
    """Found by its own title, by a phrase of it, by each value; and each is explained."""
    for subject in subjects[::5]:
        title = subject.metadata.title.replace('"', " ").replace("/", " ")[:80]
        words = " ".join(word for word in title.split() if word.isalnum())
        values = [Term(one.field, one.shown, exact=False) for one in subject.values[3:20]]
        nodes: list[Node] = [
            MostWords(words),
            read_box(words).tree(),
            Or(tuple(values)),
            Not(And(tuple(values))),
        ]
        for node in nodes:
            assert ids(engine, node) == explained(subjects, node), node


def test_closeness_and_parameters(engine: Engine, subjects: list[Subject]) -> None:
    keys = sorted({key for subject in subjects for key in subject.document.parameters})
    assert len(keys) > 20
    for name, dimension in keys[::7]:
        near = Near((name,), dimension, 1.0, 1.0)
        for node in (near, ParameterExists(name, dimension), ParameterExists(name)):
            found = explained(subjects, node)
            assert found == ids(engine, node)
            assert found


def test_every_hit_has_a_place_for_each_part(subjects: list[Subject]) -> None:
    """Whatever is found by words or values can be shown where it stands."""
    seen = 0
    for typed in TYPED:
        node = expanded(read_box(typed).tree())
        for subject in subjects:
            found = evidence(subject, node, typed)
            if not matches(subject, node):
                assert not all(one.holds for one in found)
                continue
            seen += 1
            for one in found:
                assert one.holds
                assert one.places or one.note, (typed, subject.record.pk, one)
    assert seen > 300


def test_the_projection_knows_the_same_texts(subjects: list[Subject]) -> None:
    for subject in subjects:
        chunks = [chunk for _, text in subject.texts for chunk in text]
        told = {token for chunk in chunks for token in chunk.tokens}
        assert told == set(subject.document.text.split()) - {"|"}


def test_a_record_that_isn_t_public_is_no_subject(subjects: list[Subject]) -> None:
    hidden: Record = subjects[0].record
    since, hidden.public_from = hidden.public_from, None
    assert project(hidden) is None
    with pytest.raises(NotPublic):
        Subject(hidden)
    hidden.public_from = since
