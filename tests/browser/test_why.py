"""Why a result is there: folded away below its row, fetched when it is opened."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site
from tests.browser.test_every_page import keep, violations

SEARCH = "/search?q=lysozyme+crystal&sort=relevance"


def test_it_opens_in_place_by_keyboard(site: Site) -> None:
    with site.open(SEARCH, PHONE) as page:
        first = page.locator(".why").first
        first.locator("summary").focus()
        page.keyboard.press("Enter")
        first.locator("mark").first.wait_for()
        words = ["“lysozyme”", "“crystal”"]
        expect(first.locator("dt")).to_have_text(words, use_inner_text=True)
        expect(first).to_contain_text("as “crystals”", use_inner_text=True)
        expect(first.locator("meter")).to_have_count(1)
        expect(page).to_have_url(site.url + SEARCH)
        expect(first.locator("summary")).to_be_focused()
        assert not violations(page)
        keep(page, "why-in-place")
        page.keyboard.press("Enter")
        expect(first.locator("mark").first).to_be_hidden()


def test_it_is_a_page_without_javascript(site: Site) -> None:
    with site.open(SEARCH, java_script_enabled=False) as page:
        page.locator(".why summary").first.click()
        page.get_by_role("link", name="What was found where").first.click()
        page.get_by_role("heading", name="Why this result", level=1).wait_for()
        expect(page.locator("mark").nth(1)).to_be_attached()
        page.get_by_role("link", name="Back to the results").click()
        page.get_by_role("heading", name="24 records").wait_for()


def test_all_can_be_open_from_the_start(site: Site) -> None:
    with site.open(SEARCH + "&why=true") as page:
        assert page.locator(".why[open] .why-found").count() == 20
