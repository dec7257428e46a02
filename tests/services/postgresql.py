"""A real PostgreSQL server in a temporary folder, as fast and as careless as tests may be."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.services import running

# Nothing here must survive a power cut.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def started() -> Iterator[str]:
    """The URL of a server of our own, postgresql://…, up until the block ends. Raises Missing."""
    programs = _programs()
    # PostgreSQL refuses to run as root; Debian's package makes a user for it.
    user = "postgres" if running.root() else None
    with running.folder("postgresql", owner=user) as home:
        password = secrets.token_hex(16)
        _initialise(programs, home, user, password)
        port = running.free_port()
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        command = [str(programs / "postgres"), "-D", str(home / "data")]
        for setting in (*CARELESS, f"port={port}", "listen_addresses=127.0.0.1"):
            command += ["-c", setting]
        command += ["-c", "unix_socket_directories="]
        with running.server(command, home / "server.log", lambda: _answers(url), user):
            yield url


@contextmanager
def database(url: str) -> Iterator[str]:
    """The URL of a new, empty database on the server of ``url``; dropped afterwards."""
    name = f"beamfinder_{secrets.token_hex(6)}"
    _execute(url, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        _execute(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _programs() -> Path:
    """The folder of the newest PostgreSQL installed; Debian keeps it off the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    if not found:
        raise running.Missing("no PostgreSQL server: run tests/services/install.sh")
    return Path(found).resolve().parent


def _initialise(programs: Path, home: Path, user: str | None, password: str) -> None:
    word = home / "password"
    word.write_text(password)
    word.chmod(0o600)
    if user:
        shutil.chown(word, user, user)
    command = [str(programs / "initdb"), "-D", str(home / "data"), "--username=postgres"]
    command += ["--auth=scram-sha-256", f"--pwfile={word}", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, user=user, group=user, cwd=home
    )
    if done.returncode:
        raise running.NotStarted(f"initdb failed:\n{(done.stdout + done.stderr)[-2000:]}")


def _answers(url: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
