"""docker-compose.yml is valid, pinned, healthy, and speaks of settings that there are."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from portal import __version__
from tests.house import commands, compose
from tests.house.commands import ROOT
from tests.house.test_settings_table import READ_BY_OTHERS, asked, table

COMPOSE = compose.read()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [
    name for name, service in SERVICES.items() if service.get("image", "")[:11] == "beamfinder:"
]
SECRETS = "/run/secrets/"
# What nobody but whoever starts the installation can know.
OWN = {"ADMIN_EMAIL": "portal@example.org", "OAI_NAMESPACE": "data.example.org"}


def test_it_is_valid() -> None:
    assert mistakes(COMPOSE) == []


def test_a_mistake_would_be_found() -> None:
    wrong = {**COMPOSE, "services": {**SERVICES, "redis": {"image": "redis", "helthcheck": {}}}}
    assert "helthcheck" in mistakes(wrong)[0]


def mistakes(file: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft201909Validator(compose.schema())
    return [str(error) for error in validator.iter_errors(file)]


def test_it_has_all_parts() -> None:
    wanted = {"nginx", "portal", "worker", "beat", "postgresql", "elasticsearch", "redis"}
    assert wanted <= set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned(name: str) -> None:
    assert re.fullmatch(r"[\w-]+:\d+\.\d+(\.\d+)?(-\w+)?", SERVICES[name]["image"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check == {"disable": True} if name == "migrate" else {"test", "interval"} <= set(check)


def test_what_a_service_waits_for_exists_and_can_be_healthy() -> None:
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            once = SERVICES[name].get("restart") == "no"
            condition = "service_completed_successfully" if once else "service_healthy"
            assert wait == {"condition": condition}


def test_its_variables_are_settings() -> None:
    assert compose.variables() <= set(table())


@pytest.mark.parametrize("name", OURS)
def test_its_environment_is_settings(name: str) -> None:
    files = {row.file for row in table().values()} - {""}
    assert set(SERVICES[name]["environment"]) <= set(table()) | files


@pytest.mark.parametrize("name", OURS)
def test_what_only_an_installation_can_know_reaches_it(name: str) -> None:
    rows = [row for row in table().items() if row[0] not in READ_BY_OTHERS and not row[1].default]
    given = set(SERVICES[name]["environment"])
    assert [setting for setting, row in rows if not given & {setting, row.file}] == []


@pytest.mark.parametrize("name", OURS)
def test_secrets_come_from_files(name: str) -> None:
    environment = SERVICES[name]["environment"]
    for setting in (setting for setting in asked().values() if setting.secret):
        # An address without a password in it is no secret.
        assert "@" not in environment.get(setting.name, "")
    assert not {"SECRET_KEY", "EMAIL_PASSWORD", "DATABASE_URL"} & set(environment)


@pytest.mark.parametrize("name", SERVICES)
def test_secret_files_are_handed_to_the_service(name: str) -> None:
    service = SERVICES[name]
    values = [str(value) for value in service.get("environment", {}).values()]
    used = {value.removeprefix(SECRETS) for value in values if value.startswith(SECRETS)}
    assert used <= set(service.get("secrets", [])) <= set(COMPOSE["secrets"])


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    for name in ("postgresql", "elasticsearch", "redis"):
        assert SERVICES[name]["networks"] == ["back"]


def test_its_settings_are_fit_for_production(tmp_path: Path) -> None:
    """With the secrets that deploy/secrets.sh makes, `check --deploy` finds nothing."""
    secrets = make_secrets(tmp_path)
    given = SERVICES["portal"]["environment"].items()
    settings = {name: compose.filled_in(value) for name, value in given} | OWN
    settings = {name: value.replace(SECRETS, f"{secrets}/") for name, value in settings.items()}
    collected = commands.manage(tmp_path, "collectstatic", "--no-input", **settings)
    assert collected.returncode == 0, collected.stderr
    words = ("check", "--deploy", "--fail-level", "WARNING")
    done = commands.manage(tmp_path, *words, **settings)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_script_makes_every_secret_and_keeps_it(tmp_path: Path) -> None:
    folder = make_secrets(tmp_path)
    made = files(folder)
    wanted = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert set(made) == wanted
    assert folder.stat().st_mode & 0o077 == 0
    (folder / "tokens" / "example").write_text("let-me-in")
    make_secrets(tmp_path)
    assert files(folder) == made
    assert (folder / "tokens" / "example").read_text() == "let-me-in"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", OURS)
def test_it_is_told_whom_it_may_harvest_and_with_what_token(name: str) -> None:
    assert {"HARVEST_ALLOWED_HOSTS", "EMAIL_TLS"} <= set(SERVICES[name]["environment"])
    assert "./deploy/secrets/tokens:/run/tokens:ro" in SERVICES[name]["volumes"]


def make_secrets(home: Path) -> Path:
    script = home / "secrets.sh"
    shutil.copy(ROOT / "deploy" / "secrets.sh", script)
    subprocess.run(["bash", str(script), "data.example.org"], check=True, capture_output=True)
    return home / "secrets"


def test_versions_are_those_that_are_tested() -> None:
    pom = (ROOT / "tests" / "services" / "elasticsearch" / "pom.xml").read_text()
    tested = re.search(r"<elasticsearch.version>(.+)</elasticsearch.version>", pom)
    assert tested
    assert SERVICES["elasticsearch"]["image"] == f"elasticsearch:{tested[1]}"
    assert {SERVICES[name]["image"] for name in OURS} == {f"beamfinder:{__version__}"}


def test_the_images_are_built_from_pinned_ones_and_run_as_nobody_special() -> None:
    stages = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)[1:]
    named = {stage.split()[2]: stage for stage in stages}
    assert set(named) == {"build", "portal", "front"}
    for stage in stages:
        assert re.match(r"[\w-]+:\d+\.\d+\.\d+-[\w-]+ AS ", stage)
    assert re.search(r"^USER beamfinder$", named["portal"], flags=re.MULTILINE)
    targets = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert targets == {"portal", "front"}
