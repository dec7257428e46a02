"""What tests of all real records share."""

from collections.abc import Iterator

import pytest

from publishing.exports.view import View
from tests.publishing.exports.judges import Crates
from tests.publishing.exports.remembering import quick_crates
from tests.publishing.exports.samples import samples
from tests.publishing.exports.test_real import FILES, records
from tests.publishing.exports.viewing import viewed

RECORDS = 1_992


@pytest.fixture(scope="session")
def views(data) -> list[View]:
    """The views of all real records."""
    found = [one for name, kind in FILES.items() for one in records(data / name, kind)]
    assert len(found) == RECORDS
    # Two harvests tell of one record: each gets an identifier of its own here.
    return [
        viewed(one, id=number, doi=f"10.12345/{number}" if one.doi else "")
        for number, one in enumerate(found, start=1)
    ]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crates]:
    """roc-validator for many crates."""
    folder = tmp_path_factory.mktemp("crates")
    with quick_crates(folder, samples()["empty"]) as crates:
        yield crates
