"""What names of techniques mean, and where techniques stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import techniques

SAXS, SFX, XRR, XAS = "PaNET01188", "PaNET01168", "PaNET01149", "PaNET01196"
ROOT = "PaNET00001"


@pytest.mark.parametrize(
    ("text", "panet"),
    [
        ("http://purl.org/pan-science/PaNET/PaNET01168", SFX),
        ("https://purl.org/pan-science/PaNET/PaNET01168", SFX),
        ("purl.org/pan-science/PaNET/PaNET01168", SFX),
        ("http://purl.org/pan-science/PaNET/PaNET01168/", SFX),
        ("http://purl.org/pan-science/PaNET#PaNET01168", SFX),
        ("PaNET01168", SFX),
        ("panet01168", SFX),
        ("PaNET:PaNET01168", SFX),
        ("PaNET_01168", SFX),
        (" PaNET01168 ", SFX),
        ("serial femtosecond crystallography", SFX),
        ("SFX", SFX),
        ("sfx", SFX),
        ("small angle x-ray scattering", SAXS),
        ("Small-Angle X-ray Scattering", SAXS),
        ("small angle xray scattering", SAXS),
        ("Small Angle X-Ray Scattering (SAXS)", SAXS),
        ("our own thing (SAXS)", SAXS),
        ("SAXS measurement", SAXS),
        ("scattering.SAXS", SAXS),
        ("X-Ray Reflectivity (XRR)", XRR),
        ("x-ray reflectometry", XRR),
        ("x-ray absorption spectroscopy", XAS),
        ("Protein Crystallography", "PaNET01164"),
        ("diffraction", "PaNET01022"),
        ("XRD", "PaNET01216"),
        ("X-ray Diffraction", "PaNET01216"),
        ("photon probe technique", "PaNET00100"),
        ("\u00b5SR", "PaNET01051"),
        ("\u03bcSR", "PaNET01051"),
        ("microfocused probe", "PaNET00106"),
    ],
)
def test_find(text: str, panet: str) -> None:
    found = techniques.find(text)
    assert found is not None
    assert found.id == panet


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "foo", "PaNET99999", "PaNET", "PaNET2011003", "https://example.org/PaNET01168x",
     "b707154efe36d191e326fd175442cb8a7fbd18ef", "20.500.12269/panosc-tech2", "((((", "\x00",
     "\ud800", "SAXS" * 10_000_000, "()" * 100, "(" * 299],
    ids=lambda text: text[:20].encode("unicode_escape").decode(),
)  # fmt: skip
def test_unknown_or_hostile(text: str) -> None:
    assert techniques.find(text) is None


@given(st.text(max_size=320))
def test_find_never_fails(text: str) -> None:
    found = techniques.find(text)
    assert found is None or techniques.get(found.id) == found


def test_every_technique_is_found_by_what_names_it() -> None:
    for technique in techniques.techniques():
        assert techniques.find(technique.id) == technique
        assert techniques.find(technique.iri) == technique
        assert techniques.find(technique.label.upper()) == technique


def test_every_alternative_label_is_found() -> None:
    """By the technique itself, but where two share it or it is another's label."""
    elsewhere = {
        name
        for technique in techniques.techniques()
        for name in technique.alternatives
        if techniques.find(name) != technique
    }
    assert len(elsewhere) <= 6
    assert all(techniques.find(name) for name in elsewhere)


def test_the_tree_has_one_root() -> None:
    assert techniques.roots() == (ROOT,)
    assert len(techniques.techniques()) == 377
    assert len(techniques.descendants(ROOT)) == 376
    assert techniques.children(ROOT) == (
        "PaNET00002",
        "PaNET00003",
        "PaNET00004",
        "PaNET00005",
    )


def test_relations_agree() -> None:
    for technique in techniques.techniques():
        assert technique.id not in technique.ancestors
        assert set(technique.parents) <= set(technique.ancestors)
        for ancestor in techniques.ancestors(technique.id):
            assert technique.id in techniques.descendants(ancestor)
            assert techniques.get(ancestor) is not None
        for parent in technique.parents:
            assert technique.id in techniques.children(parent)


def test_path() -> None:
    path = techniques.path(SFX)
    assert [path[0].id, path[-1].id] == [ROOT, SFX]
    for above, below in pairwise(path):
        assert above.id in below.parents


def test_an_unknown_identifier_has_no_relations() -> None:
    assert techniques.get("PaNET99999") is None
    assert techniques.path("PaNET99999") == []
    assert techniques.ancestors("x") == techniques.children("x") == ()
    assert techniques.descendants("x") == frozenset()


def test_xas_is_under_spectroscopy() -> None:
    assert "PaNET01125" in techniques.ancestors(XAS)
    assert XAS in techniques.descendants("PaNET01125")
