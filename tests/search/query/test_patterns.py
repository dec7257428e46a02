"""What is wrong with a pattern is said, with its place; what is right is printed twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query import patterns
from search.query.limits import MOST_PATTERNS, check
from search.query.patterns import PatternError, TooCostly
from search.query.tree import And, Pattern

WRONG = [
    ("", 1, "it is empty"),
    ("ab(c", 3, "never closed"),
    ("ab)c", 3, "never opened"),
    ("a**", 3, "leave one out"),
    ("a*?", 3, "leave one out"),
    ("a{2}{3}", 5, "leave one out"),
    ("*G12", 1, "nothing stands here to repeat"),
    ("a|*", 3, "nothing stands here to repeat"),
    ("a{2", 2, r"\{ for the sign itself"),
    ("a{,}", 2, r"\{ for the sign itself"),
    ("a{b}", 2, r"\{ for the sign itself"),
    ("a{3,2}", 2, "2 is less than 3"),
    ("a{1000}", 2, "at most 250"),
    ("a{999999999}", 2, "at most 250"),
    ("a{9999999999999}", 2, r"\{ for the sign itself"),
    ("x(?=a)", 3, "only plain groups"),
    ("(?!a)", 2, "only plain groups"),
    ("(?<=a)b", 2, "only plain groups"),
    ("(?P<n>a)", 2, "only plain groups"),
    ("(?i)a", 2, "only plain groups"),
    (r"(a)\1", 4, "references"),
    (r"a\n", 2, r"only \d \w \s"),
    (r"\bfoo", 1, r"only \d \w \s"),
    (r"\p{L}", 1, r"only \d \w \s"),
    ("ab\\", 3, "nothing follows the backslash"),
    ("x[ab", 2, "this set is never closed"),
    ("[]", 1, "this set is never closed"),
    ("[z-a]", 2, "swap the two"),
    (r"[a-\d]", 2, "from one character to another"),
    (r"[^\w\W]", 1, "no character"),
    ("[\u0301]", 1, "no character"),
    ("[[:alpha:]]", 2, "named sets"),
    ("[\u0000-\uffff]", 2, "ranges of more than 25,000"),
    ("a^b", 2, "may only begin it"),
    ("a$b", 2, "may only end it"),
    ("(^a)", 2, "may only begin it"),
    ("(" * 21 + ")" * 21, 21, "more than 20 deep"),
]
COSTLY = [
    "a" * 251,
    ".*a.{20}",
    "((((a{250}){250}){250}){250}){250}",
    "(((((|){250}){250}){250}){250}){250}",
    "(" * 19 + "a?" + "){250}" * 19,
    "(a|ab|abc|b)*" * 18 + ".{30}",
    "(.*" * 8 + "a.{9}" + ")*" * 8,
    ".{250}",
    "[^a]{100}",
]


@pytest.mark.parametrize(("expression", "position", "words"), WRONG)
def test_what_is_wrong_is_said_with_its_place(expression: str, position: int, words: str) -> None:
    with pytest.raises(PatternError, match=re.escape(words)) as raised:
        patterns.check("sample", expression)
    assert raised.value.position == position
    assert f"at character {position}:" in str(raised.value)


@pytest.mark.parametrize("expression", COSTLY)
def test_what_costs_too_much_is_refused(expression: str) -> None:
    with pytest.raises(TooCostly, match="too costly"):
        patterns.check("sample", expression)


def test_messages_stay_short() -> None:
    with pytest.raises(BadQuery) as raised:
        patterns.check("sample", "x" * 100_000)
    assert len(str(raised.value)) < 200


def test_fields_have_patterns_or_a_message() -> None:
    with pytest.raises(BadQuery, match="has no patterns"):
        patterns.check("size", "a")


def test_a_search_has_few_patterns() -> None:
    check(And((Pattern("sample", "a"),) * MOST_PATTERNS))
    with pytest.raises(BadQuery, match="more than 8 patterns"):
        check(And((Pattern("sample", "a"),) * (MOST_PATTERNS + 1)))


@pytest.mark.parametrize(
    ("expression", "rust", "lucene"),
    [
        ("a|b", "a|b", "a|b"),
        ("(a|b)c?", "(?:a|b)c?", "(a|b)c?"),
        ("^(AB)+$", "(?:ab)+", "(ab)+"),
        ("x@#~y", r"x@\#\~y", r"x\@\#\~y"),
        ("a b", "a␣b", "a␣b"),
        ("Å{2}", "a{2}", "a{2}"),
        ("ß+", "(?:ss)+", "(ss)+"),
        ("[ß]x", "ssx", "ssx"),
        ("[A-z]", r"[\[\\\]\^_-z]", r"[\[\\\]\^\_\`a-z]"),
        ("(|a)", "(?:)|a", "()|a"),
        ("a{0}", "(?:)", "()"),
        ("a{,3}b{2,}", "a{0,3}b{2,}", "a{0,3}b{2,}"),
    ],
)
def test_it_is_printed_for_both_engines(expression: str, rust: str, lucene: str) -> None:
    assert f"(?:{rust})(?:…" in patterns.for_tantivy("sample", expression)
    assert f"({lucene})(…" in patterns.for_lucene("sample", expression)


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ("*G12*", ".*G12.*"),
        ("a?c", "a.c"),
        ("**", ".*"),
        ("a.b(1)*", r"a\.b\(1\).*"),
        (r"\*x?", r"\*x."),
        (r"c:\x*", r"c:\\x.*"),
        ("a/b*", r"a\/b.*"),
    ],
)
def test_wildcards_become_expressions(value: str, expression: str) -> None:
    assert patterns.is_wildcard(value)
    assert patterns.wildcard("sample", value) == Pattern("sample", expression)


def test_escaped_signs_are_no_wildcards() -> None:
    assert not patterns.is_wildcard("abc")
    assert not patterns.is_wildcard(r"a\*b\?")
    assert patterns.is_wildcard(r"a\\*")


def test_expressions_stand_between_slashes() -> None:
    assert patterns.is_pattern("/a/")
    assert not patterns.is_pattern("/")
    assert not patterns.is_pattern("/data")
    assert patterns.read("sample", "/a.*/") == Pattern("sample", "a.*")


@given(st.text(max_size=60) | st.text(st.sampled_from(r"ab.*+?|()[]{}^$\-,19"), max_size=60))
def test_any_text_is_read_or_refused(expression: str) -> None:
    try:
        patterns.check("sample", expression)
    except BadQuery:
        return
    patterns.for_tantivy("sample", expression).encode()
    patterns.for_lucene("sample", expression).encode()


@given(st.text(max_size=60))
def test_any_wildcard_is_read_or_refused(value: str) -> None:
    try:
        patterns.wildcard("title", value)
    except TooCostly:
        pass
    except PatternError:
        assert not value
