"""Text, field terms and ranges find the same in both engines."""

import math

import pytest

from search.engines.base import Engine
from search.query.limits import LONGEST_TEXT
from search.query.tree import (
    All,
    And,
    Ids,
    MostWords,
    Node,
    Not,
    Or,
    ParameterExists,
    ParameterRange,
    Phrase,
    Range,
    Term,
    Words,
)
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled
from tests.contract.corpus import DAY, TEMPERATURE, document

ENERGY = ("incident_photon_energy", "energy")
HOSTILE_KEYS = [
    ("a.b", "number"),
    ('quo"te', "number"),
    ("sl/ash*", "number"),
    ("*", "number"),
    ("naïve ключ", "number"),
    ("", "number"),
    ("x" * 5_000, "number"),
    ("nul\x00", "number"),
]
CORPUS = [
    document(
        1,
        "Neutron reflectometry of thin polymer films",
        "Measured at the beamline of Ångström, in Łódź",
        facets={"facility": ["ess"], "instrument": ["ID19"]},
        parameters={TEMPERATURE: (80.0, 300.0), ENERGY: (1.98e-15,)},
        date_first=10 * DAY,
        date_last=12 * DAY - 1,
        size=100,
        year=2019,
    ),
    document(
        2,
        "Scattering of neutrons",
        "structural studies; the film was thin",
        facets={"facility": ["ess"], "instrument": ["Bl.2 «Straße»"]},
        values=[("doi", "10.5555/ABC"), ("sample", 'quote " and \\ slash')],
        parameters={TEMPERATURE: (-5.0,), ENERGY: (1e-35,)},
        date_first=12 * DAY,
        date_last=13 * DAY - 1,
        size=2**63 - 1,
        year=2020,
    ),
    document(
        3,
        "中性子 scattering and X-ray diffraction",
        "Grüße aus Köln",
        facets={"facility": ["esrf"]},
        parameters={("sample_temperature", "number"): (300.0,), ENERGY: (1e300, -1e300)},
        date_first=-DAY,
        date_last=-1,
        size=0,
    ),
    document(4, "", "", parameters=dict.fromkeys(HOSTILE_KEYS, (1.5,))),
    document(5, "of the and", parameters={TEMPERATURE: (0.0, 5e-324, 1.7976931348623157e308)}),
]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


TEXT: list[tuple[Node, list[int]]] = [
    (Words("neutron"), [1, 2]),
    (Words("NEUTRONS reflectometries"), [1]),
    (Words("film polymers"), [1]),
    (Words("angstrom lodz"), [1]),
    (Words("grusse koln"), [3]),
    (Words("Strasse"), []),
    (Words("中性子"), [3]),
    (Words("x-ray"), [3]),
    (Words("the neutron of"), [1, 2]),  # words that say nothing don't count …
    (Words("the"), [1, 2, 5]),  # … unless there are no others
    (Words(""), [1, 2, 3, 4, 5]),
    (Words(" ?! "), [1, 2, 3, 4, 5]),
    (Words("text:neutron OR *"), []),
    (MostWords("reflectometry or the scattering?"), [1, 2, 3]),
    (MostWords("nothing like polymer"), [1]),
    (MostWords("the"), [1, 2, 5]),
    (MostWords("nothing like it"), []),
    (MostWords(" ?! "), [1, 2, 3, 4, 5]),
    (Words("neutron AND nothing_like_it"), []),
    (Phrase("thin polymer film"), [1]),
    (Phrase("polymer thin"), []),
    (Phrase("thin film"), []),
    (Phrase("neutrons structural"), []),  # not over the border of two texts
    (Phrase("scattered"), [2, 3]),
    (Phrase(""), [1, 2, 3, 4, 5]),
    (Phrase("|"), [1, 2, 3, 4, 5]),
]
TERMS: list[tuple[Node, list[int]]] = [
    (Term("facility", "ess"), [1, 2]),
    (Term("facility", "ESS"), []),
    (Term("facility", "ESS", exact=False), [1, 2]),
    (Term("instrument", "id19", exact=False), [1]),
    (Term("instrument", "bl.2  «strasse»", exact=False), [2]),
    (Term("instrument", "Bl.2 «Straße»"), [2]),
    (Term("instrument", "Bl.2"), []),
    (Term("doi", "10.5555/abc", exact=False), [2]),
    (Term("sample", 'quote " and \\ slash'), [2]),
    (Term("sample", "*"), []),
    (Term("sample", "\x00"), []),
    (Term("sample", "\ud800"), []),
    (Term("sample", "x" * 10_000), []),
    (Term("parameter", "Sample temperature", exact=False), [1, 2, 3, 5]),
]
RANGES: list[tuple[Node, list[int]]] = [
    (Range("size", 100, 100), [1]),
    (Range("size", 100, None), [1, 2]),
    (Range("size", 100, None, include_low=False), [2]),
    (Range("size", None, 100, include_high=False), [3]),
    (Range("size", 0.5, 100.5), [1]),
    (Range("size", 2**63 - 1, None), [2]),
    (Range("size", 2**63, None), []),
    (Range("size", 2**200, None), []),
    (Range("size", None, 2**200), [1, 2, 3]),
    (Range("size", -(2**200), 0), [3]),
    (Range("size", math.inf, None), []),
    (Range("size", -math.inf, math.inf), [1, 2, 3]),
    (Range("size"), [1, 2, 3]),
    (Range("size", 7, 3), []),
    (Range("year", 2020, 2020), [2]),
    (Range("year", 2019, 2020), [1, 2]),
    # A date is an interval, and matches where the two overlap
    (Range("date", 12 * DAY - 1, 12 * DAY - 1), [1]),
    (Range("date", 12 * DAY, None), [2]),
    (Range("date", 11 * DAY, 12 * DAY), [1, 2]),
    (Range("date", None, 0), [3]),
    (Range("date", None, -DAY), [3]),
    (Range("date", None, -DAY, include_high=False), []),
    (Range("date"), [1, 2, 3]),
    (Range("date", 20 * DAY, 0), []),
]
PARAMETERS: list[tuple[Node, list[int]]] = [
    (ParameterRange(*TEMPERATURE, 80, 80), [1]),
    (ParameterRange(*TEMPERATURE, 299.9999, 300.0001), [1]),
    (ParameterRange(*TEMPERATURE, 100, 200), []),  # between the values, not at one
    (ParameterRange(*TEMPERATURE, 80, None, include_low=False), [1, 5]),
    (ParameterRange(*TEMPERATURE, None, -5), [2]),
    (ParameterRange(*TEMPERATURE, None, -5, include_high=False), []),
    (ParameterRange(*TEMPERATURE, 0, 0), [5]),
    (ParameterRange(*TEMPERATURE, -0.0, 0.0), [5]),
    (ParameterRange(*TEMPERATURE, 5e-324, 5e-324), [5]),
    (ParameterRange(*TEMPERATURE, 1e308, None), [5]),
    (ParameterRange(*TEMPERATURE, math.inf, None), []),
    (ParameterRange(*TEMPERATURE, -math.inf, math.inf), [1, 2, 5]),
    (ParameterRange(*TEMPERATURE, 10**400, None), []),
    (ParameterRange(*TEMPERATURE), [1, 2, 5]),
    (ParameterRange(*TEMPERATURE, 5, 3), []),
    (ParameterRange("sample_temperature", "number", 200, None), [3]),
    (ParameterRange("sample_temperature", "", 200, None), []),
    (ParameterRange(*ENERGY, 1e-16, 1e-14), [1]),
    (ParameterRange(*ENERGY, 1e-35, 1e-35), [2]),
    (ParameterRange(*ENERGY, 1e300, 1e300), [3]),
    (ParameterRange(*ENERGY, -1e300, -1e299), [3]),
    (ParameterRange("unheard of", "number", 0, None), []),
    (ParameterExists("sample_temperature"), [1, 2, 3, 5]),
    (ParameterExists(*TEMPERATURE), [1, 2, 5]),
    (ParameterExists("unheard of", "number"), []),
    *((ParameterRange(*key, 1, 2), [4]) for key in HOSTILE_KEYS),
]
TREES: list[tuple[Node, list[int]]] = [
    (All(), [1, 2, 3, 4, 5]),
    (And(()), [1, 2, 3, 4, 5]),
    (Or(()), []),
    (Not(All()), []),
    (Not(Words("neutron")), [3, 4, 5]),
    (Not(Not(Words("neutron"))), [1, 2]),
    (Or((Not(Words("neutron")), Words("polymer"))), [1, 3, 4, 5]),
    (And((Words("neutron"), Not(Term("instrument", "ID19")))), [2]),
    (Ids((3, 1, 99)), [1, 3]),
    (Ids(()), []),
    (Ids((-1, 0, 2**64, 5)), [5]),
]


@pytest.mark.parametrize(("query", "expected"), [*TEXT, *TERMS, *RANGES, *PARAMETERS, *TREES])
def test_it_finds(engine: Engine, query: Node, expected: list[int]) -> None:
    assert ids(engine, query) == expected


@pytest.mark.parametrize(("query", "expected"), [*TEXT, *TERMS, *RANGES, *PARAMETERS, *TREES])
def test_it_finds_the_same_by_relevance(engine: Engine, query: Node, expected: list[int]) -> None:
    assert sorted(page(engine, query, sort="relevance").ids) == expected


def test_a_deep_tree_is_answered(engine: Engine) -> None:
    query: Node = Words("neutron")
    for _ in range(4):
        query = Not(And((Or((query, Words("nothing"))), All())))
    assert ids(engine, query) == [1, 2]


def test_many_clauses_are_answered(engine: Engine) -> None:
    words = Words(" ".join(f"w{number}" for number in range(400)))
    many = Or((*(Term("sample", str(number)) for number in range(490)), Words("polymer")))
    assert ids(engine, many) == [1]
    assert ids(engine, words) == []


@pytest.mark.parametrize("kind", [Words, MostWords])
def test_the_longest_text_is_answered(engine: Engine, kind: type[Words | MostWords]) -> None:
    """Each ideograph is a word: there is no text of more words."""
    query = kind("".join(chr(0x4E00 + number) for number in range(LONGEST_TEXT - 3)) + "中性子")
    expected = [3] if kind is MostWords else []
    assert ids(engine, query) == page(engine, query, sort="relevance").ids == expected


def test_more_and_rarer_words_come_first(filled: Filled) -> None:
    texts = ("neutrons here", "neutrons and muons here", "zirconium here", "nothing", "neutrons")
    engine = filled([document(number, text=text) for number, text in enumerate(texts, 1)])
    hits = page(engine, MostWords("muons, neutrons and no helium"), sort="relevance")
    assert hits.ids[0] == 2
    hits = page(engine, MostWords("neutrons or zirconium"), sort="relevance")
    assert hits.ids[0] == 3
    assert sorted(hits.ids) == [1, 2, 3, 5]


def test_words_in_the_title_come_first(filled: Filled) -> None:
    engine = filled(
        [
            document(1, "Something else", "about muons and muons"),
            document(2, "Muons", "about something else and again else"),
            document(3, "Other matters", "muons seen by chance in a long text on other things"),
        ]
    )
    assert page(engine, Words("muon"), sort="relevance").ids[0] == 2
