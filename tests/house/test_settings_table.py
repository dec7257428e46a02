"""docs/settings.md tells exactly the settings that the code asks for."""

import ast
import re
from dataclasses import dataclass

import pytest

from tests.house.commands import ROOT

HELPERS = {"text", "boolean", "integer", "words", "secret", "database"}
SECRET_HELPERS = {"secret", "database"}
ROOMS = ("portal", "harvest", "search", "publishing", "deploy")
# Read by other programs, or outside of the settings on purpose.
READ_BY_OTHERS = {"WEB_CONCURRENCY", "BEAMFINDER_DATA"}


@dataclass(frozen=True)
class Asked:
    """One call of a helper in portal/settings.py; ``default`` is None when it is computed."""

    name: str
    secret: bool
    default: object


@dataclass(frozen=True)
class Row:
    """One row of a table in docs/settings.md."""

    default: str
    file: str
    meaning: str


def asked() -> dict[str, Asked]:
    tree = ast.parse((ROOT / "portal" / "settings.py").read_text())
    found = [_asked(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {setting.name: setting for setting in found if setting}


def _asked(call: ast.Call) -> Asked | None:
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
        return None
    if function.value.id != "env" or function.attr not in HELPERS:
        return None
    name, *rest = call.args
    assert isinstance(name, ast.Constant), "a setting's name must stand in the code as it is"
    default = rest[0] if rest else ast.Constant("")
    literal = default.value if isinstance(default, ast.Constant) else None
    return Asked(str(name.value), function.attr in SECRET_HELPERS, literal)


def table() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for line in (ROOT / "docs" / "settings.md").read_text().splitlines():
        if line.startswith("| `"):
            name, *cells = (cell.strip().replace("`", "") for cell in line.strip("|").split("|"))
            assert name not in rows, f"{name} stands there twice"
            rows[name] = Row(*cells)
    return rows


def test_the_table_has_every_setting_and_no_other() -> None:
    assert set(table()) == set(asked()) | READ_BY_OTHERS


def test_every_setting_has_its_meaning() -> None:
    assert [name for name, row in table().items() if len(row.meaning) < 8] == []


@pytest.mark.parametrize("setting", asked().values(), ids=lambda setting: setting.name)
def test_default_and_secret_are_told(setting: Asked) -> None:
    row = table()[setting.name]
    assert row.file == (f"{setting.name}_FILE" if setting.secret else "")
    if setting.name == "DATABASE_URL" or setting.default is None:
        assert row.default, "the default is computed: say what it comes to"
    else:
        switch = isinstance(setting.default, bool)
        default = ("yes" if setting.default else "no") if switch else str(setting.default)
        assert row.default == default


def test_only_the_settings_read_the_environment() -> None:
    """Elsewhere the environment is only handed on, or read for the names known here."""
    allowed = READ_BY_OTHERS | {"PORT", "DJANGO_SETTINGS_MODULE"}
    wanted = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)["'](\w+)["']|getenv\(""")
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        # The health check runs in a container whose environment is the portal's.
        if path not in (ROOT / "portal" / "env.py", ROOT / "deploy" / "healthy.py"):
            found = set(wanted.findall(path.read_text()))
            assert found <= allowed, f"{path}: read {found - allowed} in portal/settings.py"
