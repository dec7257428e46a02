"""A real Redis server that keeps nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tests.services import running


@contextmanager
def started() -> Iterator[str]:
    """The URL of a server of our own, redis://127.0.0.1:PORT/0, up until the block ends.

    Raises running.Missing where no Redis is installed.
    """
    program = shutil.which("redis-server")
    if not program:
        raise running.Missing("no redis-server: run tests/services/install.sh")
    with running.folder("redis") as home:
        port = running.free_port()
        url = f"redis://127.0.0.1:{port}/0"
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home)]
        command += ["--save", "", "--appendonly", "no"]
        with running.server(command, home / "server.log", lambda: _answers(url)):
            yield url


def empty(url: str) -> None:
    """Forget everything that the database of ``url`` holds."""
    from redis import Redis

    with Redis.from_url(url) as client:
        client.flushdb()


def _answers(url: str) -> bool:
    from redis import Redis
    from redis.exceptions import RedisError

    with Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except RedisError:
            return False
