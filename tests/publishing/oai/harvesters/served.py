"""A portal that is served by gunicorn in processes of its own, with a database of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.house import commands
from tests.services import running

NAMESPACE = "data.example.org"


@dataclass(frozen=True)
class Site:
    """The address of its provider, and the settings that its processes have."""

    url: str
    home: Path
    settings: dict[str, str]

    def script(self, module: str, *words: str) -> Any:
        """What the ``main`` of a module returns in a process of this portal."""
        done = commands.run(_command(module, words), self.home, **self.settings)
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)

    @contextmanager
    def running_script(self, module: str, *words: str) -> "Iterator[subprocess.Popen[str]]":
        """The same while it runs; its JSON is for whoever calls ``communicate``."""
        process = subprocess.Popen(
            _command(module, words),
            cwd=commands.ROOT,
            env=commands.environment(self.home, **self.settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def _command(module: str, words: tuple[str, ...]) -> list[str]:
    folder = __name__.rpartition(".")[0]
    return [sys.executable, "-m", f"{folder}.runner", f"{folder}.{module}", *words]


@contextmanager
def served(home: Path, **settings: str) -> Iterator[Site]:
    """An empty portal, up until the block ends."""
    port = running.free_port()
    address = f"http://127.0.0.1:{port}"
    settings |= {
        "PORT": str(port),
        "SITE_URL": address,
        "OAI_NAMESPACE": NAMESPACE,
        "HARVEST_ALLOWED_HOSTS": "127.0.0.1",
    }
    done = commands.manage(home, "migrate", "--verbosity", "0", **settings)
    assert done.returncode == 0, done.stderr
    with running.server(
        [*f"{sys.executable} -m gunicorn --config deploy/gunicorn.conf.py portal.wsgi".split()],
        home / "gunicorn.log",
        lambda: _answers(f"{address}/oai?verb=Identify"),
        environment=commands.environment(home, **settings),
        folder=commands.ROOT,
    ):
        yield Site(f"{address}/oai", home, settings)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
