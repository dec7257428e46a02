"""What `make` says on a machine that lacks what it needs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.commands import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without a virtual environment."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def make(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *words]
    # Not what a make above us, which runs the tests, wants of its children.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def python(checkout: Path, script: str) -> str:
    """The path of a program that pretends to be a Python."""
    program = checkout / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"PYTHON={program}"


def test_there_is_no_python(checkout: Path) -> None:
    done = make(checkout, "demo", "PYTHON=no-such-python")
    assert done.returncode == 2
    assert "needs Python 3.11 or newer, and there is no no-such-python here" in done.stderr


def test_python_is_too_old(checkout: Path) -> None:
    old = python(checkout, 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')
    done = make(checkout, "demo", old)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; Python 3.9.2 is too old" in done.stderr
    assert "make PYTHON=/path/to/python3.11 demo" in done.stderr


def test_the_venv_module_is_missing(checkout: Path) -> None:
    """Half a virtual environment is left by Debian's Python without it; it must not stay."""
    lacking = python(checkout, "case $1 in -m) mkdir .venv; exit 1 ;; *) exit 0 ;; esac")
    done = make(checkout, "demo", lacking)
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_help_names_every_target(checkout: Path) -> None:
    told = make(checkout).stdout
    for target in ("demo", "test", "lint", "bench", "lock", "upgrade", "clean"):
        assert f"make {target} " in told
