"""A provider with items, and asking it: every answer is checked by the schemas."""

from pathlib import Path

import pytest
from django.test import Client

from tests.publishing.oai.asking import Asking
from tests.publishing.oai.world import World


@pytest.fixture
def oai(client: Client, data: Path, db: None) -> Asking:
    """Asks /oai; raises when an answer isn't valid."""
    return Asking(client, data)


@pytest.fixture
def world(db: None) -> World:
    return World()
