"""Operators, parentheses and fields of the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.box import BadDate, BadSize, NotCompared, Swapped, TooDeep, TooLong, read_box
from search.query.tree import And, Node, Not, Or, Phrase, Range, Term, Words

A, B, C = Words("a"), Words("b"), Words("c")
DAY = 86_400


def sample(value: str) -> Term:
    return Term("sample", value, exact=False)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a OR b c", And((Or((A, B)), C))),
        ("a AND b", Words("a b")),
        ("a AND b OR c", And((A, Or((B, C))))),
        ("(a b) OR c", Or((Words("a b"), C))),
        ('(a "b") OR c', Or((And((A, Phrase("b"))), C))),
        ("((a))", A),
        ("a (b) c", Words("a b c")),
        ("NOT a", Not(A)),
        ("NOT NOT a", Not(Not(A))),
        ("-(a OR b)", Not(Or((A, B)))),
        ("a -(b c)", And((A, Not(Words("b c"))))),
        ("a or b", Words("a or b")),
        ("OR a", Words("OR a")),
        ("a OR", Words("a OR")),
        ("a NOT", Words("a NOT")),
        ("(a", A),
        ("a) b", Words("a b")),
        (":-)", None),
        ("Iron(III) oxide", Words("Iron(III) oxide")),
        ("(Iron(III) oxide) OR a", Or((Words("Iron(III) oxide"), A))),
        ("sample:(a OR b)", Or((sample("a"), sample("b")))),
        ('sample:("a b" OR -c)', Or((sample("a b"), Not(sample("c"))))),
        ("colour:(a b)", Words("colour: a b")),
        ('colour:"a b"', And((Words("colour"), Phrase("a b")))),
        ("sample=a", sample("a")),
        ("sample:a(b)", sample("a(b)")),
        ("(sample:a)", sample("a")),
        ("a<b", Words("a<b")),
        ("a->b", Words("a->b")),
        ("year>2019", Range("year", 2020)),
        ("year > 2019", Range("year", 2020)),
        ("year≥2019", Range("year", 2019)),
        ("year:<2019", Range("year", None, 2018)),
        ("date>1970-01-01", Range("date", DAY)),
        ("date<=1970-01-01", Range("date", None, DAY - 1)),
        ("date<1970-01-02", Range("date", None, DAY - 1)),
        ('date:"1 January 1970"', Range("date", 0, DAY - 1)),
        ("released:1970-01-01", Range("released", 0, DAY - 1)),
        ("updated>1970-01-01", Range("modified", DAY)),
        ("added:1970-01-02T00:00:01Z..", Range("added", DAY + 1)),
        ("size>1TB", Range("size", 10**12 + 1)),
        ("size>=1TB", Range("size", 10**12)),
        ("size<1.5kB", Range("size", None, 1499)),
        ("size=1kB", Range("size", 500, 1500)),
        ("size:100", Range("size", 100, 100)),
        ("size:1..2KiB", Range("size", 1024, 2048)),
        ("size:1kB..1MB", Range("size", 1000, 10**6)),
        ("size:1,5kB..", Range("size", 1500)),
        ('size:"1 kB..2 kB"', Range("size", 1000, 2000)),
        ("files<10", Range("files", None, 9)),
        ("files:5..20", Range("files", 5, 20)),
    ],
)
def test_it_works(text: str, tree: Node | None) -> None:
    box = read_box(text)
    assert (box.tree() if box.clauses else None) == tree


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("(" * 9 + "a", TooDeep),
        ("-(" * 300 + "a", TooDeep),
        ("NOT " * 200 + "a", TooDeep),
        ("a OR " * 10_000, TooLong),
        ("≤" * 600, TooLong),
        ("sample>5", NotCompared),
        ("size~5", NotCompared),
        ("year~2019", NotCompared),
        ("date:2020..2019", Swapped),
        ("size:2..1kB", Swapped),
        ("size:big", BadSize),
        ("size:1..2..3", BadSize),
        ("size:1K", BadSize),
        ("size:0.2..0.8", BadSize),
        ("files:1kB", BadSize),
        ("date>2019..2020", BadDate),
    ],
)
def test_it_says_what_is_wrong(text: str, error: type[BadQuery]) -> None:
    with pytest.raises(error) as caught:
        read_box(text)
    assert len(str(caught.value)) < 250


def test_it_says_how_far_or_reaches() -> None:
    (note,) = read_box("thin film OR multilayer").notes
    assert "“film” or “multilayer”" in note
    assert not read_box('(thin film) OR "multi layer"').notes


def test_a_lonely_parenthesis_is_noted() -> None:
    assert "no partner" in read_box("(a").notes[0]
    assert not read_box("f(x) :-)").clauses[0].negated


def test_every_part_says_what_it_is() -> None:
    says = [clause.says for clause in read_box('a OR -b sample:(c d) size>1TB "e"').clauses]
    assert says == [
        "“a” or not “b”",
        "sample “c” and sample “d”",
        "size more than “1TB”",
        "the phrase “e”",
    ]


@pytest.mark.parametrize(
    ("text", "parts"), [('x "p" OR "q" (a OR) -(f(x y)', 4), ("-NOT OR energy~8keV", 3)]
)
def test_dropping_a_part_leaves_the_others_as_they_were(text: str, parts: int) -> None:
    box = read_box(text)
    assert len(box.clauses) == parts
    for clause in box.clauses:
        rest = read_box(box.without(clause))
        assert [one.tree() for one in rest.clauses] == [
            one.tree() for one in box.clauses if one is not clause
        ]


@given(st.lists(st.sampled_from(["(", ")", "-", "a", " ", "OR", "NOT", '"'])))
def test_any_nesting_is_read_or_refused(parts: list[str]) -> None:
    try:
        box = read_box("".join(parts))
    except BadQuery:
        return
    for clause in box.clauses:
        read_box(box.without(clause))
