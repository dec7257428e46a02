"""What a record's page offers to those who cite it, compare it and look for it."""

from playwright.sync_api import expect

from tests.browser.conftest import Site

NARROW = (390, 844)


def test_a_citation_is_copied_by_keyboard_alone(site: Site) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with site.open(site.pages["publication"], **options) as page:
        page.locator('input[name="style"]').first.focus()
        expect(page.locator("#cited-datacite")).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#cited-apa")).to_be_visible()
        expect(page.locator("#cited-datacite")).to_be_hidden()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("button.copy:focus")).to_have_text("Copy the citation")
        page.keyboard.press("Enter")
        page.locator('[role="status"]', has_text="Copied").wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("#cited-apa").inner_text()
        assert "[Data set]" in copied


def test_every_style_can_be_read_without_scripts(site: Site) -> None:
    with site.open(site.pages["publication"], java_script_enabled=False) as page:
        assert page.locator("button.copy").count() == 0
        for style in page.locator('input[name="style"]').all():
            style.check()
            shown = page.locator(".cited:visible")
            expect(shown).to_have_count(1)
            expect(shown).to_contain_text("temperature", use_inner_text=True)


def test_charts_are_seen_on_a_phone(site: Site) -> None:
    with site.open(site.pages["publication"], NARROW) as page:
        chart = page.locator(".chart-datasets path")
        box = chart.bounding_box()
        assert box is not None
        assert box["width"] > 100
        assert box["height"] > 20


def test_versions_are_compared_by_keyboard_alone(site: Site) -> None:
    with site.open(site.pages["publication"]) as page:
        page.get_by_role("link", name="what changed").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="From state 1 to 2").wait_for()
        expect(page.locator("del", has_text="First title")).to_be_visible()
        page.locator('input[name="from"]:checked').focus()
        page.keyboard.press("ArrowUp")
        page.get_by_role("button", name="Compare").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Nothing differs").wait_for()


def test_publications_are_found_without_scripts(site: Site) -> None:
    with site.open("/publications", java_script_enabled=False) as page:
        page.get_by_label("Words of title").fill("temperature wavelength")
        page.get_by_label("Facility").select_option("ess")
        page.get_by_role("button", name="Find").click()
        page.wait_for_url("**/publications?q=temperature+wavelength&facility=ess&year=")
        page.get_by_role("link", name="Wavelength and temperature").click()
        expect(page.get_by_text("There is a newer version")).to_be_visible()
