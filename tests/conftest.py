"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.services.fixtures"]

# A busy machine is no failure: nothing here is held to a time by the clock.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _own_locks(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither another worker of the run nor one that serves this checkout is in the way."""
    from django.conf import settings

    settings.HOME = tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins with the shipped dictionary; pages don't look for another one."""
    from portal.dictionary import current

    monkeypatch.setattr(current, "LOOK_EVERY", float("inf"))
    yield
    current.forget()


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real records and schemas; read in place, never copied."""
    folder = Path(os.environ.get("BEAMFINDER_DATA") or ROOT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    message = f"no real data at {folder}: set BEAMFINDER_DATA to its folder"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
