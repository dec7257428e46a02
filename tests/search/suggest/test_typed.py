"""Which end of the text may be continued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.box import LONGEST, TooLong
from search.suggest.typed import read


def runs(text: str) -> list[tuple[str, tuple[str, ...]]]:
    typed = read(text)
    return [(typed.text[run.start :], run.words) for run in typed.runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ", []),
        ("Poly", [("Poly", ("poly",))]),
        ("ana gonz", [("ana gonz", ("ana", "gonz")), ("gonz", ("gonz",))]),
        ("one two three four five", 4),
        ("NSP10_A", [("NSP10_A", ("nsp10", "a"))]),
        ("polymer -test", [("test", ("test",))]),
        ("-test two", [("two", ("two",))]),
        ("(thin fi", [("thin fi", ("thin", "fi")), ("fi", ("fi",))]),
        ("(thin film) mu", [("mu", ("mu",))]),
        ("(thin film)", []),
        ("SAXS OR WA", [("WA", ("wa",))]),
        ("SAXS OR", []),
        ('"open beam" ru', [("ru", ("ru",))]),
        ('"open bea', []),
        ("temperature<20", []),
        ("https://x", []),
        ("a:b", []),
        ("NaCl ", [("NaCl ", ("nacl",))]),
        ("---", []),
    ],
)
def test_words(text: str, expected: object) -> None:
    assert (len(runs(text)) if isinstance(expected, int) else runs(text)) == expected
    assert read(text).field == ""


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("sample:Na", "sample", [("sample:Na", ("na",))]),
        ("polymer sample=Na", "sample", [("sample=Na", ("na",))]),
        ("-author:gonz", "person", [("author:gonz", ("gonz",))]),
        ('person:"Ana Go', "person", [('person:"Ana Go', ("ana", "go"))]),
        ("person:“Ana Go", "person", [('person:"Ana Go', ("ana", "go"))]),
        ('person:"Ana Go"', "", []),
        ('"a b" sample:x', "sample", [("sample:x", ("x",))]),
        ("sample:", "sample", []),
        ("sample:NaCl we", "", [("we", ("we",))]),
        ("sample:*G1", "", []),
        ("sample:/G1", "", []),
    ],
)
def test_values(text: str, field: str, expected: object) -> None:
    assert runs(text) == expected
    assert read(text).field == field


def test_choosing() -> None:
    typed = read("-polymer ana gonz")
    clause = 'person:"Ana González"'
    chosen = [typed.chosen(run, clause) for run in typed.runs]
    assert chosen == [f"-polymer {clause} ", f"-polymer ana {clause} "]


def test_too_much() -> None:
    with pytest.raises(TooLong):
        read("x" * (LONGEST + 1))


@given(st.text(st.sampled_from('ab1 :=<>~/*"“()-_é試OR.'), max_size=60))
def test_anything_can_be_typed(text: str) -> None:
    typed = read(text)
    starts = [run.start for run in typed.runs]
    assert starts == sorted(starts)
    assert all(run.words for run in typed.runs)
    assert len(starts) <= 4
