"""Style, types and the direction of dependencies, as `make lint` asks them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.commands import ROOT

BIN = Path(sys.executable).parent
CHECKS = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "imports": [str(BIN / "lint-imports")],
    "types": [str(BIN / "mypy")],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_found(check: str) -> None:
    if not Path(CHECKS[check][0]).exists():
        pytest.skip(f"no {check} here: make lint installs it")
    done = subprocess.run(CHECKS[check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_contracts_find_what_they_should(tmp_path: Path) -> None:
    """A room that imports another breaks the contract, so the contract isn't empty."""
    for room in ("portal", "harvest", "search", "publishing"):
        source = ROOT / room
        (tmp_path / room).mkdir()
        for path in source.rglob("*.py"):
            copy = tmp_path / room / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with (tmp_path / "harvest" / "apps.py").open("a") as file:
        file.write("\nimport search.services\n")
    done = subprocess.run(
        [str(BIN / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "harvest is not allowed to import search" in done.stdout


def test_functions_and_files_stay_short() -> None:
    """Files over 400 lines become a folder of well-named parts, functions over 60 several."""
    rooms = ("portal", "harvest", "search", "publishing")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    ours = [path for path in files if "migrations" not in path.parts]
    assert [path for path in ours if len(path.read_text("utf-8").splitlines()) > 400] == []
    assert [(path, name) for path in ours for name, lines in functions(path) if lines > 60] == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name, and how many lines it takes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
