"""docs/searching.md and the box say the same."""

import re

import pytest

from search.query.box import ALIASES, FIELDS, read_box
from search.query.printing import printed
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "searching.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \|", TEXT.partition("## How it is read")[0], re.MULTILINE)
ROWS = dict(
    re.findall(
        r"^\| `(\w+)` \| (.+) \|$", TEXT.partition("## Fields")[2].partition("##")[0], re.MULTILINE
    )
)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_read(text: str) -> None:
    box = read_box(text)
    assert box.clauses
    assert not [note for note in box.notes if not note.startswith("OR was read")]
    assert read_box(printed(box.tree())).tree() == box.tree()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 25


def test_every_field_is_described() -> None:
    assert set(ROWS) == FIELDS


@pytest.mark.parametrize("alias", sorted(ALIASES))
def test_every_other_name_is_told(alias: str) -> None:
    assert f"`{alias}`" in ROWS[ALIASES[alias]]
