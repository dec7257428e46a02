"""Small catalogues for tests that don't count."""

from datetime import date

import pytest

REFERENCE = date(2031, 1, 1)


@pytest.fixture(scope="session")
def reference() -> date:
    """A day that no test depends on being today."""
    return REFERENCE
