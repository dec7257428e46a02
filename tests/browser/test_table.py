"""The table of results, its picker of columns and the menu of exports."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations

SMALL = (390, 844)


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("menu", ["Columns", "Export"])
def test_the_menus_are_accessible_and_fit(site: Site, size: tuple[int, int], menu: str) -> None:
    with site.open(site.pages["table"], size, reduced_motion="reduce") as page:
        page.locator("summary", has_text=menu).first.click()
        keep(page, f"table-{menu}-{size[0]}")
        assert not violations(page)
        box = page.locator(".menu[open] > :not(summary)").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]


def test_columns_are_picked_without_javascript(site: Site) -> None:
    with site.open("/search?q=lysozyme", java_script_enabled=False) as page:
        page.get_by_role("link", name="Table", exact=True).click()
        page.locator("summary", has_text="Columns").click()
        page.get_by_label("Licence").check()
        page.get_by_label("Facility").first.uncheck()
        page.get_by_label("A measured quantity, with its unit").fill("sample_temperature[°C]")
        page.get_by_role("button", name="Show these columns").click()
        page.wait_for_url("**columns=**")  # and until all of it is there
        heads = page.locator(".results-table thead th").all_inner_texts()
        assert "Licence" in heads
        assert "Facility" not in heads
        assert heads[-1] == "Sample temperature (°C)"
        assert page.locator("tbody tr").first.locator("td").last.inner_text() == "20"
        assert "q=lysozyme" in page.url


def test_the_title_stays_while_the_table_is_scrolled(site: Site) -> None:
    with site.open(site.pages["table"], PHONE) as page:
        first = page.locator("tbody th").first
        before = first.bounding_box()
        page.locator(".table-scroll").evaluate("one => one.scrollLeft = 400")
        assert page.locator(".table-scroll").evaluate("one => one.scrollLeft") == 400
        assert first.bounding_box() == before


def test_headers_turn_the_order_round_with_the_keyboard_alone(site: Site) -> None:
    with site.open(site.pages["table"]) as page:
        for direction, arrow in (("ascending", "↑"), ("descending", "↓")):
            page.get_by_role("link", name="Facility", exact=True).focus()
            page.keyboard.press("Enter")
            head = page.locator(f"thead th[aria-sort={direction}]")
            expect(head).to_have_text("Facility")
            drawn = head.evaluate("one => getComputedStyle(one, '::after').content")
            assert arrow in drawn
            expect(page.locator("#sort option:checked")).to_have_text(f"Facility, {direction}")
        expect(page.locator("tbody tr").first.locator("td").first).to_have_text("MAX IV")


def test_headers_lead_to_orders_without_javascript(site: Site) -> None:
    with site.open(site.pages["table"], SMALL, java_script_enabled=False) as page:
        page.get_by_role("link", name="Sample temperature (°C)").click()
        expect(page).to_have_url(re.compile("sort=sample_temperature"))
        sorted_by = page.locator("thead [aria-sort=ascending]")
        expect(sorted_by).to_have_text("Sample temperature (°C)")
        keep(page, "table-sorted-390")


def test_an_export_is_downloaded(site: Site) -> None:
    with site.open("/search?q=lysozyme") as page:
        page.locator("summary", has_text="Export").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename.endswith(".csv")
        assert len(download.value.path().read_text().splitlines()) == 25


def test_menus_open_within_the_screen(site: Site) -> None:
    outside = {}
    for address in ("/search", "/search?view=table", "/search?q=lysozyme"):
        with site.open(address) as page:
            for width in (320, 375, 700, 1000, 1280, 1600):
                page.set_viewport_size({"width": width, "height": 900})
                menus = page.locator(".menu").all()
                assert menus
                for menu in menus:
                    menu.locator("summary").click()
                    box = menu.locator("> div, > form").bounding_box()
                    menu.locator("summary").click()
                    if not box or box["x"] < 0 or box["x"] + box["width"] > width:
                        outside[address, width] = box
    assert not outside


def test_menus_close_by_escape_and_by_a_click_elsewhere(site: Site) -> None:
    with site.open("/search?view=table") as page:
        opened = page.locator("#columns[open]")
        page.locator("#columns summary").click()
        expect(opened).to_have_count(1)
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
        expect(page.locator(":focus")).to_have_text("Columns")
        page.keyboard.press("Enter")
        expect(opened).to_have_count(1)
        page.locator("#total").click()
        expect(opened).to_have_count(0)
