"""A real nginx with the configuration of deploy/, moved to folders and ports of the test."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services import running

DEPLOY = running.ROOT / "deploy"


@dataclass(frozen=True)
class Front:
    """Where it listens on 127.0.0.1, and what it logs."""

    http: int
    https: int
    log: Path


@contextmanager
def started(portal: int, static: Path, secrets: Path) -> Iterator[Front]:
    """nginx before the portal's port, with its static files and the certificate in ``secrets``.

    Raises running.Missing where no nginx is installed.
    """
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        raise running.Missing("no nginx: run tests/services/install.sh")
    with running.folder("nginx") as home:
        front = Front(running.free_port(), running.free_port(), home / "log")
        moved = {
            "/tmp/nginx.pid": f"{home}/nginx.pid",
            "listen 8080": f"listen 127.0.0.1:{front.http}",
            "listen 8443": f"listen 127.0.0.1:{front.https}",
            "portal:8000": f"127.0.0.1:{portal}",
            "/srv/static": str(static),
            "/run/secrets": str(secrets),
            "/etc/nginx/proxy.conf": str(DEPLOY / "proxy.conf"),
        }
        text = _moved((DEPLOY / "nginx.conf").read_text(), moved, program)
        (home / "nginx.conf").write_text(text)
        command = [program, "-c", str(home / "nginx.conf"), "-g", "daemon off;"]
        with running.server(command, front.log, lambda: _listens(front.https)):
            yield front


def _moved(text: str, places: dict[str, str], program: str) -> str:
    """The configuration with its places replaced, in the words of the nginx at hand."""
    for old, new in places.items():
        assert old in text, f"deploy/nginx.conf has no {old} any more"
        text = text.replace(old, new)
    if _version(program) < (1, 25):
        text = re.sub(r"( ssl default_server);\s+http2 on;", r" ssl http2 default_server;", text)
    # Its workers would be somebody who may not look into our folders.
    return f"user root;\n{text}" if running.root() else text


def _version(program: str) -> tuple[int, ...]:
    told = subprocess.run([program, "-v"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"/(\d+)\.(\d+)", told)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
