"""DOIs, RORs and IGSNs in free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.normalise import identifiers


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.17199/ABC", "10.17199/abc"),
        ("https://doi.org/10.1107/S1600577513026192", "10.1107/s1600577513026192"),
        ("http://dx.doi.org/10.1107/S1600577513026192", "10.1107/s1600577513026192"),
        ("doi:10.17199/ABC.", "10.17199/abc"),
        ("DOI: 10.15151/ESRF-DC-2317551834,", "10.15151/esrf-dc-2317551834"),
        ("(see 10.1000/xyz(1)).", "10.1000/xyz(1)"),
        ("(10.1000/xyz)", "10.1000/xyz"),
        ("10.1016/S0022-0248(01)01234-5", "10.1016/s0022-0248(01)01234-5"),
        ("https://doi.org/10.5072%2Fabc", "10.5072/abc"),
        ("https://doi.org/10.5072/abc?x=1#top", "10.5072/abc"),
        ("Smith et al., J. Phys. 12 (2020), doi 10.1088/1/2/3; and more", "10.1088/1/2/3"),
        ("20.500.12269/panosc-dataset1", ""),
        ("110.1000/x", ""),
        ("10.1/x", ""),
        ("10.1000/", ""),
        ("10.1000", ""),
        ("", ""),
        (None, ""),
        (10.1, ""),
    ],
)
def test_doi(text: object, doi: str) -> None:
    assert identifiers.doi(text) == doi


@given(st.text(max_size=80).map(lambda text: "10.1234/" + text))
def test_doi_is_idempotent(text: str) -> None:
    once = identifiers.doi(text)
    assert identifiers.doi(once) == once


@pytest.mark.parametrize(
    ("text", "ror"),
    [
        ("https://ror.org/01js2sh04", "https://ror.org/01js2sh04"),
        ("ror.org/03A1KWZ48/", "https://ror.org/03a1kwz48"),
        ("02550n020", "https://ror.org/02550n020"),
        ("https://ror.org/01js2sh05", ""),
        ("hello", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_ror(text: object, ror: str) -> None:
    assert identifiers.ror(text) == ror


@pytest.mark.parametrize(
    ("text", "igsn"),
    [
        ("IGSN:ICDP5054EHW1001", "10273/ICDP5054EHW1001"),
        ("igsn: icdp5054ehw1001", "10273/ICDP5054EHW1001"),
        ("https://igsn.org/ICDP5054EHW1001", "10273/ICDP5054EHW1001"),
        ("http://hdl.handle.net/10273/ICDP5054", "10273/ICDP5054"),
        ("10273/ICDP5054", "10273/ICDP5054"),
        ("https://doi.org/10.60510/ICDP5054", "10.60510/icdp5054"),
        ("sample 12", ""),
        ("ICDP5054", ""),
        ("IGSN", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_igsn(text: object, igsn: str) -> None:
    assert identifiers.igsn(text) == igsn


def test_long_text_ends() -> None:
    for text in ("10." * 3_000_000, "10.1234/" + "x" * 10_000_000, "igsn:" + "x" * 10_000_000):
        assert len(identifiers.doi(text)) < 500
        assert identifiers.ror(text) == identifiers.igsn(text) == ""
