"""Techniques by any of their names find all below them, in both engines."""

from collections.abc import Sequence

import pytest

from search.engines.base import Engine
from search.indexing.document import IndexDocument
from search.indexing.techniques import entry
from search.matching import parts
from search.query.box import read_box
from search.query.tree import And, Favoured, Or, Term, Words
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled
from tests.contract.corpus import document


def measured(number: int, title: str, panet: Sequence[str] = ()) -> IndexDocument:
    """A document with the terms of its techniques, but not with their names."""
    made = document(number, title)
    for one in panet:
        added = entry(one)
        assert added is not None
        made.terms.extend(added.terms)
    return made


SAXS, GISAXS, XRR, SANS = "PaNET01188", "PaNET01162", "PaNET01149", "PaNET01189"
CORPUS = [
    measured(1, "Micelles", [SAXS]),
    measured(2, "Films of micelles", [GISAXS]),
    measured(3, "SAXS of proteins"),
    measured(4, "Multilayer", [XRR]),
    measured(5, "Micelles again", [SANS]),
    measured(6, "XRR of films"),
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SAXS", [1, 2, 3]),
        ("saxs micelles", [1, 2]),
        ("GISAXS", [2]),
        ("small angle scattering", [1, 2, 5]),
        ('"small-angle X-ray scattering"', [1, 2]),
        ("scattering micelles", [1, 2, 5]),
        ("XRR", [4, 6]),
        ("X-ray reflectometry", [4]),
        ("micelles -SAXS", [5]),
        ("XRR OR SANS", [4, 5, 6]),
        ("technique:SAXS", [1, 2]),
        ("technique:XRR", [4]),
        ('technique:"X-ray reflectivity"', [4]),
        ('technique:"small angle scattering"', [1, 2, 5]),
        ("-technique:SAXS", [3, 4, 5, 6]),
        ("what is it that SAXS of unheard micelles says", [1, 2, 3, 5]),
    ],
)
def test_it_finds(engine: Engine, text: str, expected: list[int]) -> None:
    query = And(tuple(parts(read_box(text).clauses, "")))
    assert ids(engine, query) == expected


def test_being_of_the_technique_counts(engine: Engine) -> None:
    """A record with both comes before one that is of no technique and has no such word."""
    query = And(tuple(parts(read_box("(SAXS proteins) OR micelles OR films").clauses, "")))
    ranked = page(engine, query, sort="relevance").ids
    plain = And((Or((Words("micelles"), Words("films"), Favoured(Term("technique", SAXS), 0.5))),))
    assert page(engine, plain, sort="relevance").ids[:2] in ([1, 2], [2, 1])
    assert sorted(ranked) == [1, 2, 3, 5, 6]
