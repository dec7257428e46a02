"""What the tests of harvests through the whole pipeline share."""

from collections.abc import Iterator

import pytest

from tests.harvest.replayed import Replays, replays


@pytest.fixture
def replayed(settings, tmp_path) -> Iterator[Replays]:
    """Sources whose catalogues are replayed on this machine."""
    settings.HOME = tmp_path
    settings.HARVEST_ALLOWED_HOSTS = ["127.0.0.1"]
    with replays() as made:
        yield made
