"""A search index of its own for one test, told what the test stores."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search import services
from search.indexing.drain import drain
from search.indexing.rebuild import rebuild

Told = Callable[[], None]


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> None:
    """No index yet, in a folder of the test's own."""
    settings.HOME = tmp_path
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"


@pytest.fixture
def indexed(own_index: None, db: None) -> Told:
    """An empty index; call it to have everything stored so far indexed."""
    rebuild()

    def tell() -> None:
        report = drain(None)
        assert not report.busy
        assert not report.set_aside
        assert services.health() is None

    return tell
