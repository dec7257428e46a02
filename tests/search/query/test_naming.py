"""Techniques by their names among plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import techniques
from search.query.naming import WEIGHT, cut, expanded, named, parts, size
from search.query.tree import And, Favoured, MostWords, Node, Not, Or, Phrase, Term, Words

SAXS, WAXS, XRR = "PaNET01188", "PaNET01191", "PaNET01149"


def technique(panet: str) -> Favoured:
    return Favoured(Term("technique", panet), WEIGHT)


def either(text: str, panet: str) -> Or:
    return Or((Words(text), technique(panet)))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("XRR", either("XRR", XRR)),
        ("xrr", either("xrr", XRR)),
        ("X-ray reflectivity", either("X-ray reflectivity", XRR)),
        ("SAXS polymer", And((either("SAXS", SAXS), Words("polymer")))),
        ("SAXS, WAXS", And((either("SAXS,", SAXS), either("WAXS", WAXS)))),
        ("the SAXS", either("SAXS", SAXS)),
        ("SAXS SAXS", either("SAXS", SAXS)),
        ("thin film", Words("thin film")),
        ("", Words("")),
        ("pdf", Words("pdf")),
        ("ct", Words("ct")),
        ("PaNET01188", Words("PaNET01188")),
    ],
)
def test_words(text: str, tree: Node) -> None:
    assert expanded(Words(text)) == tree


def test_the_longest_name_counts() -> None:
    assert named("grazing incidence small angle x-ray scattering") == (
        "grazing incidence small angle x-ray scattering",
    )
    assert named("small angle scattering of x-rays") == ("small angle scattering",)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("GIXD", "grazing incidence x-ray diffraction"),
        ("GIXRD", "grazing incidence x-ray diffraction"),
        ("GIWAXS", "grazing incidence wide angle x-ray scattering"),
        ("XRPD", "x-ray powder diffraction"),
        ("PNR", "polarized neutron reflectometry"),
        ("NAP-XPS", "ambient pressure x-ray photoelectron spectroscopy"),
        ("computed tomography", "tomography"),
        ("CT", "tomography"),
    ],
)
def test_names_of_the_field(text: str, label: str) -> None:
    for found in (techniques.named(text), techniques.find(text)):
        assert found is not None
        assert found.label == label


def test_a_name_is_one_word() -> None:
    assert size("small angle x-ray scattering of lysozyme") == 3
    assert size("the x-ray") == 2
    assert size("Si(111) lys_2khz.h5 20.500.12269/79e97997-b565-4ef7") == 3
    assert size("a & b") == 2


def test_a_word_may_have_parts() -> None:
    assert parts("Si(111) small-angle scattering lys_2khz.h5 SAXS") == 2 + 1 + 3 + 1


def test_other_nodes() -> None:
    assert expanded(Phrase("small angle x-ray scattering")) == Or(
        (Phrase("small angle x-ray scattering"), technique(SAXS))
    )
    assert expanded(Phrase("SAXS polymer")) == Phrase("SAXS polymer")
    assert expanded(MostWords("what XRR is")) == Or((MostWords("what XRR is"), technique(XRR)))
    assert expanded(Not(Or((Words("XRR"), Words("a"))))) == Not(
        Or((either("XRR", XRR), Words("a")))
    )
    assert expanded(Term("sample", "XRR")) == Term("sample", "XRR")


@given(
    st.lists(st.sampled_from(["x-ray", "small", "angle", "scattering", "SAXS", "the", "(", ","]))
)
def test_every_word_stays_in_its_place(words: list[str]) -> None:
    assert " ".join(part for part, _ in cut(" ".join(words))).split() == words
