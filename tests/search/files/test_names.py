"""What of a path counts, and where a part is found in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.files.names import BLANK, folded, marked


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Raw/Scan_01.H5", "raw/scan_01.h5"),
        ("Ångström/Übung", "angstrom/ubung"),
        ("A\u030angstro\u0308m", "angstrom"),
        ("two  blanks\tand", f"two{BLANK}{BLANK}blanks{BLANK}and"),
        ("no\u00a0break", f"no{BLANK}break"),
        ("Œuvre/ﬁt", "oeuvre/fit"),
        ("C:\\data", "c:\\data"),
    ],
)
def test_folding(path: str, expected: str) -> None:
    assert folded(path) == expected


@pytest.mark.parametrize(
    ("path", "wanted", "expected"),
    [
        ("raw/Scan.h5", "SCAN", [("raw/", False), ("Scan", True), (".h5", False)]),
        ("scan", "scan", [("scan", True)]),
        ("ababab", "abab", [("abab", True), ("ab", False)]),
        ("run/run", "run", [("run", True), ("/", False), ("run", True)]),
        ("Ångström", "ngstro", [("Å", False), ("ngströ", True), ("m", False)]),
        ("Œuvre", "euv", [("Œuv", True), ("re", False)]),
        ("e\u0301te\u0301", "ete", [("été", True)]),
        ("scan", "other", []),
    ],
)
def test_marking(path: str, wanted: str, expected: list[tuple[str, bool]]) -> None:
    assert marked(path, folded(wanted)) == expected


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 10))
def test_every_part_of_a_path_is_marked_in_it(path: str, start: int, length: int) -> None:
    wanted = folded(path)[start : start + length]
    if wanted:
        parts = marked(path, wanted)
        assert any(wanted in folded(text) for text, found in parts if found)
        assert folded("".join(text for text, _ in parts)) == folded(path)
