"""Small helpers that read settings from the environment.

Each call names its setting once, with its default; docs/settings.md lists them
all, and a test holds the two together.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingsError(Exception):
    """A setting that can't be used; its message says which one and what to write."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise SettingsError(f"{name} is {value!r}: write yes or no")


def integer(name: str, default: int, least: int = 0) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 15 or int(value) < least:
        raise SettingsError(f"{name} is {value!r}: write a whole number of at least {least}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, default: str = "") -> str:
    """A secret given as NAME, or as the content of the file that NAME_FILE names."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it isn't UTF-8 text"
        raise SettingsError(f"{name}_FILE is {path!r}: can't read it ({reason})") from error


def folder(path: Path) -> Path:
    """The folder, made if it isn't there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"can't make the folder {path}: {error.strerror}") from error
    return path


def database(name: str, home: Path) -> dict[str, object]:
    """Django's settings of the database that the URL names; SQLite in ``home`` without one."""
    url = secret(name)
    if not url:
        return _sqlite(home / "beamfinder.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise SettingsError(
            f"{name} must look like postgresql://user:password@host:5432/database or sqlite:/path"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


def _sqlite(path: Path) -> dict[str, object]:
    """WAL, immediate transactions and a long time-out: readers never wait for the writer."""
    folder(path.parent)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-65536; PRAGMA foreign_keys=ON;",
        },
    }
