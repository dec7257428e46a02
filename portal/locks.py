"""Locks between processes that end with the process that holds them.

Embedded: a locked file under BEAMFINDER_HOME (flock), which the system frees when
the process dies, even by kill -9.  On PostgreSQL: a session's advisory lock, which
the server frees when the connection ends, and which holds across machines.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


class Busy(Exception):
    """Somebody else holds the lock; the message names it."""


@contextmanager
def lock(name: str, wait: bool = False) -> Iterator[None]:
    """Hold the lock ``name`` (lower-case letters, digits, hyphens) for the block.

    Raises Busy at once when it is held elsewhere, unless ``wait`` is set.
    """
    hold = _advisory if connection.vendor == "postgresql" else _file
    with hold(name, wait):
        yield


@contextmanager
def _file(name: str, wait: bool) -> Iterator[None]:
    folder = Path(settings.HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy(f"another process holds the lock {name!r}: try again later") from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _advisory(name: str, wait: bool) -> Iterator[None]:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    key = int.from_bytes(digest, "big", signed=True)
    with connection.cursor() as cursor:
        call = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
        cursor.execute(f"SELECT {call}(%s)", [key])
        row = cursor.fetchone()
        if not wait and not row[0]:
            raise Busy(f"another process holds the lock {name!r}: try again later")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
