"""One command fills a portal; run twice, it harvests nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.management.commands import demo as command
from tests.conftest import ROOT


def demo(home: Path) -> str:
    cleared = {"DATABASE_URL": "", "SEARCH_URL": "", "BROKER_URL": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT,
        env={**os.environ, **cleared, "BEAMFINDER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def twice(tmp_path_factory) -> tuple[str, str]:
    home = tmp_path_factory.mktemp("demo")
    return demo(home), demo(home)


def searchable(output: str) -> int:
    line = next(line for line in output.splitlines() if line.endswith("records are searchable"))
    return int(line.split()[0].replace(",", ""))


def test_it_works(twice):
    first, _ = twice
    assert searchable(first) > 3_000
    sources = [line for line in first.splitlines() if " seen = " in line]
    assert len(sources) == 4
    assert all(" 0 created" not in line and "3 rejected" in line for line in sources)


def test_the_second_time_nothing_is_new(twice):
    first, second = twice
    assert searchable(second) == searchable(first)
    assert second.count(" 0 created, 0 updated, ") == 4


def test_addresses_have_the_port_it_serves_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    monkeypatch.setattr(command.Command, "_fill", lambda _: None)
    call_command("demo", port=8123, no_serve=True)
    assert os.environ["PORT"] == "8123"
