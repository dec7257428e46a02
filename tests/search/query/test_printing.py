"""Trees written as text are read as the same trees."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.box import read_box
from search.query.printing import Unprintable, printed
from search.query.tree import All, And, Ids, Node, Not, Or, Range, Term, Words

SIGNS = (
    *('"', "-", ":", "(", ")", " ", "..", "“", "<", ">=", "=", "~", "*", "/", "\\", "f(x", ","),
    *("sample:", "date:", "year>", "size<", "files=", "technique:", "colour:", "temperature"),
    *(
        "ray*",
        "OR",
        "AND",
        "NOT",
        " OR ",
        " AND ",
        " NOT ",
        " -",
        "a",
        "b",
        "3:1",
        "é",
        "中",
        "SAXS",
    ),
    *("2019", "2019-05", "1TB", "10", "80", "K", "keV", "°C", "energy:", "the", "wavelength="),
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("silicon wafer", "silicon wafer"),
        ("a OR b c", "a OR b c"),
        ("(a b) OR c", "(a b) OR c"),
        ("NOT a", "-a"),
        ("NOT NOT a", "NOT -a"),
        ("-(a b)", "-(a b)"),
        ("(a OR b) OR c", "(a OR b) OR c"),
        ("x (a OR)", "x (a OR)"),
        ("title:polymer", "title:/.*polymer.*/"),
        ('title:"open beam"', "title:/.*open beam.*/"),
        ("people:Ana samples:NaCl", "person:Ana sample:NaCl"),
        ("end<2020 open_from>=2026", "end:..2019 open_from:2026.."),
        ("Polym* film", "polym* film"),
        ("film x-ray* OR -Ång*", "film (x ray*) OR -ang*"),
        ('sample:"a b"', 'sample:"a b"'),
        ("sample:(a OR b)", "sample:a OR sample:b"),
        ("technique:SAXS", "technique:SAXS"),
        ("-technique:SAXS", "-technique:SAXS"),
        ("date:2019-05", "date:2019-05..2019-05"),
        ("date>2019", "date:2020.."),
        ("date>9999", "date>9999"),
        ("date<1000", "date<1000"),
        ("year<1000", "year<1000"),
        ("year>=2019", "year:2019.."),
        ("size>1kB", "size:1001B.."),
        ("files<10", "files:..9"),
        ("size:..", "size:.."),
        ("size:1..2kB", "size:1000..2000B"),
        ("a OR AND b", "(a OR AND b)"),
    ],
)
def test_it_works(text: str, written: str) -> None:
    tree = read_box(text).tree()
    assert printed(tree) == written
    assert read_box(written).tree() == tree


@pytest.mark.parametrize(
    "node",
    [
        Ids((1,)),
        Term("facility", "ess"),
        And((Words("a"),)),
        Or(()),
        And((Words("a"), All())),
        Range("year", 2019, 2020, include_low=False),
        Range("size", 0.5, None),
    ],
)
def test_what_the_box_cant_say_is_refused(node: Node) -> None:
    with pytest.raises(Unprintable):
        printed(node)


def returns(text: str) -> None:
    try:
        tree = read_box(text).tree()
    except BadQuery:
        return
    again = printed(tree)
    assert read_box(again).tree() == tree, again


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=14))
@example(["temperature", " ", "(", "<5", ")"])
@example(["(", "a<", ")", '"5 x"'])
@example(["-", "(", "-", "-", "technique:"])
@example(["year>", ")", "2019", ")", "a"])
@example(["NOT", " ", "-", "a", " OR ", "(", "f(x", " ", "b"])
def test_any_mixture_of_signs_returns(parts: list[str]) -> None:
    returns("".join(parts))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_returns(text: str) -> None:
    returns(text)


def test_negated_alternatives_return() -> None:
    returns("-(a OR -b) OR NOT (c d)")
    assert read_box("-(a OR b)").tree() == Not(Or((Words("a"), Words("b"))))


@pytest.mark.parametrize(
    "text",
    [
        "foo>5 (K film)",
        "size>5 (GB)",
        "foo~0 (°F film)",
        "t~5K (±5 K)",
        "frames:5.. (K)",
        "foo:5.. (m b)",
    ],
)
def test_words_behind_a_number_don_t_become_its_unit(text: str) -> None:
    box = read_box(text)
    assert len(box.clauses) == 2
    assert read_box(printed(box.tree())).tree() == box.tree()
    assert read_box(" ".join(one.text for one in box.clauses)).tree() == box.tree()
