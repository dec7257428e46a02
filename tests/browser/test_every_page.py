"""What holds for every page: accessible, fits, asks nobody else, works on paper."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL, TABLET = (320, 640), (768, 1024)


def violations(page: "Page") -> list[str]:
    """What axe finds, one line each; also what is too small to be hit (WCAG 2.2)."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()  # a click returns as soon as the next page begins
    rules = {"target-size": {"enabled": True}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def keep(page: "Page", name: str) -> None:
    """A screenshot for people, where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_load_state()
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible(site: Site, size: tuple[int, int]) -> None:
    found = {}
    for name, address in site.pages.items():
        if name in ("browse", "search") and size == PHONE:
            address += "#filters"
        with site.open(address, size, reduced_motion="reduce") as page:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                keep(page, f"{name}-{size[0]}-{scheme}")
                if wrong := violations(page):
                    found[name, scheme] = wrong
    assert not found


def test_nothing_is_wider_than_the_screen(site: Site) -> None:
    wide = {}
    for name, address in site.pages.items():
        with site.open(address) as page:
            for width, height in (SMALL, PHONE, TABLET, DESKTOP):
                page.set_viewport_size({"width": width, "height": height})
                root = "document.documentElement"
                over = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
                if over > 0:
                    wide[name, width] = over
    assert not wide


def test_a_record_can_be_printed(site: Site) -> None:
    with site.open(site.pages["dataset"]) as page:
        page.emulate_media(media="print")
        expect(page.locator(".top form")).to_be_hidden()
        expect(page.locator(".foot")).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#cited-datacite")).to_be_visible()


def test_nothing_moves_for_those_who_ask_so(site: Site) -> None:
    with site.open("/search", reduced_motion="reduce") as page:
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].filter(
                one => getComputedStyle(one).transitionDuration.split(", ").some(t => t !== "0s")
            ).length"""
        )
        assert moving == 0
