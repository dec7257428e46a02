"""Licences and the spellings of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.normalise import licences


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by 4.0", "CC-BY-4.0"),
        ("CC_BY_4.0", "CC-BY-4.0"),
        ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
        ("CC BY-NC-ND 3.0", "CC-BY-NC-ND-3.0"),
        ("CC-BY-SA 4.0 International", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/legalcode", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0"),
        ("creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", "CC-BY-4.0"),
        (
            "Creative Commons Attribution-NonCommercial 4.0 International Public License",
            "CC-BY-NC-4.0",
        ),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("CC0", "CC0-1.0"),
        ("CC-Zero", "CC0-1.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        ("https://spdx.org/licenses/CC-BY-4.0.html", "CC-BY-4.0"),
        ("MIT License", "MIT"),
        ("Apache License 2.0", "Apache-2.0"),
        ("BSD-3-Clause", "BSD-3-Clause"),
        ("bsd 3-clause", "BSD-3-Clause"),
        ("GPL-3.0-or-later", "GPL-3.0-or-later"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("ODbL", "ODbL-1.0"),
        ("CC BY", "CC BY"),
        ("CC-BY-9.9", "CC-BY-9.9"),
        ("CC-BY-ND-SA-4.0", "CC-BY-ND-SA-4.0"),
        ("  See the facility's  policy ", "See the facility's policy"),
        ("", ""),
        (None, ""),
        ("ESS", "ESS"),
    ],
)
def test_spdx(text: object, spdx: str) -> None:
    assert licences.spdx(text) == spdx


@given(st.text(max_size=100))
def test_spdx_is_idempotent(text: str) -> None:
    once = licences.spdx(text)
    assert licences.spdx(once) == once


def test_long_text_is_kept_within_its_limit() -> None:
    assert len(licences.spdx("CC " * 1_000_000)) <= 500
