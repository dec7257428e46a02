"""Why a result is there: folded away below its row, fetched when it is opened."""

from tests.browser.conftest import PHONE, Site
from tests.browser.test_every_page import keep, violations

SEARCH = "/search?q=lysozyme+crystal&sort=relevance"


def test_it_opens_in_place_by_keyboard(site: Site) -> None:
    with site.open(SEARCH, PHONE) as page:
        first = page.locator(".why").first
        first.locator("summary").focus()
        page.keyboard.press("Enter")
        first.locator("mark").first.wait_for()
        assert first.locator("dt").all_inner_texts() == ["“lysozyme”", "“crystal”"]
        assert "as “crystals”" in first.inner_text()
        assert first.locator("meter").count() == 1
        assert page.url.endswith(SEARCH)
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        assert not violations(page)
        keep(page, "why-in-place")
        page.keyboard.press("Enter")
        assert not first.locator("mark").first.is_visible()


def test_it_is_a_page_without_javascript(site: Site) -> None:
    with site.open(SEARCH, java_script_enabled=False) as page:
        page.locator(".why summary").first.click()
        page.get_by_role("link", name="What was found where").first.click()
        page.get_by_role("heading", name="Why this result", level=1).wait_for()
        assert page.locator("mark").count() >= 2
        page.get_by_role("link", name="Back to the results").click()
        page.get_by_role("heading", name="24 records").wait_for()


def test_all_can_be_open_from_the_start(site: Site) -> None:
    with site.open(SEARCH + "&why=true") as page:
        assert page.locator(".why[open] .why-found").count() == 20
