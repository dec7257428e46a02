"""docs/pages.md and the code say the same."""

import re

import pytest
from django.urls import get_resolver

from search.addresses import KEYS, WITHOUT
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith(WITHOUT)])
def test_every_key_of_an_address_is_described(key: str) -> None:
    assert re.search(rf"^\|[^|]*`{key}`[^|]*\|", TEXT, re.MULTILINE)


def test_every_page_is_listed() -> None:
    rooms = [part for part in get_resolver().url_patterns if str(part.pattern) == ""]
    pages = [str(page.pattern) for room in rooms for page in room.url_patterns]
    assert len(pages) > 12
    for page in pages:
        start = page.partition("<")[0].removesuffix(".json")
        assert f"`/{start}" in TEXT, page
