"""The reader of the search box."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.box import LONGEST, BadDate, OpenQuote, TooLong, between, read_box
from search.query.limits import check
from search.query.tree import All, And, Node, Not, Or, Phrase, Range, Term, Words

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        ("   ", All()),
        ("silicon", Words("silicon")),
        ("silicon wafer", Words("silicon wafer")),
        ("X-ray", Words("X-ray")),
        ('"open beam"', Phrase("open beam")),
        ("“open beam”", Phrase("open beam")),
        ("-test", Not(Words("test"))),
        ('-"open beam"', Not(Phrase("open beam"))),
        ("a -b c", And((Words("a"), Not(Words("b")), Words("c")))),
        ("sample:NaCl", Term("sample", "NaCl", exact=False)),
        ('sample:"table salt"', Term("sample", "table salt", exact=False)),
        ("-sample:NaCl", Not(Term("sample", "NaCl", exact=False))),
        ("Sample:NaCl", Term("sample", "NaCl", exact=False)),
        ("beamline:V20", Term("instrument", "V20", exact=False)),
        ('author:"A B"', Term("person", "A B", exact=False)),
        ("doi:https://doi.org/10.17199/ABC", Term("doi", "10.17199/abc", exact=False)),
        ("pid:20.500.12269/0a", Term("pid", "20.500.12269/0a", exact=False)),
        ("year:2019", Range("year", 2019, 2019)),
        ("year:2019..2021", Range("year", 2019, 2021)),
        ("date:1970-01-01", Range("date", 0, DAY - 1)),
        ("date:1970-01-02..", Range("date", DAY, None)),
        ("date:..1970-01-02", Range("date", None, 2 * DAY - 1)),
        (
            "technique:SAXS",
            Or((Term("technique", "PaNET01188"), Term("technique", "SAXS", exact=False))),
        ),
        ("technique:rubbish", Term("technique", "rubbish", exact=False)),
        ("a\x00b\nc", Words("a b c")),
        ("- --", All()),
        ('""', All()),
        ("???", All()),
        ("Fe:Al2O3", Words("Fe:Al2O3")),
        ("AND OR NOT", Words("AND OR NOT")),
    ],
)
def test_it_works(text: str, tree: Node) -> None:
    assert read_box(text).tree() == tree


def test_a_pasted_title_is_text() -> None:
    box = read_box("Reflectivity: a study of 3:1 mixtures")
    assert box.tree() == Words("Reflectivity: a study of 3:1 mixtures")


def test_an_unknown_field_is_read_as_words_and_noted() -> None:
    box = read_box("colour:blue")
    assert box.tree() == Words("colour:blue")
    assert box.notes == ("There is no field “colour”: it was read as a word.",)


def test_a_field_without_value_is_left_out_and_noted() -> None:
    box = read_box('sample:"" neutron')
    assert box.tree() == Words("neutron")
    assert "sample" in box.notes[0]


@pytest.mark.parametrize("text", ["???", "—", "***", '"…"', "-()"])
def test_what_has_no_words_finds_everything_and_is_noted(text: str) -> None:
    box = read_box(text)
    assert box.tree() == All()
    assert box.notes == ("Nothing in the box can be looked for: type letters or digits.",)


@pytest.mark.parametrize("text", ["", "  ", "lysozyme - & ?"])
def test_other_signs_need_no_words(text: str) -> None:
    assert not read_box(text).notes


def test_what_remains_without_a_clause() -> None:
    box = read_box('silicon wafer -test sample:"a b"')
    words, test, sample = box.clauses
    assert box.without(words) == '-test sample:"a b"'
    assert box.without(test) == 'silicon wafer sample:"a b"'
    assert box.without(sample) == "silicon wafer -test"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('"open', OpenQuote),
        ('a "b" "c', OpenQuote),
        ("x" * (LONGEST + 1), TooLong),
        ("-a " * 100, TooLong),
        ("year:soon", BadDate),
        ("year:20190", BadDate),
        ("date:soon", BadDate),
        ("date:2019-13", BadDate),
        ("date:2019..soon", BadDate),
    ],
)
def test_it_says_what_is_wrong(text: str, error: type[BadQuery]) -> None:
    with pytest.raises(error) as caught:
        read_box(text)
    assert len(str(caught.value)) < 250


def test_a_period_may_be_open() -> None:
    assert between("", "") == Range("date")
    assert between("1970", "1970") == Range("date", 0, 365 * DAY - 1)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        box = read_box(text)
    except BadQuery:
        return
    check(box.tree())
    assert all(clause.says for clause in box.clauses)


@given(st.lists(st.sampled_from(['"', "-", ":", "sample:", "date:", "a", " ", "..", "“", "2019"])))
def test_any_mixture_of_signs_is_read_or_refused(parts: list[str]) -> None:
    try:
        box = read_box("".join(parts))
    except BadQuery:
        return
    for clause in box.clauses:
        read_box(box.without(clause))


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_plain_words_stay_words(word: str) -> None:
    assert read_box(word).tree() == Words(word)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("year:2019-05", "as in date:2019-05"),
        ("date:May 2020", 'date:"3 May 2020"'),
    ],
)
def test_dates_that_cant_be_read_are_told_how(text: str, advice: str) -> None:
    with pytest.raises(BadDate, match=re.escape(advice)):
        read_box(text)


@pytest.mark.parametrize("text", ["-12.4 mm", "film -12.4mm"])
def test_a_minus_before_a_quantity_is_told(text: str) -> None:
    (note,) = read_box(text).notes
    assert "was read as leaving out “12.4" in note


@pytest.mark.parametrize("text", ["-12.4", "-film 12.4 keV", '-"12.4 keV"', "temperature>-20 °C"])
def test_other_minuses_need_no_words(text: str) -> None:
    assert read_box(text).notes == ()
