"""The cart and the files, in a browser: by mouse, by keyboard alone, and without JavaScript."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.catalogue.models import Record
from publishing.enrolment.models import Enrolment
from tests.browser.conftest import DESKTOP, Site
from tests.browser.test_every_page import keep, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL = (390, 844)
RESULTS = "/search?q=lysozyme"


def overflowing(page: "Page") -> int:
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def tab_to(page: "Page", selector: str) -> None:
    """Go there by the keyboard alone."""
    for _ in range(250):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} can't be reached by the keyboard")


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
def test_adding_without_leaving_the_page(site: Site, size: tuple[int, int]) -> None:
    with site.open(RESULTS, size, reduced_motion="reduce") as page:
        said, number = page.locator("#cart-said"), page.locator("#cart-count")
        expect(number).to_have_text("")
        page.locator(".put button").first.click()
        said.get_by_text("1 dataset was added to the cart.").wait_for()
        expect(number).to_have_text("(1)")
        expect(page).to_have_url(site.url + RESULTS)
        expect(page.locator(".put button", has_text="In the cart")).to_have_count(1)
        keep(page, f"cart-results-{size[0]}")
        assert not violations(page)
        page.locator(".put input").nth(2).check()
        page.get_by_role("button", name="Add the ticked ones").click()
        said.get_by_text("See the cart (2)").wait_for()
        page.get_by_role("button", name="Add all on this page").click()
        said.get_by_text("2 datasets were in it already").wait_for()
        page.keyboard.press("Escape")
        expect(said).to_have_text("")
        page.goto(site.pages["dataset"])
        expect(number).to_have_text("(20)")


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
def test_the_cart(site: Site, size: tuple[int, int]) -> None:
    whole = Record.objects.get(pk=int(site.pages["dataset"].rpartition("/")[2]))
    Enrolment.objects.create(facility=whole.facility)
    with site.open(RESULTS, size, reduced_motion="reduce") as page:
        page.get_by_role("button", name="Add all on this page").click()
        page.locator("#cart-said a").wait_for()
        page.goto(site.pages["dataset"])
        page.locator(".put-record button").click()
        page.locator("#cart-said a").click()
        expect(page.locator("h1")).to_have_text("Cart")
        Record.objects.filter(pk=whole.pk + 4).update(public_from=None)
        page.reload()
        opened = page.locator(".cart-files").first
        opened.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(opened).to_have_attribute("open", "")
        opened.locator("tbody tr, p").first.wait_for()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            keep(page, f"cart-{size[0]}-{scheme}")
            assert not violations(page)
        assert overflowing(page) <= 0
        page.get_by_role("link", name="Get the files").click()
        page.wait_for_url("**/cart/get")
        keep(page, f"cart-get-{size[0]}")
        assert not violations(page)
        assert overflowing(page) <= 0


def test_by_keyboard_alone(site: Site) -> None:
    with site.open(RESULTS, DESKTOP, reduced_motion="reduce") as page:
        tab_to(page, ".put input")
        page.keyboard.press("Space")
        tab_to(page, ".put button")
        page.keyboard.press("Enter")
        page.locator("#cart-said a").wait_for()
        page.goto("/cart")
        tab_to(page, "button[value=yes]")
        page.goto(RESULTS)
        tab_to(page, "button[name=several]")
        page.keyboard.press("Enter")
        page.locator("#cart-said", has_text="See the cart (20)").wait_for()
        page.goto("/cart")
        first = page.locator(".row-title").first.inner_text()
        tab_to(page, "button[name=down]")
        page.keyboard.press("Enter")
        page.get_by_text("The order is changed.").wait_for()
        expect(page.locator(".row-title").nth(1)).to_have_text(first)


def test_without_javascript(site: Site) -> None:
    with site.open(RESULTS, SMALL, java_script_enabled=False) as page:
        page.locator(".put button").first.click()
        page.get_by_text("1 dataset was added to the cart.").wait_for()
        page.get_by_role("link", name="Back to where you were").click()
        expect(page).to_have_url(site.url + RESULTS)
        page.get_by_role("button", name="Add all on this page").click()
        expect(page.locator(".cart .rows > li")).to_have_count(20)
        page.get_by_role("button", name="Empty the cart").click()
        page.get_by_text("Nothing is in it").wait_for()


def test_choosing_files(site: Site) -> None:
    with site.open(site.pages["dataset"], SMALL, java_script_enabled=False) as page:
        page.get_by_label("Choose raw/scan_0003.h5").check()
        page.get_by_label("Only files named").fill("*_001?.h5")
        page.get_by_role("button", name="See how to get them").click()
        page.get_by_text("11 files, 11 MB.").wait_for()
        keep(page, "get-390")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        lines = download.value.path().read_text().splitlines()
        assert len(lines) == 12
        assert overflowing(page) <= 0
