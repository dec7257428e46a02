"""Patterns typed into the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.box import read_box
from search.query.patterns import PatternError
from search.query.printing import Unprintable, printed
from search.query.tree import Files, Node, Not, Or, Pattern, Range, Term, Words


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"sample:/NSP10.*_A[12]/", Pattern("sample", "NSP10.*_A[12]")),
        (r"sample=/a (b|c)+/", Pattern("sample", "a (b|c)+")),
        (r"title:/.*polymer.*/", Pattern("title", ".*polymer.*")),
        (r"Title:*polymer*", Pattern("title", ".*polymer.*")),
        (r"sample:*G12*", Pattern("sample", ".*G12.*")),
        (r"sample:*(100%)?", Pattern("sample", r".*\(100%\).")),
        (r"proposal:2018????", Pattern("proposal", "2018....")),
        (r"beamline:ID1?", Pattern("instrument", "ID1.")),
        (r"doi:10.5555/*", Pattern("doi", r"10\.5555\/.*")),
        (r"year:201*", Pattern("year", "201.*")),
        (r"-sample:*test*", Not(Pattern("sample", ".*test.*"))),
        (r"sample:(a* OR b)", Or((Pattern("sample", "a.*"), Term("sample", "b", exact=False)))),
        # In quotation marks everything stands for itself, and so does a single slash
        (r'sample:"*G12*"', Term("sample", "*G12*", exact=False)),
        (r'sample:"/a/"', Term("sample", "/a/", exact=False)),
        (r"sample:/data/x/", Term("sample", "/data/x/", exact=False)),
        (r"sample:/", Term("sample", "/", exact=False)),
        # Words are no patterns, nor are values of what is no field of texts
        (r"what?", Words("what?")),
        # Names of files
        (r"file:scan_001", Files("scan_001")),
        (r"filename=scan_001", Files("scan_001")),
        (r'file:"raw/my scan*"', Files("raw/my scan*")),
        (r"file:/raw/scan", Files("/raw/scan")),
        (r"file:*_001*.h5", Files(r".*_001.*\.h5", pattern=True)),
        (r"file:/scan_00(1|2)\d\.h5/", Files(r"scan_00(1|2)\d\.h5", pattern=True)),
        (r"file:(scan OR flat)", Or((Files("scan"), Files("flat")))),
        (r"-file:.tmp", Not(Files(".tmp"))),
        (r"year:2019", Range("year", 2019, 2019)),
    ],
)
def test_it_works(text: str, node: Node) -> None:
    assert read_box(text).tree() == node


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sample:/a(b/", "is wrong at character 2: this group is never closed"),
        ("sample:/.*a.{20}/", "too costly"),
        ("file:/scan_00(1|2/", "is wrong at character 8: this group is never closed"),
        ("file:/.*a.{20}/", "too costly"),
        ("file:h5", "too short"),
        (f"file:{'x' * 501}", "up to 500 characters"),
        ("file>scan", "has no order"),
        (" ".join(["file:scan"] * 9), "more than 8 patterns"),
        ("sample>/a.*/", "has no order"),
        (" ".join(["sample:*a*"] * 9), "more than 8 patterns"),
    ],
)
def test_mistakes_are_told(text: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message.replace("(", r"\(")):
        read_box(text)


def test_it_says_how_it_was_read() -> None:
    box = read_box("sample:*G12*")
    assert [one.says for one in box.clauses] == ["sample like “*G12*”"]
    box = read_box("file:scan_1 file:*.nxs")
    assert [one.says for one in box.clauses] == [
        "a file with “scan_1” in its path",
        "a file like “*.nxs”",
    ]
    assert not box.notes
    assert "between two slashes" in read_box("sample:/NSP10.*").notes[0]


@pytest.mark.parametrize("expression", ["a/b", "a\\", "“a”", "a\x00"])
def test_what_cant_be_typed_isnt_printed(expression: str) -> None:
    with pytest.raises(Unprintable):
        printed(Pattern("sample", expression))


@given(st.text(st.sampled_from("ab0.*+?|()[]{}^$\\-,/ \"'é"), min_size=1, max_size=20))
def test_what_was_read_is_printed(value: str) -> None:
    fields = (f"sample:/{value}/", f"sample:{value}*", f"file:/{value}/", f"file:abc{value}*")
    for text in (*fields, f"file:abc{value}"):
        try:
            tree = read_box(text).tree()
        except BadQuery:
            continue
        assert read_box(printed(tree)).tree() == tree


def test_a_pattern_error_has_its_place() -> None:
    with pytest.raises(PatternError) as raised:
        read_box("sample:/ab[/")
    assert raised.value.position == 3
