"""Processes of a portal of its own, for tests of what several do at once."""

import subprocess
import sys
from pathlib import Path

from tests.house import commands

START = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
django.setup()
"""
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def python(text: str, home: Path, settings: dict[str, str]) -> "subprocess.Popen[str]":
    """A process of the portal that runs the text."""
    return subprocess.Popen(
        [sys.executable, "-c", START + text],
        cwd=commands.ROOT,
        stdin=subprocess.PIPE,
        env=commands.environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process: "subprocess.Popen[str]") -> str:
    """What the process printed, once it has ended well; it may wait for a line before."""
    printed, said = process.communicate("go on\n", timeout=300)
    assert process.returncode == 0, said
    return printed


def fill(text: str, home: Path, settings: dict[str, str]) -> None:
    """Run the text with the tables made."""
    done(python(MIGRATE + text, home, settings))
