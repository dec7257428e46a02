"""Searching: without JavaScript, with it, and with the keyboard alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_it_works(site: Site, scripts: bool) -> None:
    with site.open("/", java_script_enabled=scripts) as page:
        page.locator("[name=q]").fill("lysozyme")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("heading", name="24 records").wait_for()
        page.locator("#facet-availability").get_by_role("link", name="Closed , 6").click()
        page.get_by_role("heading", name="6 records").wait_for()
        page.get_by_role("link", name="Drop Availability: Closed").click()
        page.get_by_role("heading", name="24 records").wait_for()
        page.get_by_role("link", name="Next").click()
        page.get_by_text("Page 2", exact=True).wait_for()
        expect(page.locator(".rows > li")).to_have_count(4)
        page.get_by_role("link", name="Previous").click()
        page.get_by_text("Page 1", exact=True).wait_for()
        page.locator(".row-title a").first.click()
        page.wait_for_url("**/records/**")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_range_can_be_added(site: Site, scripts: bool) -> None:
    with site.open("/search", java_script_enabled=scripts) as page:
        page.get_by_label("Parameter").fill("Sample temperature")
        page.locator("#least").fill("0")
        page.locator("#most").fill("30")
        page.locator("#unit").fill("mm")
        page.get_by_role("button", name="Add this range").click()
        page.get_by_role("alert").wait_for()
        expect(page.get_by_label("Parameter")).to_have_value("Sample temperature")
        page.locator("#unit").fill("°C")
        page.get_by_role("button", name="Add this range").click()
        page.get_by_role("link", name="Drop Sample temperature from 0 to 30").wait_for()
        wanted = {"range": ["sample_temperature:0..30 °C"]}
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)


def test_with_javascript_a_filter_is_instant(site: Site) -> None:
    with site.open("/search?q=lysozyme") as page:
        page.evaluate("window.stillHere = true")
        page.locator("#type-raw").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="12 records").wait_for()
        assert page.evaluate("window.stillHere")
        expect(page).to_have_url(f"{site.url}/search?q=lysozyme&type=raw")
        expect(page.locator("#announcer")).to_have_text("12 records found")
        expect(page.locator("#type-raw")).to_be_focused()
        expect(page).to_have_title(re.compile("^lysozyme"))
        page.go_back()
        page.get_by_role("heading", name="24 records").wait_for()
        expect(page).to_have_url(f"{site.url}/search?q=lysozyme")


def test_the_keyboard_alone_is_enough(site: Site) -> None:
    with site.open("/search?q=lysozyme") as page:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_class("skip")
        assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        seen = set()
        for _ in range(200):
            page.keyboard.press("Tab")
            place = page.evaluate(
                """(() => {
                    const one = document.activeElement, style = getComputedStyle(one);
                    const box = one.getBoundingClientRect();
                    return [one.id || one.textContent.trim().slice(0, 40) || one.name,
                            style.outlineStyle, box.width > 0 && box.height > 0];
                })()"""
            )
            if place[0].startswith("Skip to"):
                break
            assert place[1] != "none", place
            assert place[2], place
            seen.add(place[0])
        assert {"q", "sort", "size", "from", "to", "parameter", "unit", "kind-dataset"} <= seen


def test_on_a_phone_the_filters_are_one_tap_away(site: Site) -> None:
    with site.open("/search", PHONE) as page:
        expect(page.locator("#filters")).to_be_hidden()
        page.get_by_role("link", name="Narrow down").click()
        expect(page.locator("#filters")).to_be_visible()
        page.locator("#kind-document").click()
        page.get_by_role("heading", name="2 records").wait_for()
        expect(page).to_have_url(f"{site.url}/search?kind=document")


def test_the_tree_of_techniques_opens(site: Site) -> None:
    with site.open("/search", java_script_enabled=False) as page:
        low = page.locator("#technique-panet01189")
        expect(low).to_be_hidden()
        for name in ("scattering technique", "neutron scattering", "neutron diffraction"):
            page.locator("summary", has_text=f"Kinds of {name}").click()
        low.click()
        page.wait_for_url("**technique=PaNET01189")
        expect(low).to_be_visible()


def test_the_next_page_begins_at_its_top(site: Site) -> None:
    with site.open("/search?q=lysozyme&size=10") as page:
        page.locator("a[rel=next]").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Page 2", exact=True).wait_for()
        expect(page.locator("#total")).to_be_focused()
        box = page.locator("#total").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 300
        page.locator("#apply").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Page 1", exact=True).wait_for()
        expect(page.locator("#apply")).to_be_focused()
