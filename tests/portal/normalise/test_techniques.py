"""Techniques by name and identifier."""

import pytest

from portal.normalise.techniques import technique

IRI = "https://purl.org/pan-science/PaNET/"


@pytest.mark.parametrize(
    ("name", "pid", "hint", "panet"),
    [
        ("x-ray reflectivity", "", "", "PaNET01149"),
        ("", IRI + "PaNET01149", "", "PaNET01149"),
        ("our own name", "7", IRI + "PaNET01149", "PaNET01149"),
        ("our own name", "7", "", ""),
        # A name above the identifier's technique is only less exact.
        ("x-ray reflectivity", IRI + "PaNET01149", "", "PaNET01149"),
        # The two disagree: the name is believed.
        ("X-Ray Reflectivity (XRR)", IRI + "PaNET01177", "", "PaNET01149"),
    ],
)
def test_it_works(name, pid, hint, panet):
    found = technique(name, pid, hint)
    assert found is not None
    assert found.panet == panet


def test_a_missing_name_is_the_label():
    found = technique(None, "PaNET01149")
    assert found is not None
    assert found.name == "x-ray reflectivity"


def test_nothing_is_no_technique():
    assert technique(None, None) is None
    assert technique("", "unknown") is None
