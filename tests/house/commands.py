"""Running our own commands in a process of their own, with an environment made for the test."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests.services import running

ROOT = Path(__file__).resolve().parent.parent.parent
# What a process needs to run at all; no setting of whoever runs the tests.
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The bare environment with the settings given and BEAMFINDER_HOME."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "BEAMFINDER_HOME": str(home), "HOME": str(home), **settings}


def production(**settings: str) -> dict[str, str]:
    """Settings that a production installation starts with."""
    return {
        "PRODUCTION": "yes",
        "SITE_URL": "https://data.example.org",
        "ALLOWED_HOSTS": "data.example.org",
        "ADMIN_EMAIL": "portal@example.org",
        "OAI_NAMESPACE": "data.example.org",
        "SECRET_KEY": secrets.token_urlsafe(60),
        **settings,
    }


def manage(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`manage.py WORDS` with the settings; what it printed and its exit status."""
    return run([sys.executable, "manage.py", *words], home, **settings)


def run(command: list[str], home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(home, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=running.PATIENCE_SECONDS,
    )
