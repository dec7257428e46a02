"""The documentation's links lead somewhere, and it speaks of every command."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core.management import find_commands

from tests.house.commands import ROOT

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "tests/**/*.md", "static/**/*.md")
    for path in ROOT.glob(pattern)
)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*?)#*$", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def links(page: Path) -> list[str]:
    """The targets of a page's links, without those into the world."""
    found = LINK.findall(CODE.sub("", page.read_text()))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """What can stand after # in a link to the page, as code hosts derive it from headings."""
    headings = HEADING.findall(re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL))
    plain = [re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{page.name} links to {link}"


def ours() -> list[str]:
    """The commands of our own apps."""
    folders = [app.path for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT)]
    inside = [path for path in folders if ".venv" not in path]
    return sorted(name for path in inside for name in find_commands(f"{path}/management"))


@pytest.mark.parametrize("command", ours())
def test_every_command_has_its_heading(command: str) -> None:
    headings = [heading for page in PAGES for heading in HEADING.findall(page.read_text())]
    assert f"`manage.py {command}`" in headings


def test_every_command_that_is_spoken_of_exists() -> None:
    known = set(ours()) | {"check", "collectstatic", "createsuperuser", "migrate", "test"}
    for page in PAGES:
        spoken = set(re.findall(r"manage\.py ([a-z]+)", page.read_text()))
        assert spoken <= known, f"{page.name} speaks of {spoken - known}"


def test_every_make_target_that_is_spoken_of_exists() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert {"demo", "test", "lint", "bench", "lock"} <= targets
    for page in PAGES:
        spoken = set(re.findall(r"(?:`|^    |\d )make ([a-z]+)", page.read_text(), re.MULTILINE))
        assert spoken <= targets, f"{page.name} speaks of {spoken - targets}"


def test_every_page_of_the_documentation_can_be_reached() -> None:
    """From the README, by links."""
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
    assert {page for page in PAGES if page.parent == ROOT / "docs"} <= seen


def test_code_named_in_the_documentation_exists() -> None:
    """Paths in backticks that begin with one of our folders."""
    folders = (
        "portal/",
        "harvest/",
        "search/",
        "publishing/",
        "deploy/",
        "tests/",
        "requirements/",
    )
    for page in PAGES:
        for name in re.findall(r"`([\w./-]+)`", page.read_text()):
            if name.startswith(folders) and not name.startswith("deploy/secrets/"):
                assert (ROOT / name).exists(), f"{page.name} speaks of {name}"
