"""How the box was read: most of the words, quantities among them, techniques by name."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations

FALLEN = "/search?q=lysozyme+beam+nowhere"
MEASURED = "/search?q=beam+SANS+4.5+Å"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", [FALLEN, MEASURED], ids=["fallen", "measured"])
def test_it_says_how_it_was_read(site: Site, address: str, size: tuple[int, int]) -> None:
    with site.open(address, size) as page:
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
        assert not violations(page)
        keep(page, f"read-{'fallen' if address == FALLEN else 'measured'}-{size[0]}")


def test_the_strict_form_is_one_click_away(site: Site) -> None:
    with site.open(FALLEN, java_script_enabled=False) as page:
        page.get_by_text("No record has all of these words").wait_for()
        page.get_by_role("link", name="Only records with all words").click()
        page.get_by_role("heading", name="0 records").wait_for()
        page.get_by_role("link", name="Records with most of them").click()
        page.get_by_text("those with most of them come first").wait_for()


def test_a_quantity_becomes_a_filter_by_keyboard(site: Site) -> None:
    with site.open(MEASURED) as page:
        page.get_by_role("link", name="Wavelength 4.5Å").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**incident_wavelength**")
        page.locator(".chips").get_by_text("Wavelength 4.5Å").wait_for()
        expect(page.locator(".quantity")).to_have_count(0)
