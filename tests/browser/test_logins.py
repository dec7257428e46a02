"""Logging in elsewhere in a real browser, whose form-action lets no form leave the portal."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.portal.accounts.social.servers import ORCID, OpenId, Orcid, as_json, configured, serving


@pytest.fixture
def facility(site: Site, settings: Any) -> Iterator[OpenId]:
    """ESS's login, and ORCID beside it."""
    cache.clear()
    settings.SITE_URL = site.url
    with serving(OpenId()) as facility, serving(Orcid()) as orcid:
        assert isinstance(facility, OpenId)
        assert isinstance(orcid, Orcid)
        settings.SOCIALACCOUNT_PROVIDERS = configured(facility, orcid)
        site.others += [facility.url, orcid.url]
        yield facility


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_there_and_back_by_keyboard_alone(
    site: Site, facility: OpenId, size: tuple[int, int]
) -> None:
    """Without JavaScript, to where one was, with two logins in the end."""
    with site.open("/account/login?next=/search", size, java_script_enabled=False) as page:
        keep(page, f"logins-login-{size[0]}")
        page.get_by_role("button", name="Log in with ORCID").press("Enter")
        page.wait_for_url(f"{site.url}/search")
        page.goto("/account")
        keep(page, f"logins-account-{size[0]}")
        expect(page.get_by_text(f"https://orcid.org/{ORCID}")).to_be_visible()
        page.get_by_role("link", name="Your logins elsewhere").press("Enter")
        page.get_by_role("button", name="Connect ESS").press("Enter")
        page.get_by_text("ESS is connected to your account.").wait_for()
        page.get_by_role("button", name="Disconnect ORCID").press("Enter")
        page.get_by_text("It is disconnected.").wait_for()
        page.get_by_role("button", name="Disconnect ESS").press("Enter")
        expect(page.get_by_role("alert").get_by_text("your only way to log in")).to_be_visible()
        keep(page, f"logins-logins-{size[0]}")


def test_its_pages_are_accessible(site: Site, facility: OpenId) -> None:
    found = {}
    with site.open("/account/login/ess", PHONE) as page:
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(f"{site.url}/account")
        facility.person["sub"], facility.wrong["/token"] = "4712", as_json({}, 500)
        for address in (
            "/account/login",
            "/account/signup",
            "/account",
            "/account/logins",
            "/account/login/orcid",
            "/account/login/cancelled",
            "/account/login/ess/callback",
            "/account/delete",
        ):
            page.goto(address)
            root = "document.documentElement"
            over = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
            keep(page, "logins" + address.replace("/", "-"))
            if wrong := violations(page) + ([f"{over} px too wide"] if over > 0 else []):
                found[address] = wrong
    assert not found
