"""Locks in a folder of each test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    """So that a worker that runs in this checkout isn't in the way."""
    settings.HOME = tmp_path
