"""Small helpers that read settings from the environment.

Each call names its setting once, with its default; docs/settings.md lists them
all, and a test holds the two together. A wrong setting is noted and its default
used, so that ``settle`` can tell of all of them at once.
"""

import importlib.util
import os
import re
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_wrong: list[str] = []


class SettingsError(Exception):
    """Settings that can't be used; a line for each says which one and what to write."""


def wrong(message: str) -> None:
    """Note a setting that can't be used; ``message`` is one line."""
    _wrong.append(message)


def settle() -> None:
    """Raise SettingsError when any setting was wrong, with a line for each."""
    lines = "\n".join(dict.fromkeys(_wrong))
    _wrong.clear()
    if lines:
        raise SettingsError(lines)


def lines(error: SettingsError) -> str:
    """What to tell the person who started the program: each wrong setting on its line."""
    return "\n".join(f"settings: {line}" for line in str(error).splitlines())


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value not in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        wrong(f"{name} is {value!r}: write yes or no")
        return default
    return value in ("1", "true", "yes", "on") if value else default


def integer(name: str, default: int, least: int = 0, most: int = 10**15) -> int:
    value = text(name)
    if not value:
        return default
    digits = value.isascii() and value.isdigit() and len(value) <= 16
    if digits and least <= int(value) <= most:
        return int(value)
    wrong(f"{name} is {value[:40]!r}: write a whole number from {least} to {most}")
    return default


def words(name: str, default: str = "") -> list[str]:
    """A list, written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def cache(redis: str) -> dict[str, object]:
    """Django's settings of a cache in that Redis, or in the memory of each process without one.

    Pages must not wait for a Redis that is away: it is asked once, and not for long.
    """
    if not redis or importlib.util.find_spec("redis") is None:
        local = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": local, "OPTIONS": {"MAX_ENTRIES": 100_000}}
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    once: dict[str, object] = {"retry": Retry(NoBackoff(), 0)}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis,
        "KEY_PREFIX": "beamfinder",
        "OPTIONS": {**once, "socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }


def rate(written: str) -> tuple[int, int] | None:
    """How many requests in how many seconds "600/minute" allows; None for "none"."""
    if written.lower() == "none":
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,8})/(second|minute|hour|day)", written)
    if match is None:
        wrong(f"API_RATE is {written[:40]!r}: write none, or a rate such as 600/minute")
        return None
    return int(match[1]), {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}[match[2]]


def file_addresses(written: list[str]) -> dict[str, str]:
    """How each facility's files are addressed, by its slug: "ess=https://…/{pid}/{path}"."""
    found: dict[str, str] = {}
    for one in written:
        slug, _, pattern = one.partition("=")
        holes = re.findall(r"\{(.*?)\}", pattern)
        known = "path" in holes and set(holes) <= {"path", "pid"}
        if slug and known and address(pattern, "http", "https") and pattern.isascii():
            found[slug.strip()] = pattern.strip()
        else:
            wrong(
                f"FILE_ADDRESSES has {one[:60]!r}: write ess=https://host/{{pid}}/{{path}}, "
                "with the facility's slug before it"
            )
    return found


def secret(name: str, default: str = "") -> str:
    """A secret given as NAME, or as the content of the file that NAME_FILE names."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        wrong(f"{name}_FILE is {path!r}: can't read it ({error.strerror})")
    except UnicodeDecodeError:
        wrong(f"{name}_FILE is {path!r}: can't read it (it isn't UTF-8 text)")
    return default


def folder(path: Path) -> Path:
    """The folder, made if it isn't there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong(f"can't make the folder {path} ({error.strerror}): look at BEAMFINDER_HOME")
    else:
        if not os.access(path, os.W_OK | os.X_OK):
            wrong(f"can't write to the folder {path}: give it to the user the portal runs as")
    return path


def needs(name: str, module: str) -> None:
    """Note that the setting ``name`` asks for a Python module that isn't installed."""
    if importlib.util.find_spec(module) is None:
        wrong(f"{name} needs the Python package {module}: pip install beamfinder[production]")


def database(name: str, home: Path) -> dict[str, object]:
    """Django's settings of the database that the URL names; SQLite in ``home`` without one."""
    url = secret(name)
    if not url:
        return _sqlite(home / "beamfinder.sqlite3")
    parts = _split(url)
    if parts and parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path)))
    if not parts or parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        wrong(
            f"{name} must look like postgresql://user:password@host:5432/database or sqlite:/path"
        )
        return _sqlite(home / "beamfinder.sqlite3")
    needs(name, "psycopg")
    return _postgresql(parts)


def address(url: str, *schemes: str) -> bool:
    """Whether the URL has one of the schemes, a host, and a port that is a number, if any."""
    parts = _split(url)
    return parts is not None and parts.scheme in schemes and bool(parts.hostname)


def domain(name: str) -> bool:
    """Whether this is a domain name of at least two parts, without a port."""
    part = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"
    return len(name) <= 253 and re.fullmatch(rf"{part}(\.{part})+", name) is not None


def mailbox(text: str) -> bool:
    """Whether this is an e-mail address of a domain, which others can write to."""
    name, _, host = text.rpartition("@")
    return re.fullmatch(r"[!-?A-~]+", name) is not None and domain(host)


def _split(url: str) -> SplitResult | None:
    """The parts of a URL with a readable port, or None."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _postgresql(parts: SplitResult) -> dict[str, object]:
    """The URL's query holds libpq's parameters, such as sslmode=verify-full."""
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8}},
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
