"""The lock files fit pyproject.toml, pin everything with hashes, and name no machine."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.commands import ROOT

FOLDER = ROOT / "requirements"
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "base.txt": PROJECT["dependencies"],
    "production.txt": [*PROJECT["dependencies"], *EXTRAS["production"]],
    "dev.txt": [*PROJECT["dependencies"], *(name for extra in EXTRAS.values() for name in extra)],
}


def pins(path: Path) -> dict[str, Version]:
    """Each package's version; a line that is no pin with its hashes fails."""
    found: dict[str, Version] = {}
    text = re.sub(r"^ *#.*\n?", "", path.read_text(), flags=re.MULTILINE)
    for entry in filter(str.strip, re.split(r"\n(?! )", text)):
        match = PINNED.match(entry.rstrip())
        assert match, f"{path.name} has no pin with hashes in {entry[:200]!r}"
        found[canonicalize_name(match[1])] = Version(match[2])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_it_fits_the_project(name: str) -> None:
    locked = pins(FOLDER / name)
    for requirement in map(Requirement, LOCKS[name]):
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{name} lacks {requirement.name}: run make lock"
        assert version in requirement.specifier, f"{requirement.name} {version}: run make lock"


def test_all_locks_agree() -> None:
    base, production, dev = (pins(FOLDER / name) for name in LOCKS)
    assert base.items() <= production.items() <= dev.items()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_it_names_no_machine(path: Path) -> None:
    text = path.read_text()
    assert pins(path)
    for word in (
        "://",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--trusted-host",
        " @ ",
    ):
        assert word not in text
