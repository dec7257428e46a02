"""A portal of its own in a folder, whose harvests are killed from outside."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

SOURCE = "here"
# What has to be the same however often a harvest was killed; rows are named by what
# they are and not by their numbers.
CONTENT = {
    "records": """
        SELECT r.kind, r.doi, r.pid, r.hash, r.body, r.version, r.public_from, r.access,
               r.open_from, r.withdrawn_at IS NULL
        FROM catalogue_record r""",
    "versions": """
        SELECT r.kind, r.doi, r.pid, v.number, v.hash
        FROM catalogue_recordversion v JOIN catalogue_record r ON r.id = v.record_id""",
    "source records": """
        SELECT s.kind, s.native_id, s.state, s.reason, s.payload_hash, s.body_hash, s.missed,
               r.kind, r.doi, r.pid
        FROM catalogue_sourcerecord s LEFT JOIN catalogue_record r ON r.id = s.record_id""",
    "files": """
        SELECT r.kind, r.doi, r.pid, f.count, f.packed
        FROM catalogue_filelist f JOIN catalogue_record r ON r.id = f.record_id""",
    "links": """
        SELECT r.kind, r.doi, r.pid, l.document_pid, l.dataset_pid
        FROM catalogue_recordlink l JOIN catalogue_record r ON r.id = l.record_id""",
    "instruments": "SELECT name, pid FROM catalogue_instrument",
    "outbox": """
        SELECT DISTINCT r.kind, r.doi, r.pid
        FROM catalogue_outbox o JOIN catalogue_record r ON r.id = o.record_id""",
    "outcomes": """
        SELECT o.what, o.reason, s.kind, s.native_id
        FROM harvest_outcome o JOIN catalogue_sourcerecord s ON s.id = o.source_record_id""",
    "counts": """
        SELECT sum(seen), sum(created), sum(updated), sum(unchanged), sum(rejected),
               sum(withdrawn), sum(absent)
        FROM harvest_run""",
    "complete runs": "SELECT count(*) FROM harvest_run WHERE state = 'complete'",
    "source": "SELECT cursor, held, swept_at IS NULL FROM catalogue_source",
}


@dataclass
class Portal:
    """A portal with its database in ``home``."""

    home: Path

    def manage(self, *arguments: str) -> "subprocess.Popen[bytes]":
        environment = {
            "PATH": os.environ["PATH"],
            "BEAMFINDER_HOME": str(self.home),
            "HARVEST_ALLOWED_HOSTS": "127.0.0.1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *arguments: str) -> str:
        """A command to its end; what it printed."""
        process = self.manage(*arguments)
        printed = process.communicate(timeout=120)[0].decode()
        assert process.returncode == 0, printed
        return printed

    def harvest_killed(self, when: Callable[[], bool], pause: float) -> bool:
        """A harvest that is killed ``pause`` seconds after ``when`` holds; whether it was."""
        process = self.manage("harvest", SOURCE)
        try:
            while process.poll() is None and not when():
                time.sleep(0.001)
            time.sleep(pause)
        finally:
            process.kill()
            process.communicate()
        return process.returncode == -signal.SIGKILL

    def complete_runs(self) -> int:
        ((number,),) = self._ask(CONTENT["complete runs"])
        return number

    def content(self) -> dict[str, Counter]:
        """All that was stored, as bags of rows."""
        assert self._ask("PRAGMA integrity_check") == [("ok",)]
        return {name: Counter(self._ask(query)) for name, query in CONTENT.items()}

    def _ask(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.home / "beamfinder.sqlite3")) as connection:
            return connection.execute(query).fetchall()
