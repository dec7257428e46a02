"""A page of a list is read along an index from its place, never sorted out of the whole."""

from pathlib import Path

import pytest

from tests.publishing.oai.harvesters.conftest import database
from tests.publishing.oai.harvesters.served import served


@pytest.fixture(params=["sqlite", "postgresql"])
def plans(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    with database(request) as settings, served(tmp_path, **settings) as site:
        found: dict[str, str] = site.script("planning")
    assert len(found) == 6
    return found


def test_no_page_sorts_or_reads_the_whole(plans: dict[str, str]) -> None:
    for name, plan in plans.items():
        for costly in ("Sort", "TEMP B-TREE", "Seq Scan", "SCAN"):
            assert costly not in plan, f"{name}: {plan}"
        assert "Index" in plan or "SEARCH" in plan
