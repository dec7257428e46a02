"""docs/results.md and the code say the same."""

import pytest

from search.columns import FIELDS
from search.exports.formats import FORMATS
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_named(field: str) -> None:
    assert f"`{field}`" in TEXT.partition("## Columns")[2]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_described(suffix: str) -> None:
    assert f"| `/search.{suffix}` |" in TEXT
