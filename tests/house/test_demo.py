"""`manage.py demo`, which `make demo` runs, serves a filled portal and cleans up after itself."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house import commands
from tests.services import running


def test_it_serves_what_it_harvested_until_it_is_told_to_stop(tmp_path: Path) -> None:
    port = running.free_port()
    with _demo(tmp_path, port) as process:
        health = _json(port, "/healthz")
        assert health["status"] == "ok"
        found = _json(port, "/search.json")
        assert found["total"] > 3000
        assert found["items"][0]["url"].startswith(f"http://127.0.0.1:{port}/")
        published = _json(port, "/publications.json")
        assert published["total"] == 5
        assert all(one["doi"].startswith("10.5072/") for one in published["items"])
    assert process.returncode == 0


def _json(port: int, path: str) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)


@contextmanager
def _demo(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A demo that serves; it is told to stop, and must have stopped all it started."""
    log = home / "log"
    environment = commands.environment(home, PORT=str(port))
    command = [sys.executable, "manage.py", "demo"]
    with running.server(
        command, log, lambda: _serves(port), environment=environment, folder=commands.ROOT
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
