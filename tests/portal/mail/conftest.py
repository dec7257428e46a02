from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.portal.mail import sink as server


@pytest.fixture
def sink(settings: Settings, tmp_path: Path) -> Iterator[server.Sink]:
    """A mail server that the settings name."""
    with server.running() as made:
        settings.HOME = tmp_path
        settings.EMAIL_BACKEND = "portal.mail.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield made
