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
def lock(name: str) -> Iterator[None]:
    """Hold the lock ``name`` (lower-case letters, digits, hyphens) for the block.

    Raises Busy at once when it is held elsewhere.
    """
    hold = _advisory if connection.vendor == "postgresql" else _file
    with hold(name):
        yield


def hold_until_commit(name: str) -> None:
    """Within a transaction: let no other transaction that asks for ``name`` run beside it.

    SQLite needs nothing: its immediate transactions write one after the other anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(name)])


@contextmanager
def _file(name: str) -> Iterator[None]:
    folder = Path(settings.HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another process holds the lock {name!r}: try again later") from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _advisory(name: str) -> Iterator[None]:
    key = _key(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise Busy(f"another process holds the lock {name!r}: try again later")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _key(name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
