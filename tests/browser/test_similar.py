"""Similar datasets at the end of a dataset's page."""

import pytest

from tests.browser.conftest import DESKTOP, Site
from tests.browser.test_every_page import keep, violations

SMALL = (390, 844)


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
def test_they_come_when_they_are_seen(site: Site, size: tuple[int, int]) -> None:
    with site.open(site.pages["dataset"], size, reduced_motion="reduce") as page:
        assert page.locator(".record-similar .row").count() == 0
        page.locator(".record-similar").scroll_into_view_if_needed()
        page.locator(".record-similar .row").first.wait_for()
        assert page.locator(".record-similar .row").count() == 6
        assert "same sample" in page.locator(".row-alike").first.inner_text()
        keep(page, f"similar-in-record-{size[0]}")
        assert not violations(page)


def test_without_javascript_a_link_leads_to_them(site: Site) -> None:
    with site.open(site.pages["dataset"], SMALL, java_script_enabled=False) as page:
        page.get_by_role("link", name="What is most like this dataset").click()
        assert page.locator("h1").inner_text() == "Similar datasets"
        assert page.locator(".row").count() == 6
        keep(page, "similar-390")
