"""A house of its own for a benchmark: a folder, processes, and what they used."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

Process = subprocess.Popen[bytes]


class House:
    """Runs manage.py in processes whose state lies in ``home``, away from the portal's own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        distributed = ("DATABASE_URL", "SEARCH_URL", "BROKER_URL")
        kept = {name: value for name, value in os.environ.items() if name not in distributed}
        self.environment = {**kept, "BEAMFINDER_HOME": str(home), "HARVEST_ALLOWED_HOSTS": ""}

    def allow(self, host: str) -> None:
        """Let the house harvest from this host of ours."""
        self.environment["HARVEST_ALLOWED_HOSTS"] = host

    def start(self, *words: str, output: int = subprocess.DEVNULL) -> Process:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
        return subprocess.Popen(command, env=self.environment, stdout=output)  # noqa: S603

    def run(self, *words: str) -> int:
        """Run to the end; its peak memory in bytes.  Raises RuntimeError when it fails."""
        process = self.start(*words)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)} failed; its reason stands above")
        return usage.ru_maxrss * 1024

    def figures(self, *words: str) -> dict[str, Any]:
        """Run to the end; the JSON that it prints.  Raises RuntimeError when it fails."""
        process = self.start(*words, output=subprocess.PIPE)
        output, _ = process.communicate()
        if process.returncode:
            raise RuntimeError("the measurement failed; its reason stands above")
        printed: dict[str, Any] = json.loads(output)
        return printed


@contextmanager
def house(keep: Path | None = None) -> Iterator[House]:
    """A house in ``keep``, or in a folder that is gone afterwards."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield House(keep)
        return
    with TemporaryDirectory(prefix="beamfinder-bench-") as folder:
        yield House(Path(folder))


def peak_memory(pid: int) -> int:
    """The most memory that a running process has had, in bytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def megabytes(size: int) -> float:
    return round(size / 1e6, 1)
