"""What the sandbox registrar knows: DOIs, accounts and faults, in one SQLite file.

Every change is one transaction, so threads and processes may share the file, and whoever
kills the server finds either all of a request done or nothing.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

PREFIX = "10.5072"  # DataCite's prefix for tests: it resolves nowhere
ACCOUNT = "beamfinder.sandbox"

_TABLES = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, domains TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS doi (
    name TEXT PRIMARY KEY, account TEXT NOT NULL, state TEXT NOT NULL, url TEXT NOT NULL,
    attributes TEXT NOT NULL, version INTEGER NOT NULL,
    created TEXT NOT NULL, registered TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY, fault TEXT NOT NULL, times INTEGER NOT NULL);
"""


class Account(msgspec.Struct, frozen=True):
    """A repository: its DOIs lead to addresses in its domains only."""

    name: str
    domains: tuple[str, ...]


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """One DOI as the registrar keeps it; times are ISO 8601, "" for never."""

    name: str
    account: str
    state: str
    url: str
    attributes: dict[str, Any]
    version: int = 1
    created: str = ""
    registered: str = ""
    updated: str = ""


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to fail: see ``publishing.doi.sandbox.faults``.

    ``method`` and ``doi`` (with * for anything) narrow down which requests fail, ``times``
    says how many of them.
    """

    kind: str
    times: int = 1
    method: str = "*"
    doi: str = "*"
    seconds: float = 0.0
    status: int = 500
    retry_after: str = ""


class State:
    """The state in ``folder``, made there if there is none yet, with the one account."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / "state.sqlite3"
        with closing(sqlite3.connect(self._path, timeout=20)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)
        self.password = _password(folder / "password")
        if self.account(ACCOUNT, self.password) is None:
            self.open_account(ACCOUNT, self.password, ["*"])

    @contextmanager
    def change(self) -> Iterator["Change"]:
        """One transaction; nothing of it stays when the block raises."""
        with closing(sqlite3.connect(self._path, timeout=20, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Change(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def get(self, name: str) -> Registered | None:
        with closing(self._connected()) as connection:
            return Change(connection).get(name)

    def page(self, account: str, prefixes: list[str], after: str, size: int) -> list[Registered]:
        """The next DOIs in alphabetical order, of these prefixes if any; "" for all accounts'
        findable ones."""
        where, values = _wanted(account, prefixes)
        with closing(self._connected()) as connection:
            rows = connection.execute(
                f"SELECT * FROM doi WHERE {where} AND name > ? ORDER BY name LIMIT ?",  # noqa: S608
                [*values, after, size],
            )
            return [_read(row) for row in rows]

    def count(self, account: str, prefixes: list[str]) -> int:
        where, values = _wanted(account, prefixes)
        with closing(self._connected()) as connection:
            question = f"SELECT count(*) FROM doi WHERE {where}"  # noqa: S608 - parts of our own
            return int(connection.execute(question, values).fetchone()[0])

    def account(self, name: str, password: str) -> Account | None:
        """The account with this password; None for any other."""
        with closing(self._connected()) as connection:
            row = connection.execute(
                "SELECT password, domains FROM account WHERE name = ?", [name.lower()]
            ).fetchone()
        if row is None or not hmac.compare_digest(row[0], _digest(password)):
            return None
        return Account(name.lower(), tuple(msgspec.json.decode(row[1])))

    def open_account(self, name: str, password: str, domains: list[str]) -> None:
        """Make an account, or give it another password and other domains."""
        with self.change() as change:
            change.connection.execute(
                "INSERT OR REPLACE INTO account VALUES (?, ?, ?)",
                [name.lower(), _digest(password), msgspec.json.encode(domains).decode()],
            )

    def faults(self) -> list[Fault]:
        """Those that are still to come."""
        with closing(self._connected()) as connection:
            rows = connection.execute("SELECT fault, times FROM fault ORDER BY id").fetchall()
        return [msgspec.structs.replace(_fault(text), times=times) for text, times in rows]

    def add_fault(self, fault: Fault) -> None:
        with self.change() as change:
            text = msgspec.json.encode(fault).decode()
            change.connection.execute(
                "INSERT INTO fault (fault, times) VALUES (?, ?)", [text, fault.times]
            )

    def clear_faults(self) -> None:
        with self.change() as change:
            change.connection.execute("DELETE FROM fault")

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=20)


class Change:
    """What can be done within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def get(self, name: str) -> Registered | None:
        row = self.connection.execute("SELECT * FROM doi WHERE name = ?", [name]).fetchone()
        return None if row is None else _read(row)

    def put(self, one: Registered) -> None:
        values = [getattr(one, name) for name in Registered.__struct_fields__]
        values[4] = msgspec.json.encode(one.attributes).decode()
        self.connection.execute("INSERT OR REPLACE INTO doi VALUES (?,?,?,?,?,?,?,?,?)", values)

    def delete(self, name: str) -> None:
        self.connection.execute("DELETE FROM doi WHERE name = ?", [name])

    def faults(self) -> Iterator[tuple[int, Fault]]:
        """Those that are still to come, the oldest first, by number."""
        for number, text in self.connection.execute(
            "SELECT id, fault FROM fault ORDER BY id"
        ).fetchall():
            yield number, _fault(text)

    def use_fault(self, number: int) -> None:
        """It happens once less often from now on."""
        self.connection.execute("UPDATE fault SET times = times - 1 WHERE id = ?", [number])
        self.connection.execute("DELETE FROM fault WHERE id = ? AND times < 1", [number])


def _wanted(account: str, prefixes: list[str]) -> tuple[str, list[str | int]]:
    """The condition of a list, and its values."""
    parts = ["account = ?" if account else "state = ?"]
    values: list[str | int] = [account or "findable"]
    if prefixes:
        within = " OR ".join("substr(name, 1, ?) = ?" for _ in prefixes)
        parts.append(f"({within})")
        for one in prefixes:
            values += [len(one) + 1, f"{one}/"]
    return " AND ".join(parts), values


def _read(row: tuple[Any, ...]) -> Registered:
    fields = dict(zip(Registered.__struct_fields__, row, strict=True))
    return Registered(**{**fields, "attributes": msgspec.json.decode(fields["attributes"])})


def _fault(text: str) -> Fault:
    return msgspec.json.decode(text, type=Fault)


def _digest(password: str) -> str:
    """Enough for long random passwords of an account that is worth nothing."""
    return hashlib.sha256(password.encode("utf-8", "surrogateescape")).hexdigest()


def _password(path: Path) -> str:
    """The one in the file, made there by whoever comes first."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # 0600
            file.write(secrets.token_urlsafe(24) + "\n")
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
