"""Starting a server for the tests, waiting until it answers, and stopping it again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# A loaded machine with two cores may take long; a server that is ready is never waited for.
PATIENCE_SECONDS = 600


class Missing(Exception):
    """A service that can't be had on this machine; the message says what to install."""


class NotStarted(Exception):
    """A server that ended, or never answered; the message ends with its last output."""


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def folder(name: str, owner: str | None = None) -> Iterator[Path]:
    """A temporary folder, given to ``owner`` when we are root, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix=f"beamfinder-{name}-"))
    try:
        if owner:
            shutil.chown(path, owner, owner)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def server(
    command: list[str],
    log: Path,
    ready: Callable[[], object],
    user: str | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` as ``user`` in ``folder`` (the log's) until the block ends.

    The block starts once ``ready()`` is true. NotStarted is raised when the server ends before
    that. Standard input stays open as long as we live; together with the parent's death signal
    this keeps a killed test run from leaving servers behind.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            _bound_to_us(command),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder or log.parent,
            env=environment,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    try:
        _wait(process, log, ready)
        yield process
    finally:
        _stop(process)


def _bound_to_us(command: list[str]) -> list[str]:
    """The command, told to end when its parent does (where util-linux can say so).

    By an interrupt, which a run in the background would have it ignore otherwise.
    """
    setpriv = shutil.which("setpriv")
    bound = [setpriv, "--pdeathsig", "INT", "env", "--default-signal=INT"] if setpriv else []
    return [*bound, *command]


def _wait(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise NotStarted(f"{process.args!r} ended with {process.returncode}:\n{tail}")
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """An interrupt asks every one of our servers for a quick, clean end."""
    if process.stdin:
        process.stdin.close()
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
