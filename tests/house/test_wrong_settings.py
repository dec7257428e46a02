"""Each wrong setting stops the program at its start, with one clear line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import commands

UNREADABLE = [
    ({"DEBUG": "maybe"}, "DEBUG is 'maybe': write yes or no"),
    ({"PORT": "http"}, "PORT is 'http': write a whole number from 1 to 65535"),
    ({"PORT": "65536"}, "PORT is '65536': write a whole number from 1 to 65535"),
    ({"PORT": "٨٠٠٠"}, "PORT is '٨٠٠٠': write a whole number from 1 to 65535"),
    ({"HARVEST_INTERVAL_HOURS": "0"}, "HARVEST_INTERVAL_HOURS is '0': write a whole number"),
    ({"EMAIL_PORT": "9" * 5000}, "EMAIL_PORT is '9999"),
    ({"SITE_URL": "data.example.org"}, "SITE_URL is 'data.example.org': write an address such"),
    ({"DATABASE_URL": "mysql://db/portal"}, "DATABASE_URL must look like postgresql://"),
    ({"DATABASE_URL": "postgresql://db:many/portal"}, "DATABASE_URL must look like postgresql://"),
    ({"DATABASE_URL": "postgresql://db"}, "DATABASE_URL must look like postgresql://"),
    ({"SEARCH_URL": "elastic:9200"}, "SEARCH_URL must be tantivy:PATH or the https:// address"),
    ({"SEARCH_URL": "https://[::1"}, "SEARCH_URL must be tantivy:PATH or the https:// address"),
    ({"BROKER_URL": "amqp://queue"}, "BROKER_URL must look like redis://host:6379/0"),
    ({"BROKER_URL": "redis://queue:six"}, "BROKER_URL must look like redis://host:6379/0"),
    ({"OAI_NAMESPACE": "localhost"}, "OAI_NAMESPACE is 'localhost': write a domain name such"),
    ({"OAI_NAMESPACE": "a.org:443"}, "OAI_NAMESPACE is 'a.org:443': write a domain name such"),
    ({"OAI_PAGE_SIZE": "0"}, "OAI_PAGE_SIZE is '0': write a whole number from 1 to 2000"),
    ({"DATACITE_URL": "http://api.datacite.org"}, "DATACITE_URL is 'http://api.datacite.org': w"),
    ({"SANDBOX_URL": "registrar"}, "SANDBOX_URL is 'registrar': write an address such as http"),
    ({"ORCID_CLIENT_ID": "APP-1"}, "ORCID_CLIENT_ID and ORCID_SECRET (or ORCID_SECRET_FILE) bel"),
    ({"OIDC_PROVIDERS": "ess"}, "OIDC_PROVIDERS must be a JSON list such as"),
    ({"PRODUCTION": "yes"}, "SECRET_KEY (or SECRET_KEY_FILE) must be set when PRODUCTION is on"),
    ({"SECRET_KEY_FILE": "/no/such"}, "SECRET_KEY_FILE is '/no/such': can't read it (No such"),
]


@pytest.mark.parametrize(("settings", "line"), UNREADABLE)
def test_a_setting_that_cannot_be_read(settings: dict[str, str], line: str, tmp_path: Path) -> None:
    done = commands.manage(tmp_path, "check", **settings)
    assert done.returncode == 1
    told = [told for told in done.stderr.splitlines() if line in told]
    assert len(told) == 1
    assert all(line.startswith("settings: ") for line in done.stderr.splitlines())


def test_a_home_that_cannot_be_made() -> None:
    done = commands.manage(Path("/proc/none"), "check")
    assert done.returncode == 1
    line = "settings: can't make the folder /proc/none (No such file or directory)"
    assert done.stderr.startswith(f"{line}: look at BEAMFINDER_HOME\n")


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    done = commands.manage(tmp_path, "check", DEBUG="maybe", PORT="http", BROKER_URL="queue")
    assert [line.split()[1] for line in done.stderr.splitlines()] == ["DEBUG", "PORT", "BROKER_URL"]


def test_a_secret_is_never_told(tmp_path: Path) -> None:
    secret = tmp_path / "database_url"
    secret.write_bytes(b"mysql://portal:hush@db/portal")
    done = commands.manage(tmp_path, "check", DATABASE_URL_FILE=str(secret), BROKER_URL="x:hush@y")
    assert done.returncode == 1
    assert "hush" not in done.stdout + done.stderr


def test_a_secret_file_that_is_no_text(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_bytes(b"\xff\xfe")
    done = commands.manage(tmp_path, "check", SECRET_KEY_FILE=str(secret))
    assert done.stderr == (
        f"settings: SECRET_KEY_FILE is '{secret}': can't read it (it isn't UTF-8 text)\n"
    )


@pytest.mark.parametrize(
    ("settings", "package"),
    [
        ({"SEARCH_URL": "https://search:9200"}, "elasticsearch"),
        ({"DATABASE_URL": "postgresql://db/portal"}, "psycopg"),
        ({"BROKER_URL": "redis://queue"}, "celery"),
    ],
)
def test_a_server_whose_client_is_not_installed(
    settings: dict[str, str], package: str, tmp_path: Path
) -> None:
    script = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "sys.argv = ['manage.py', 'check']; import manage; manage.main()"
    )
    done = commands.run([sys.executable, "-c", script], tmp_path, **settings)
    assert done.returncode == 1
    name = next(iter(settings))
    assert done.stderr == (
        f"settings: {name} needs the Python package {package}: pip install beamfinder[production]\n"
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose static files are collected, as a production installation has it."""
    home = tmp_path_factory.mktemp("home")
    done = commands.manage(home, "collectstatic", "--no-input", **commands.production())
    assert done.returncode == 0, done.stderr
    return home


def test_production_is_clean(home: Path) -> None:
    done = check_deploy(home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


WEAK = [
    ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak: write at least 50 random characters"),
    ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is too weak: write at least 50 random characters"),
    ({"SITE_URL": "http://data.example.org"}, "it must start with https://"),
    ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS lacks 'data.example.org', the host of SITE_URL"),
    ({"ADMIN_EMAIL": ""}, "ADMIN_EMAIL must be an address that others can write to"),
    ({"ADMIN_EMAIL": "root@localhost"}, "ADMIN_EMAIL must be an address that others can"),
    ({"ADMIN_EMAIL": "example.org"}, "ADMIN_EMAIL must be an address that others can write to"),
    ({"OAI_NAMESPACE": ""}, "OAI_NAMESPACE must be set: write a domain name of yours"),
    ({"DEBUG": "yes"}, "DEBUG is on, which shows strangers the program's inside"),
    ({"ORCID_SANDBOX": "yes"}, "ORCID_SANDBOX is on, where anybody can be anybody"),
]


@pytest.mark.parametrize(("settings", "line"), WEAK)
def test_production_refuses(settings: dict[str, str], line: str, home: Path) -> None:
    for words in (("check", "--deploy"), ("worker",)):
        done = commands.manage(home, *words, **commands.production(**settings))
        assert done.returncode == 1
        assert sum(line in told for told in done.stderr.splitlines()) == 1


def test_production_needs_its_static_files(tmp_path: Path) -> None:
    done = check_deploy(tmp_path)
    assert done.returncode == 1
    assert "has no style sheets: run manage.py collectstatic" in done.stderr


def test_deploying_without_production_is_told(tmp_path: Path) -> None:
    done = commands.manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    assert "PRODUCTION is off: set PRODUCTION=yes" in done.stderr


@pytest.mark.parametrize(
    "program",
    [
        ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0", "portal.wsgi"],
        ["gunicorn", "--bind", "127.0.0.1:0", "portal.wsgi"],
        ["celery", "--app", "portal.celery", "worker"],
        ["celery", "--app", "portal.celery", "beat", "--schedule", "HOME/schedule"],
    ],
    ids=["configured gunicorn", "bare gunicorn", "worker", "beat"],
)
def test_servers_refuse_to_start(program: list[str], tmp_path: Path) -> None:
    # Beat removes a schedule file that it can't read, so it gets one of its own.
    command = [word.replace("HOME", str(tmp_path)) for word in program]
    weak = commands.production(SECRET_KEY="short", BROKER_URL="redis://127.0.0.1:1")
    unreadable = commands.production(PORT="http", BROKER_URL="redis://127.0.0.1:1")
    for settings, line in ((weak, "SECRET_KEY is too weak"), (unreadable, "PORT is 'http'")):
        done = commands.run([sys.executable, "-m", *command], tmp_path, **settings)
        assert done.returncode != 0
        assert f"settings: {line}" in done.stderr or "not a valid port number" in done.stderr


def check_deploy(home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    wanted = commands.production(**settings)
    return commands.manage(home, "check", "--deploy", "--fail-level", "WARNING", **wanted)
