"""The table in docs/units.md is the table of the code."""

from portal.units import dimensions
from tests.conftest import ROOT


def test_the_documented_dimensions_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "units.md").read_text(encoding="utf-8")
    section = text.split("## Dimensions")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    expected = [
        f"| {one.name} | {one.label} | {one.si} | {', '.join(one.units)} |"
        for one in dimensions().values()
    ]
    assert rows == expected
