"""Suggestions under the search box: by keyboard, by pointer, on a phone; accessible."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import SMALL, keep, violations

PAGES = {"home": "/", "search": "/search?q=beam", "bad": "/search?q=%22open"}
OPEN = ".suggestions:not([hidden])"


@pytest.mark.parametrize("address", ["/", "/search"])
def test_by_keyboard(site: Site, address: str) -> None:
    with site.open(address) as page:
        box = page.locator("[data-suggest]")
        assert box.get_attribute("role") == "combobox"
        box.fill("lysozyme -open")
        page.locator(OPEN).wait_for()
        expect(box).to_have_attribute("aria-expanded", "true")
        page.get_by_role("option", name="open beam", exact=False).first.wait_for()
        page.keyboard.press("ArrowDown")
        chosen = page.locator("[role=option][aria-selected=true]")
        expect(chosen).to_have_text(re.compile("^open beam"), use_inner_text=True)
        expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
        page.keyboard.press("ArrowUp")
        expect(page.locator("[data-suggest]:not([aria-activedescendant])")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(box).to_have_value('lysozyme -sample:"open beam" ')
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(box).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=lysozyme*")


def test_escape_and_tab_close_it(site: Site) -> None:
    with site.open("/") as page:
        box = page.locator("[data-suggest]")
        box.press_sequentially("wave", delay=5)
        page.locator(OPEN).wait_for()
        page.keyboard.press("Escape")
        expect(page.locator(OPEN)).to_have_count(0)
        expect(box).to_have_value("wave")
        page.keyboard.press("ArrowDown")
        page.locator(OPEN).wait_for()
        page.keyboard.press("Tab")
        expect(page.locator(OPEN)).to_have_count(0)
        expect(page.locator(":focus")).to_have_text("Search")


def test_a_title_opens_its_record(site: Site) -> None:
    with site.open("/search") as page:
        page.locator("[data-suggest]").press_sequentially("choppers", delay=5)
        page.get_by_role("group", name="Titles").get_by_role("option").first.click()
        page.wait_for_url("**/records/**")


def test_in_the_middle_of_the_box(site: Site) -> None:
    with site.open("/search") as page:
        box = page.locator("[data-suggest]")
        box.fill(" lysozyme")
        page.keyboard.press("Home")
        page.keyboard.insert_text("v2")
        page.get_by_role("option", name="V20 25").click()
        expect(box).to_have_value('instrument:"V20" lysozyme')
        page.keyboard.type("x")
        expect(box).to_have_value('instrument:"V20" xlysozyme')


def test_after_a_filter_too(site: Site) -> None:
    with site.open("/search?q=lysozyme") as page:
        page.evaluate("window.stillHere = true")
        page.locator("#type-raw").click()
        page.get_by_role("heading", name="12 records").wait_for()
        assert page.evaluate("window.stillHere")
        page.locator("[data-suggest]").press_sequentially(" v2", delay=5)
        page.get_by_role("option", name="V20 25").wait_for()


def test_without_javascript_it_is_a_box(site: Site) -> None:
    with site.open("/", java_script_enabled=False) as page:
        assert page.get_by_role("searchbox").count() == 1
        assert page.locator("[role=listbox]").count() == 0


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible(site: Site, size: tuple[int, int]) -> None:
    found = {}
    for name, address in PAGES.items():
        with site.open(address, size, reduced_motion="reduce") as page:
            page.locator("[data-suggest]").fill("be")
            page.locator(OPEN).wait_for()
            page.keyboard.press("ArrowDown")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                keep(page, f"suggest-{name}-{size[0]}-{scheme}")
                if wrong := violations(page):
                    found[name, scheme] = wrong
    assert not found


def test_nothing_is_wider_than_the_screen(site: Site) -> None:
    with site.open("/", SMALL) as page:
        page.locator("[data-suggest]").fill("open")
        page.locator(OPEN).wait_for()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


def test_did_you_mean_is_one_click(site: Site) -> None:
    with site.open("/search?q=lysozme+type:raw") as page:
        page.get_by_role("link", name="lysozyme type:raw").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="12 records").wait_for()
        expect(page.locator("[data-suggest]")).to_have_value("lysozyme type:raw")
        expect(page.locator("#meant")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_did_you_mean_is_accessible(site: Site, size: tuple[int, int]) -> None:
    with site.open("/search?q=lysozme", size) as page:
        page.locator("#meant").wait_for()
        keep(page, f"meant-{size[0]}")
        assert not violations(page)
