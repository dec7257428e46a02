"""Histograms and units in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from portal.catalogue.records import Parameter
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.factories import dataset, make_record
from tests.indexed import Told

PLOT = "#histogram-sample_temperature-temperature"


@pytest.fixture
def measured(site: Site, indexed: Told) -> Site:
    """Forty records with a temperature from 100 to 295 K, beside the site's at 20 °C."""
    for number in range(40):
        value = 100.0 + 5 * number
        parameter = Parameter(
            name="sample_temperature",
            values=(value,),
            unit="K",
            si=(value,),
            dimension="temperature",
        )
        make_record(dataset(pid=f"t/{number}", title="Ice", parameters=(parameter,)))
    indexed()
    return site


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible(measured: Site, size: tuple[int, int]) -> None:
    address = "/search?q=ice&units=temperature:K&histogram=wavelength"
    address += "&range=sample_temperature:200..<250+K#filters"
    with measured.open(address, size, reduced_motion="reduce") as page:
        page.locator(f"{PLOT} .handles").wait_for()
        page.locator(f"{PLOT} .as-table summary").click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            keep(page, f"histogram-{size[0]}-{scheme}")
            assert not violations(page)
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


def test_without_javascript_a_bar_is_a_link(measured: Site) -> None:
    with measured.open("/search?q=ice&units=temperature:K", java_script_enabled=False) as page:
        expect(page.locator(f"{PLOT} .handles")).to_be_hidden()
        page.locator(f"{PLOT} .plot a").nth(5).click()
        page.get_by_role("heading", name="2 records").wait_for()
        expect(page.locator(f"{PLOT} .plot a.chosen")).to_have_count(1)
        page.locator(f"{PLOT}").get_by_role("link", name="Any value of Sample").click()
        page.get_by_role("heading", name="40 records").wait_for()
        page.locator(f"{PLOT}-least").fill("290")
        page.locator(PLOT).get_by_role("button", name="Set the range").click()
        page.get_by_role("heading", name="2 records").wait_for()


def test_handles_are_dragged(measured: Site) -> None:
    with measured.open("/search?q=ice&units=temperature:K") as page:
        low = page.get_by_label("Least Sample temperature")
        low.scroll_into_view_if_needed()
        box = low.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 11, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
        expect(page.locator(f"{PLOT}-least")).to_have_value("200")
        expect(page.locator(f"{PLOT} .plot a.out")).to_have_count(10)
        page.mouse.up()
        page.get_by_role("heading", name="20 records").wait_for()
        wanted = ["sample_temperature:200.. K"]
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("range") == wanted)
        expect(page.get_by_label("Least Sample temperature")).to_have_value("10")


def test_handles_by_keyboard(measured: Site) -> None:
    with measured.open("/search?q=ice&units=temperature:K") as page:
        page.get_by_label("Most Sample temperature").focus()
        for _ in range(15):
            page.keyboard.press("ArrowLeft")
        expect(page.locator(f"{PLOT}-most")).to_have_value("<150")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="10 records").wait_for()


def test_another_one_is_picked_by_name(measured: Site) -> None:
    with measured.open("/search") as page:
        page.locator("#histogram").fill("wave")
        page.get_by_role("option", name="Wavelength").click()
        expect(page.locator("#histogram")).to_have_value("incident_wavelength")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?histogram=incident_wavelength")
        page.get_by_role("link", name="Hide the histogram of Wavelength").click()
        page.wait_for_url("**/search")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_unit_is_chosen_and_remembered(measured: Site, scripts: bool) -> None:
    with measured.open("/search?q=ice&units=temperature:K", java_script_enabled=scripts) as page:
        page.locator(f"{PLOT}-unit").select_option("temperature:°C")
        page.get_by_role("button", name="Change the unit of Sample temperature").click()
        page.locator(PLOT).get_by_text("−173.15 to 21.85 °C").wait_for()
        wanted = ["temperature:°C"]
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("units") == wanted)
        page.goto("/search?q=ice&range=sample_temperature:200..<250+K")
        page.get_by_role("link", name="Drop Sample temperature from -73.15").wait_for()
        page.locator(".row-title a").first.click()
        page.wait_for_url("**/records/**")
        page.locator("details.units summary").click()
        keep(page, "record-units")
        expect(page.locator("#unit-temperature")).to_have_value("temperature:°C")
        page.locator("#unit-temperature").select_option("temperature:°F")
        page.get_by_role("button", name="Change the units").click()
        page.wait_for_url("**units=temperature*F*")
        expect(page.locator("table.quantities")).to_contain_text("°F", use_inner_text=True)
        if scripts:  # axe is one
            assert not violations(page)
