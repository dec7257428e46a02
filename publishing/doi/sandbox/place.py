"""Where the portal's own sandbox registrar is: its folder, its address, its password."""

from pathlib import Path

from django.conf import settings

from publishing.doi.sandbox import server


def folder() -> Path:
    """Where it keeps its state."""
    return Path(settings.HOME) / "registrar"


def address() -> str:
    """Where it answers: SANDBOX_URL, or the port on this machine that it wrote down.

    Raises Missing.
    """
    return settings.SANDBOX_URL or server.address(folder())


def password() -> str:
    """Of its one account.  Raises Missing."""
    return server.password(folder())
