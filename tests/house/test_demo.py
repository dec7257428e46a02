"""`manage.py demo`, which `make demo` runs, fills a portal, serves it and cleans up.

Run twice, it harvests nothing twice.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.management.commands import demo as command
from tests.house import commands
from tests.services import running


@dataclass(frozen=True)
class Demo:
    """What a served demo answered and printed, and what the next one in its place printed."""

    port: int
    answers: dict[str, dict]
    ended_with: int | None
    printed: str
    printed_again: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    home, port = tmp_path_factory.mktemp("demo"), running.free_port()
    with _serving(home, port) as process:
        paths = ("/healthz", "/search.json", "/publications.json")
        answers = {path: _json(port, path) for path in paths}
    again = commands.manage(home, "demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    return Demo(port, answers, process.returncode, (home / "log").read_text(), again.stdout)


def test_it_serves_what_it_harvested_until_it_is_told_to_stop(demo: Demo) -> None:
    assert demo.answers["/healthz"]["status"] == "ok"
    found = demo.answers["/search.json"]
    assert found["total"] > 3000
    assert found["items"][0]["url"].startswith(f"http://127.0.0.1:{demo.port}/")
    assert demo.ended_with == 0


def test_it_publishes(demo: Demo) -> None:
    published = demo.answers["/publications.json"]
    assert published["total"] == 5
    assert all(one["doi"].startswith("10.5072/") for one in published["items"])


def test_it_harvests_every_kind_of_catalogue(demo: Demo) -> None:
    assert searchable(demo.printed) > 3_000
    sources = [line for line in demo.printed.splitlines() if " seen = " in line]
    assert len(sources) == 4
    assert all(" 0 created" not in line and "3 rejected" in line for line in sources)


def test_the_second_time_nothing_is_new(demo: Demo) -> None:
    assert searchable(demo.printed_again) == searchable(demo.printed)
    assert demo.printed_again.count(" 0 created, 0 updated, ") == 4


def test_addresses_have_the_port_it_serves_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    monkeypatch.setattr(command.Command, "_fill", lambda _: None)
    call_command("demo", port=8123, no_serve=True)
    assert os.environ["PORT"] == "8123"


def searchable(output: str) -> int:
    line = next(line for line in output.splitlines() if line.endswith("records are searchable"))
    return int(line.split()[0].replace(",", ""))


def _json(port: int, path: str) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)


@contextmanager
def _serving(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A demo that serves; it is told to stop, and must have stopped all it started."""
    environment = commands.environment(home, PORT=str(port))
    words = [sys.executable, "manage.py", "demo"]
    with running.server(
        words, home / "log", lambda: _serves(port), environment=environment, folder=commands.ROOT
    ) as process:
        yield process
        process.send_signal(signal.SIGTERM)
        process.wait(running.PATIENCE_SECONDS)
    assert not _serves(port)


def _serves(port: int) -> bool:
    try:
        _json(port, "/healthz")
    except OSError:
        return False
    return True
