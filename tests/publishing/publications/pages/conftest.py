"""The shared cast, and how its people ask."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.publishing.publications.cast import Cast, cast

Ask = Callable[..., Any]


@pytest.fixture
def those(db: None) -> Cast:
    return cast(review=True)


@pytest.fixture
def at() -> Callable[[Any], Client]:
    """A browser in which somebody is logged in; None is nobody."""

    def client(user: Any) -> Client:
        made = Client()
        if user is not None:
            made.force_login(user)
        return made

    return client
