"""Patterns over names of files: what they match, and what they must find in a path."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.files.document import Every, Needed, Part, Some
from search.files.names import folded
from search.files.patterns import MOST_PARTS, matcher, needed
from search.query.files import shape_of

PATHS = [
    "raw/scan_0010.h5",
    "scan_0029.H5",
    "scan_0030.h5",
    "raw/scan_001/flat.h5",
    "visitor/raw/scan_001.h5",
    "my scan_001.h5",
    "Überstruktur/Ångström.dat",
    "ends/",
    "",
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"scan_00(1|2)\d\.h5", [0, 1]),
        (r"scan_00.*", [0, 1, 2, 4]),
        (r".*scan_001.*", [0, 4, 5]),
        (r"raw\/scan_00.*", [0, 3, 4]),
        (r"aw\/scan_00.*", []),
        (r"\/scan.*", []),
        (r"scan_001\/flat.h5", [3]),
        (r".*\/.*", [0, 3, 4, 6, 7]),
        (r"my\sscan.*", [5]),
        (r"my scan.*", [5]),
        (r"ANGSTROM\.(dat|txt)", [6]),
        (r"a?", [7, 8]),
    ],
)
def test_it_matches(expression: str, expected: list[int]) -> None:
    matches = matcher(expression).matches
    assert [place for place, path in enumerate(PATHS) if matches(folded(path))] == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"scan_001\.h5", Part("scan_001.h5")),
        (r".*_001.*\.h5", Every((Part("_001"), Part(".h5")))),
        (r"a[bc]d", Some((Part("abd"), Part("acd")))),
        (r"(scan|flat)_1.*", Some((Part("scan_1"), Part("flat_1")))),
        (r"(scan.*x|flat.*y)", Some((Part("scan"), Part("flat")))),
        (r"(scan.*|.*)", Every()),
        (r"ab?cde", Some((Part("acde"), Part("abcde")))),
        (r"(abc)+", Part("abc")),
        (r"(abc.*)*", Every()),
        (r"\d+", Every()),
        (r".*", Every()),
        (r"raw\/abc.*", Part("raw/abc")),
        (r"Ma ß", Part("ma␣ss")),
    ],
)
def test_what_must_be_there(expression: str, expected: Needed) -> None:
    assert needed(shape_of(expression)) == expected


def test_one_of_twenty() -> None:
    found = needed(shape_of(r"scan_00(1|2)\d\.h5"))
    assert isinstance(found, Some)
    assert len(found.parts) == 20
    assert Part("scan_0017.h5") in found.parts


def size(one: Needed) -> int:
    return 1 if isinstance(one, Part) else sum(map(size, one.parts))


def has(path: str, one: Needed) -> bool:
    match one:
        case Part(text):
            return text in path
        case Every(parts):
            return all(has(path, part) for part in parts)
        case Some(parts):
            return any(has(path, part) for part in parts)


PIECES = ["a", "b", "abc", "c1", "/", r"\/", ".", r"\d", "[ab]", "[^a]", " ", "x", "_0", r"\."]
expressions = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.builds("({}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,}"])),
    ),
    max_leaves=10,
)
paths = st.text(st.sampled_from("abc10/x_. "), max_size=14)


@given(expressions, st.lists(paths, max_size=10), st.data())
def test_it_matches_as_python_does(expression: str, some: list[str], data: st.DataObject) -> None:
    try:
        matches = matcher(expression).matches
    except BadQuery:
        return
    compiled = re.compile(re.sub(" +", " ", expression), re.DOTALL)
    must = needed(shape_of(expression))
    assert size(must) <= MOST_PARTS
    some.append(data.draw(st.from_regex(compiled, fullmatch=True, alphabet="abc10/x_. 7")))
    for path in some:
        subjects = [path.rpartition("/")[2]]
        if "/" in expression:
            subjects = [path, *(path[one.end() :] for one in re.finditer("/", path))]
        expected = any(compiled.fullmatch(subject) for subject in subjects)
        assert matches(folded(path)) == expected, path
        assert not expected or has(folded(path), must), path


def test_few_texts_are_looked_for() -> None:
    shape = shape_of(".*".join(f"abc{number}[0-9]" for number in range(20)))
    assert size(needed(shape)) == 60
    assert size(needed(shape, 8)) == 8
    assert has("abc1-abc2-abc3-abc4-abc5-abc6-abc7-abc0", needed(shape, 8))
    assert needed(shape_of("scan[0-9]"), 8) == Part("scan")
