"""Names of parameters while typing: in the form for ranges, in the picker of columns, on a page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations

OPEN = ".suggestions:not([hidden])"
TABLE = "/search?view=table&kind=dataset"


def test_a_range_by_keyboard(site: Site) -> None:
    with site.open("/search") as page:
        field = page.get_by_label("Parameter")
        assert field.get_attribute("role") == "combobox"
        field.fill("temp")
        option = page.get_by_role("option", name="Sample temperature")
        expect(option).to_contain_text(re.compile("20\u00a0°C"), use_inner_text=True)
        expect(option).to_contain_text("28 records")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(field).to_have_value("sample_temperature")
        expect(page.get_by_label("Unit", exact=True)).to_have_value("°C")
        page.get_by_label("From", exact=True).last.fill("0")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?range=*")
        page.get_by_role("heading", name="25 records").wait_for()


def test_a_unit_that_was_typed_stays(site: Site) -> None:
    with site.open("/search") as page:
        unit = page.get_by_label("Unit", exact=True)
        unit.fill("K")
        page.get_by_label("Parameter").fill("temp")
        page.get_by_role("option", name="Sample temperature").click()
        expect(page.get_by_label("Parameter")).to_have_value("sample_temperature")
        expect(unit).to_have_value("K")


def test_another_name_brings_its_unit(site: Site) -> None:
    with site.open("/search") as page:
        field, unit = page.get_by_label("Parameter"), page.get_by_label("Unit", exact=True)
        field.fill("temp")
        page.get_by_role("option", name="Sample temperature").click()
        field.fill("wave")
        page.get_by_role("option", name="Wavelength").click()
        expect(field).to_have_value("incident_wavelength")
        expect(unit).to_have_value("Å")


def test_a_column(site: Site) -> None:
    with site.open(TABLE) as page:
        page.locator("#columns > summary").click()
        page.locator("#add-column").fill("wave")
        page.get_by_role("option", name="Wavelength").click()
        expect(page.locator("#add-column")).to_have_value("incident_wavelength[Å]")
        page.keyboard.press("Enter")
        page.get_by_role("columnheader", name="Wavelength (Å)").wait_for()


def test_without_javascript_the_fields_are_as_before(site: Site) -> None:
    with site.open("/search", java_script_enabled=False) as page:
        assert page.get_by_label("Parameter").get_attribute("list") == "parameters"
        assert page.locator("[role=listbox]").count() == 0
    with site.open("/parameters", java_script_enabled=False) as page:
        page.get_by_role("searchbox").fill("wave")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("heading", name="1 name").wait_for()


def test_the_page_finds_while_typing(site: Site) -> None:
    with site.open("/parameters") as page:
        page.get_by_role("heading", name="3 names").wait_for()
        page.get_by_role("searchbox").press_sequentially("wave", delay=5)
        page.get_by_role("heading", name="1 name").wait_for()
        expect(page).to_have_url(f"{site.url}/parameters?q=wave")
        page.get_by_role("link", name="25 records").click()
        page.get_by_role("heading", name="25 records").wait_for()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_open_lists_are_accessible_and_fit(site: Site, size: tuple[int, int]) -> None:
    found = {}
    for name, address in {"range": "/search#filters", "column": TABLE}.items():
        with site.open(address, size, reduced_motion="reduce") as page:
            if name == "column":
                page.locator("#columns > summary").click()
            field = page.locator("#parameter" if name == "range" else "#add-column")
            field.fill("temp")
            page.locator(OPEN).wait_for()
            page.keyboard.press("ArrowDown")
            root = "document.documentElement"
            assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                keep(page, f"names-{name}-{size[0]}-{scheme}")
                if wrong := violations(page):
                    found[name, scheme] = wrong
    assert not found
