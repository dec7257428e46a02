"""Patterns and wildcards find the same in both engines, and what Python's own would find."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.errors import BadQuery
from search.query import patterns
from search.query.box import read_box
from search.query.limits import check
from search.query.patterns import TooCostly
from search.query.patterns.cost import MOST_POSITIONS
from search.query.tree import And, Not, Or, Pattern, Term
from tests.contract import naive
from tests.contract.asking import ids, page
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import document

LONG = "Reflectometry of polymer films " * 12  # 372 characters
NAMES = [
    "NSP10_x_A1",
    "nsp10-long name_A2",
    "NSP10_A3",
    "xNSP10_A1",
    "open beam",
    "Open  Beam",
    "Łódź/Ångström",
    "Straße",
    "a.b",
    "axb",
    string.punctuation,
    "tab\tand\nline",
    "αβγ",
    "中性子",
    "😀 smile",
    "CO₂ (100%)",
    "",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "naïve…",
    LONG,
]
CORPUS = [
    *(document(number, values=[("sample", name)]) for number, name in enumerate(NAMES, 1)),
    document(50, values=[("title", "NSP10 open beam"), ("proposal", "20180303")]),
    document(51, parameters={("sample_temperature", "temperature"): (1.0,)}),
    document(52, values=[("sample", "first"), ("sample", "second")]),
    document(53),
]
EVERY = [*range(1, 21), 52]


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    return filled(CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:beam", [50]),
        ('title:"Open Beam"', [50]),
        ('title:"beam open"', []),
        ('title:"op*n"', []),
        ("-title:nsp10 title:open", []),
        ("title:OPE*", []),
    ],
)
def test_titles_are_found_by_any_part(engine: Engine, text: str, expected: list[int]) -> None:
    query = read_box(text).tree()
    assert ids(engine, query) == expected == naive.found(CORPUS, query)


EXPRESSIONS: list[tuple[str, list[int]]] = [
    (r"NSP10.*_A[12]", [1, 2]),
    (r"^nsp10.*_a\d$", [1, 2, 3]),
    (r".*NSP10.*", [1, 2, 3, 4]),
    (r"NSP10", []),  # the whole value, not a part of it
    (r"open beam", [5, 6]),
    (r"open  beam", [5, 6]),
    (r"open\sbeam", [5, 6]),
    (r"open.beam", [5, 6]),
    (r"\w+\W\w+", [5, 6, 7, 9]),
    (r"[A-O]pen [^C-Z]eam", [5, 6]),
    (r"lodz\/ANGSTROM", [7]),
    (r"ŁÓDŹ/.+", [7]),
    (r"stra(ß|x)e", [8]),
    (r"Stra[ß]e", [8]),
    (r"a.b", [9, 10]),
    (r"a\.b", [9]),
    (r"a[.]b|axb", [9, 10]),
    (r"!\"#\$.*[@]?.*[~]", [11]),
    (r"[!-~]{32}", [11]),
    (r"[^a-z\s]{32}", [11]),
    (r"tab and\s+line", [12]),
    (r"[α-γ]{3}", [13]),
    (r"ΑΒΓ", [13]),
    (r"[一-鿿]{3}", [14]),
    (r"...", [9, 10, 13, 14]),
    (r". smile", [15]),
    (r"[^a-z] smile", [15]),
    (r"co2 \(100%\)", [16]),
    (r"a{49}", [18]),
    (r"a{2,}", [18]),
    (r"(a{7}){7}", [18]),
    (r"(a*)*b", []),
    (r"(a|aa)+", [18]),
    (r"(a+)+$", [18]),
    (r".*", EVERY),
    (r"(|a)", [17]),
    (r"first|second", [52]),
    (r".*…", [19]),
    (r"naive\.{3}", [19]),
    # Of a long value its first 200 characters are compared, and nothing else
    (r"(reflectometry of polymer films )+.*", [20]),
    (r".*polymer.*", [20]),
    (r".*films \w{13} ", [20]),
    (r".*\d[0-9a-f]{4}", []),
    (r"~.*|sample.*|.*␣.*", [2, 5, 6, 12, 15, 16, 20]),
]
OTHERS = [
    (Pattern("title", "nsp10 .*"), [50]),
    (Pattern("proposal", r"2018\d{4}"), [50]),
    (Pattern("parameter", "sample_.*"), [51]),
    (Pattern("keyword", ".*"), []),
    (Not(Pattern("sample", ".*")), [50, 51, 53]),
    (And((Pattern("sample", "f.*"), Pattern("sample", "s.*"))), [52]),
    (Or((Pattern("sample", "axb"), Term("sample", "a.b"))), [9, 10]),
    (patterns.wildcard("sample", "*NSP1?*"), [1, 2, 3, 4]),
    (patterns.wildcard("sample", "a.b*"), [9]),
    (patterns.wildcard("sample", "open*"), [5, 6]),
    (patterns.wildcard("sample", "*"), EVERY),
    (patterns.wildcard("sample", r"*\**"), [11]),
    (patterns.wildcard("sample", r"*\\*"), [11]),
    (patterns.wildcard("sample", "*(100%)"), [16]),
]


@pytest.mark.parametrize(("expression", "expected"), EXPRESSIONS)
def test_it_finds(engine: Engine, expression: str, expected: list[int]) -> None:
    query = Pattern("sample", expression)
    check(query)
    assert ids(engine, query) == expected
    assert sorted(page(engine, query, sort="relevance").ids) == expected


@pytest.mark.parametrize(("query", "expected"), OTHERS)
def test_it_finds_in_trees(engine: Engine, query: Pattern, expected: list[int]) -> None:
    check(query)
    assert ids(engine, query) == expected


COSTLY = [
    ".{38}",
    "[^ ]{35}",
    r"\W{36}",
    ".*a.{4}",
    "[a-z]*a[a-z]{7}",
    "(.*a){36}",
    "(.*β){35}",
    r"(\w*\d){36}",
    "(.*,){11}p",
    "(ab|cd|.x){33}",
    "(.?a){9}",
    "([^a]*[^b]){3}",
    "a{250}",
    r"\w{250}",
    "(a{15}){15}",
    "(.*){250}",
    "(a*)*" * 40,
    "(x+x+)+y",
    "(a|a|a|a|a|a|a|a|a|a)+b",
    "(((((((((a?)?)?)?)?)?)?)?)?)?",
    "a?" * 80 + "a" * 80,
    "[一-鿿]{100}",
    "\\W" * 36,
    ".*" + "abcdefghij" * 20 + ".*",
]


@pytest.mark.parametrize("expression", COSTLY)
def test_what_is_allowed_is_answered(engine: Engine, expression: str) -> None:
    """Neither engine runs into a limit of its own before ours."""
    query = Pattern("availability", expression)
    check(query)
    assert ids(engine, query) == []


PIECES = re.findall(
    r"\S+",
    r"""a b c A Z 0 x _ - \d \w \s \D \W \S . \. \/ a? b+ .*
    [a-c] [^a-c] [A-z] [!-~] [.x-z_] [\d_] [^\s-] [^\W] []x] [^]x] [a-]""",
)
expressions = st.recursive(
    st.sampled_from([*PIECES, " "]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.builds(
            "(?:{}){}".format,
            inner,
            st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "{,3}", "{0}"]),
        ),
    ),
    max_leaves=8,
)
VALUES = """
    a|ab|abc|b_c|x.z|aa_01|A-Z|bbb|/|//|c/a|_|0|00|019|z9|]x|[|^|aZ0x|a.b.c|b c|a b c|- -
    x - z|é|éa|中 文|ß|a…b|␣|~|~~a|a~b|#&@<>|"a"|(a)|{a}|a+|$
""".replace("\n", "|").split("|")
VALUED = [document(n, values=[("sample", value)]) for n, value in enumerate(VALUES, 1)]


@pytest.fixture(scope="module")
def pair(both: tuple[Engine, Engine]) -> tuple[Engine, Engine]:
    for engine in both:
        fill(engine, VALUED)
    return both


@settings(max_examples=150, deadline=None)
@given(asked=st.lists(expressions, min_size=1, max_size=5))
def test_both_engines_agree_with_python(pair: tuple[Engine, Engine], asked: list[str]) -> None:
    for expression in filter(_costs_little, asked):
        expected = naive.found(VALUED, Pattern("sample", expression))
        for engine in pair:
            assert ids(engine, Pattern("sample", expression)) == expected, expression


def _costs_little(expression: str) -> bool:
    try:
        check(Pattern("sample", expression))
    except TooCostly:
        return False
    return True  # and any other error fails the test: these are all well written


signs = st.text(st.sampled_from(r"ab0.*+?|()[]{}^$\-,3 éß中ΩK~&@#<>/" + '"'), max_size=40)


@settings(max_examples=150, deadline=None)
@given(asked=st.lists(signs | st.text(max_size=30), min_size=1, max_size=8))
def test_any_text_is_answered_or_refused(pair: tuple[Engine, Engine], asked: list[str]) -> None:
    for expression in asked:
        query = Pattern("sample", expression)
        try:
            check(query)
        except BadQuery:
            continue
        assert ids(pair[0], query) == ids(pair[1], query)


def test_the_limits_are_where_engines_agree() -> None:
    with pytest.raises(BadQuery, match="too costly"):
        check(Pattern("sample", f"(a{{{MOST_POSITIONS // 2}}}){{3}}"))
