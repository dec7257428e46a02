"""Finding files: without JavaScript, while typing, on a phone; accessible in every state."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import SMALL, keep, violations

STATES = {
    "empty": "/files",
    "found": "/files?q=scan_00",
    "many": "/files?q=RUN_0",
    "short": "/files?q=sc",
    "long": f"/files?q={'x' * 501}",
    "nothing": "/files?q=nowhere",
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_it_works(site: Site, scripts: bool) -> None:
    with site.open("/", java_script_enabled=scripts) as page:
        page.get_by_role("link", name="Files", exact=True).click()
        page.get_by_role("searchbox").fill("SCAN_011")
        if scripts:  # it is found while typing, and then once more
            page.get_by_role("heading", name="1 dataset").wait_for()
        with page.expect_response("**/files?q=SCAN_011") as found:
            page.get_by_role("button", name="Find").click()
        found.value.finished()
        page.get_by_role("heading", name="1 dataset").wait_for()
        expect(page.locator(".matches li")).to_have_count(5)
        expect(page.locator(".matches mark").first).to_have_text("scan_011")
        page.get_by_role("link", name="Open beam").first.click()
        page.wait_for_url("**/records/**")


def test_results_come_while_typing(site: Site) -> None:
    with site.open("/files") as page:
        page.evaluate("window.stillHere = true")
        page.locator("#q").press_sequentially("run_0", delay=5)
        page.get_by_role("heading", name="24 datasets").wait_for()
        assert page.evaluate("window.stillHere")
        expect(page.locator("#q")).to_be_focused()
        expect(page).to_have_url(f"{site.url}/files?q=run_0")
        expect(page.locator("#announcer")).to_have_text("24 datasets")
        expect(page.locator("[role=alert]")).to_have_count(0)
        page.keyboard.type("zzz")
        page.get_by_role("heading", name="0 datasets").wait_for()
        page.locator("#q").fill("")
        page.get_by_text("Three or more characters").wait_for()


def test_pages_by_keyboard(site: Site) -> None:
    with site.open("/files?q=run_0") as page:
        expect(page.locator(".file-groups > li")).to_have_count(20)
        page.get_by_role("link", name="Next").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="First").wait_for()
        expect(page.locator(".file-groups > li")).to_have_count(4)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible(site: Site, size: tuple[int, int]) -> None:
    found = {}
    for name, address in STATES.items():
        with site.open(address, size, reduced_motion="reduce") as page:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                keep(page, f"files-{name}-{size[0]}-{scheme}")
                if wrong := violations(page):
                    found[name, scheme] = wrong
    assert not found


def test_nothing_is_wider_than_the_screen(site: Site) -> None:
    for address in STATES.values():
        with site.open(address, SMALL) as page:
            root = "document.documentElement"
            assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0, address
