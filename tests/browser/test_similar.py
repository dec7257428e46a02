"""Similar datasets at the end of a dataset's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Site
from tests.browser.test_every_page import keep, violations

SMALL = (390, 844)


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
def test_they_come_when_they_are_seen(site: Site, size: tuple[int, int]) -> None:
    with site.open(site.pages["dataset"], size, reduced_motion="reduce") as page:
        expect(page.locator(".record-similar .row")).to_have_count(0)
        page.locator(".record-similar").scroll_into_view_if_needed()
        expect(page.locator(".record-similar .row")).to_have_count(6)
        expect(page.locator(".row-alike").first).to_contain_text("same sample")
        keep(page, f"similar-in-record-{size[0]}")
        assert not violations(page)


def test_without_javascript_a_link_leads_to_them(site: Site) -> None:
    with site.open(site.pages["dataset"], SMALL, java_script_enabled=False) as page:
        page.get_by_role("link", name="What is most like this dataset").click()
        expect(page.locator("h1")).to_have_text("Similar datasets")
        expect(page.locator(".row")).to_have_count(6)
        keep(page, "similar-390")
