"""The servers that the other tests stand on do start, answer and keep tests apart."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services import elasticsearch, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_elasticsearch_answers_and_indexes(elasticsearch_url: str, index_prefix: str) -> None:
    from elasticsearch import Elasticsearch

    with Elasticsearch(elasticsearch_url) as client:
        client.indices.create(index=f"{index_prefix}-one")
        client.index(index=f"{index_prefix}-one", document={"title": "beam"}, refresh=True)
        assert client.count(index=f"{index_prefix}-one")["count"] == 1


def test_elasticsearch_indices_of_a_prefix_can_be_removed(
    elasticsearch_url: str, index_prefix: str
) -> None:
    for name in ("one", "two"):
        elasticsearch.call(f"{elasticsearch_url}/{index_prefix}-{name}", method="PUT")
    elasticsearch.delete_indices(elasticsearch_url, index_prefix)
    left = elasticsearch.call(f"{elasticsearch_url}/_cat/indices/{index_prefix}*?format=json")
    assert left == []


def test_postgresql_gives_each_test_an_empty_database(postgresql_database: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_database) as connection:
        row = connection.execute(
            "SELECT count(*), current_setting('server_encoding') FROM pg_stat_user_tables"
        ).fetchone()
    assert row == (0, "UTF8")


def test_redis_starts_empty(redis_database: str) -> None:
    from redis import Redis

    with Redis.from_url(redis_database) as client:
        assert client.dbsize() == 0
        client.set("left", "over")


def test_chromium_renders(chromium: "Browser") -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content("<h1>beam</h1>")
        assert page.inner_text("h1") == "beam"


def test_a_server_that_ends_at_once_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no luck')"]
    with (
        pytest.raises(running.NotStarted, match="no luck"),
        running.server(command, tmp_path / "log", lambda: False),
    ):
        pass


def test_a_server_ends_with_the_run_that_started_it(tmp_path: Path) -> None:
    """Even a run that is killed leaves no server behind."""
    script = (
        "import sys, time; from pathlib import Path; from tests.services import running\n"
        f"log = Path({str(tmp_path / 'log')!r})\n"
        "command = ['sh', '-c', 'echo up; exec sleep 600']\n"
        "with running.server(command, log, log.read_text) as process:\n"
        "    print(process.pid, flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        child = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not _alive(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the server outlived its run")


def _alive(pid: int) -> bool:
    """Whether the process runs; one that waits to be reaped doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
